import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ProbityError } from '../../src/documents/index.js';
import { DEFAULT_LIMITS, probeIsolation, runSandboxed, type SandboxLevel } from '../../src/isolation/index.js';
import { buildPlugin, completedOptions, type RegisteredPlugin } from '../../src/registers/plugins/index.js';
import { checkedResult } from '../../src/stages/segmentation/index.js';
import { arrowOf } from '../../src/testing/made-up-rows.js';

// It looks like a name that a segment may have, so that nothing but its being unknown can stop it.
const CANARY = 'Ada Canary';
const columns = [
  { name: 'spend', type: 'number' },
  { name: 'city', type: 'text' },
] as const;
const rows = { spend: [1, 2, 3], city: [CANARY, null, 'x'] };

/** What the segmentation stage does with one answer, on rows with a planted value. */
async function outcome(plugin: RegisteredPlugin, level: SandboxLevel, trick: string): Promise<string> {
  try {
    const options = completedOptions(plugin, { trick });
    const call = { call: 'segment', options, columns, quantiles: {}, seed: 1, rowCount: 3, arrow: true };
    const limits = { ...DEFAULT_LIMITS, wallMs: 10_000 };
    const answer = await runSandboxed({ level, bundle: plugin.bundle, call, arrow: arrowOf(rows, columns), limits });
    if (answer.kind === 'refused') return `refused ${answer.code}`;
    return JSON.stringify(checkedResult(answer.value, answer.codes, { plugin, options, columns, rows: 3 }));
  } catch (error) {
    if (error instanceof ProbityError) return `${error.message} ${error.stack}`;
    throw error;
  }
}

describe('a hostile plugin', () => {
  const out = mkdtempSync(join(tmpdir(), 'probity-hostile-'));
  const plugins: Record<string, RegisteredPlugin> = {};
  let level: SandboxLevel;

  beforeAll(async () => {
    level = (await probeIsolation()).highest;
    for (const name of ['hostile', 'mislabelled']) {
      const folder = fileURLToPath(new URL(`hostile/${name}`, import.meta.url));
      plugins[name] = await buildPlugin(folder, join(out, name), level);
    }
  }, 30_000);

  afterAll(() => rmSync(out, { recursive: true }));

  it('is let through when it plays no trick, so that the refusals below mean something', async () => {
    expect(await outcome(plugins['hostile'] as RegisteredPlugin, level, 'honest')).toContain('"kind":"model"');
    expect(await outcome(plugins['mislabelled'] as RegisteredPlugin, level, 'honest')).toContain('"kind":"labels"');
  });

  it.each([
    ['throws', 'PLUGIN_THREW'],
    ['refuses', 'PLUGIN_THREW'],
    ['forged explanation', 'PLUGIN_THREW'],
    ['forged kind', 'PLUGIN_ENVELOPE_INVALID'],
    ['not a number', 'PLUGIN_OUTPUT_INVALID'],
    ['infinite', 'PLUGIN_OUTPUT_INVALID'],
    ['wrong dimension', 'PLUGIN_OUTPUT_INVALID'],
    ['foreign column', 'PLUGIN_OUTPUT_INVALID'],
    ['look-alike column', 'PLUGIN_OUTPUT_INVALID'],
    ['column in capitals', 'PLUGIN_OUTPUT_INVALID'],
    ['column of sql', 'PLUGIN_OUTPUT_INVALID'],
    ['name of a person', 'PLUGIN_OUTPUT_INVALID'],
    ['fact of a person', 'PLUGIN_OUTPUT_INVALID'],
    ['undeclared fact', 'PLUGIN_OUTPUT_INVALID'],
    ['two of one name', 'PLUGIN_OUTPUT_INVALID'],
    ['too many segments', 'PLUGIN_OUTPUT_INVALID'],
    ['labels instead', 'PLUGIN_OUTPUT_INVALID'],
    ['polluted prototype', 'PLUGIN_OUTPUT_INVALID'],
    ['polluted facts', 'PLUGIN_OUTPUT_INVALID'],
    ['nothing', 'PLUGIN_OUTPUT_INVALID'],
    ['a text', 'PLUGIN_OUTPUT_INVALID'],
    ['deep conditions', 'PLUGIN_OUTPUT_INVALID'],
    ['text against number', 'PLUGIN_OUTPUT_INVALID'],
  ])('is stopped, and carries nothing out, when it plays: %s', async (trick, code) => {
    const told = await outcome(plugins['hostile'] as RegisteredPlugin, level, trick);
    expect(told).toMatch(new RegExp(`^${code}`));
    expect(told).not.toContain(CANARY);
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
  });

  it('prints to nobody', async () => {
    expect(await outcome(plugins['hostile'] as RegisteredPlugin, level, 'prints')).not.toContain(CANARY);
  });

  it.each(['one too few', 'one too many', 'no such segment', 'below unassigned', 'two of one name'])(
    'is stopped when its labels are wrong: %s',
    async (trick) => {
      const told = await outcome(plugins['mislabelled'] as RegisteredPlugin, level, trick);
      expect(told).toMatch(/^PLUGIN_OUTPUT_INVALID/);
    },
  );
});
