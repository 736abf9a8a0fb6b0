import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { root } from './deployment.js';
import { pageBlocks } from './page-blocks.js';
import { type PageShell, pageShell } from './page-shell.js';

const page = readFileSync(join(root, 'docs/own-rego.md'), 'utf8');
const tutorial = readFileSync(join(root, 'docs/policy-tutorial.md'), 'utf8');
const fixture = join(root, 'test/own-rules/sensitivity-budget');

/** The pinned program by its whole path, where the machine has it; elsewhere the bundle that it made lies ready. */
function opaProgram(): string | null {
  const named = process.env['OPA'] ?? 'opa';
  const { stdout: path = '' } = spawnSync('sh', ['-c', 'command -v "$1"', 'sh', named], { encoding: 'utf8' });
  const { stdout } = spawnSync(named, ['version'], { encoding: 'utf8' });
  return stdout?.includes('Version: 1.22.2') ? resolve(path.trim()) : null;
}

describe('the page about own rules', () => {
  const blocks = pageBlocks(page);
  let shell: PageShell;
  beforeAll(async () => {
    shell = await pageShell();
    // The page goes on in the company of the tutorial, where its first grant is in force.
    const before = pageBlocks(tutorial.slice(0, tutorial.indexOf('## 5.')));
    for (const block of before) shell.carryOut(block);
    const opa = opaProgram();
    const ready = `#!/bin/sh\n[ "$*" = "build -t wasm -e probity/own/answer -o bundle.tar.gz rule.rego data.json" ] || exit 1\nexec cp "${fixture}/bundle.tar.gz" bundle.tar.gz\n`;
    shell.offer('opa', opa === null ? ready : `#!/bin/sh\nexec "${opa}" "$@"\n`);
  }, 120_000);
  afterAll(() => shell.remove());

  it('prints what it shows, block by block, from a rule in Rego to a refused run in the log', () => {
    for (const block of blocks) expect(shell.carryOut(block)).toEqual([]);
    expect(page).toMatch(/^\$ probity run [^\n]*\nDENIED /m);
  }, 300_000);

  it('has the rule whose bundle is kept, byte for byte', () => {
    const at = (name: string) => join(shell.work, 'own-rules/sensitivity-budget', name);
    for (const name of ['rule.rego', 'data.json', 'bundle.tar.gz']) {
      expect(readFileSync(at(name)).equals(readFileSync(join(fixture, name)))).toBe(true);
    }
  });

  it('keeps the bundle that was asked in the state, so that the decision can be made again', () => {
    const kept = readdirSync(join(shell.work, 'state/policies/own-rules')).filter((name) => name.endsWith('.tar.gz'));
    const bytes = kept.map((name) => readFileSync(join(shell.work, 'state/policies/own-rules', name)));
    expect(bytes).toEqual([readFileSync(join(fixture, 'bundle.tar.gz'))]);
  });
});
