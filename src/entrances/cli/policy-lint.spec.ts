import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageRoot } from '../../documents/index.js';
import type { LintReport } from '../../workbench/index.js';
import { lint } from './policy-lint.command.js';

const settings = fileURLToPath(new URL('config/probity.yaml', packageRoot()));
const folder = mkdtempSync(join(tmpdir(), 'lint-'));
const empty = join(folder, 'empty');
const wrong = join(folder, 'wrong');
const hasty = join(folder, 'hasty');

const NO_LAW = `apiVersion: probity/v1
kind: AccessPolicy
metadata:
  name: no-law
  title: No prices
  owner: pricing-board
  effective: { from: 2026-01-01 }
  mode: enforce
spec:
  effect: prohibit
  when: { fact: purpose.effect, eq: price }
`;

beforeAll(() => {
  mkdirSync(empty);
  mkdirSync(join(wrong, 'theme/odd'), { recursive: true });
  mkdirSync(join(hasty, 'theme/no-law'), { recursive: true });
  writeFileSync(join(hasty, 'theme/no-law/policy.yaml'), NO_LAW);
  writeFileSync(join(wrong, 'theme/odd/policy.yaml'), 'apiVersion: probity/v1\nkind: Policy\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('policy lint', () => {
  it('exits with 0 for the policies of the release', async () => {
    const { exit, text } = await lint({ settings }, []);
    expect([exit, text.trimEnd().split('\n').at(-1)]).toEqual([
      0,
      expect.stringMatching(/files: 0 errors, 0 warnings$/),
    ]);
  });

  it('exits with 2 where something is found at level error, in every format', async () => {
    for (const format of ['pretty', 'json', 'sarif', 'junit', 'github']) {
      const { exit, text } = await lint({ settings }, [wrong], { format });
      expect(exit).toBe(2);
      expect(text).toContain('POLICY_KIND');
    }
  });

  it('exits with 0 where all that is found is a warning', async () => {
    const { exit, json } = await lint({ settings }, [hasty]);
    expect(exit).toBe(0);
    expect(json).toMatchObject({ files: 1, errors: 0, warnings: 1 });
  });

  it('leaves open what needs every policy, where folders are named', async () => {
    const { json } = await lint({ settings }, [empty]);
    const { notAssessed, ...rest } = json as LintReport;
    expect(rest).toEqual({ files: 0, errors: 0, warnings: 0, findings: [], suppressed: [] });
    expect(notAssessed.map(({ rule }) => rule)).toEqual([
      'column-never-granted',
      'purpose-without-policy',
      'quasi-identifiers-open',
      'unused-suppression',
    ]);
  });

  it.each([
    ['LINT_FORMAT', { format: 'xml' }],
    ['LINT_SETTINGS_MISSING', { lintSettings: join(empty, 'lint.yaml') }],
    ['LINT_USES', { waiverUses: join(empty, 'uses.json') }],
    ['LINT_USES', { waiverUses: settings }],
  ])('cannot be done, and says %s, for %j', async (code, flags) => {
    await expect(lint({ settings }, [], flags)).rejects.toMatchObject({ code });
  });

  it('counts the uses of waivers where a file has them', async () => {
    const waiverUses = join(folder, 'uses.json');
    writeFileSync(waiverUses, '{ "once": 3 }');
    await expect(lint({ settings }, [], { waiverUses })).resolves.toMatchObject({ exit: 0 });
    writeFileSync(waiverUses, '{ "once": -3 }');
    await expect(lint({ settings }, [], { waiverUses })).rejects.toMatchObject({ code: 'LINT_USES' });
  });
});
