import { lintExample } from './example-deployment.js';
import { LINT_RULES, lintSettingsOf, loadLintSettings } from './index.js';

const HEAD = 'apiVersion: probity/v1\nkind: LintSettings\n';
const suppressions = (entry: string) => `${HEAD}suppressions:\n  - { ${entry} }\n`;
const codesOf = (text: string) =>
  lintSettingsOf('lint.yaml', text, LINT_RULES).mistakes.map(({ code, line, column }) => [code, line, column]);

/** Without a law and an owner, two findings of one policy. */
const CARELESS = {
  'policies/access/careless/policy.yaml': `apiVersion: probity/v1
kind: AccessPolicy
metadata:
  name: careless
  title: A policy in a hurry
  owner: tbd
  effective: { from: 2026-01-01 }
  mode: enforce
spec:
  effect: prohibit
  when: { fact: purpose.effect, eq: price }
`,
};
const lintWith = (settings: string) => lintExample({ ...CARELESS, 'config/lint.yaml': settings });
const rulesOf = (settings: string) => lintWith(settings).findings.map(({ rule, level }) => `${level} ${rule}`);

describe('lint settings', () => {
  it.each([
    ['a broken file', `${HEAD}levels: [`, [['YAML_SYNTAX', 3, 10]]],
    ['an unknown key', `${HEAD}level: {}\n`, [['UNKNOWN_KEY', 3, 1]]],
    ['an unknown level', `${HEAD}levels:\n  sunset-passed: info\n`, [['UNKNOWN_VALUE', 4, 18]]],
    ['an unknown rule', `${HEAD}levels:\n  sunset-past: off\n`, [['LINT_UNKNOWN_RULE', 4, 3]]],
    ['a level that is fixed', `${HEAD}levels:\n  invalid-document: off\n`, [['LINT_LEVEL_FIXED', 4, 3]]],
    ['no reason', suppressions('rule: sunset-passed, policy: x'), [['MISSING_KEY', 4, 5]]],
    ['an empty reason', suppressions("rule: sunset-passed, policy: x, reason: ' '"), [['OUT_OF_RANGE', 4, 47]]],
    ['no subject', suppressions('rule: sunset-passed, reason: It is old.'), [['LINT_SUBJECT', 4, 5]]],
    [
      'two subjects',
      suppressions('rule: sunset-passed, policy: x, waiver: x, reason: It is old.'),
      [['LINT_SUBJECT', 4, 5]],
    ],
    [
      'a suppression of no rule',
      suppressions('rule: sunset, policy: x, reason: It is old.'),
      [['LINT_UNKNOWN_RULE', 4, 13]],
    ],
    ['a suppression that is a word', `${HEAD}suppressions: [all]\n`, [['WRONG_TYPE', 3, 16]]],
  ])('are refused with %s', (_, text, expected) => expect(codesOf(text)).toEqual(expected));

  it('change levels, and turn rules off', () => {
    expect(rulesOf(HEAD)).toEqual(['warn missing-law-reference', 'error missing-owner']);
    expect(rulesOf(`${HEAD}levels: { missing-law-reference: error, missing-owner: off }\n`)).toEqual([
      'error missing-law-reference',
    ]);
  });

  it('accept one finding of one policy by its rule, and no other', () => {
    const report = lintWith(suppressions('rule: missing-owner, policy: careless, reason: The board is being founded.'));
    expect(report.findings.map(({ rule }) => rule)).toEqual(['missing-law-reference']);
    expect(report).toMatchObject({ errors: 0, warnings: 1 });
    expect(report.suppressed).toMatchObject([
      { finding: { rule: 'missing-owner' }, reason: 'The board is being founded.' },
    ]);
  });

  it.each([
    ['without a reason', 'rule: missing-owner, policy: careless', 'suppression-without-reason'],
    ['of another policy', 'rule: missing-owner, policy: five-alike, reason: So it is.', 'unused-suppression'],
    ['of a waiver of that name', 'rule: missing-owner, waiver: careless, reason: So it is.', 'unused-suppression'],
    [
      'of a part that is not there',
      'rule: missing-owner, policy: careless, part: a, reason: So.',
      'unused-suppression',
    ],
  ])('accept nothing by a suppression %s', (_, entry, told) => {
    const { findings } = lintWith(suppressions(entry));
    expect(findings.map(({ rule }) => rule)).toEqual(['missing-law-reference', 'missing-owner', told]);
  });

  it('are the defaults where no file is named, and must be there where one is', () => {
    expect(loadLintSettings('no/such/lint.yaml', LINT_RULES).mistakes).toEqual([]);
    expect(() => loadLintSettings('no/such/lint.yaml', LINT_RULES, true)).toThrow(
      expect.objectContaining({ code: 'LINT_SETTINGS_MISSING' }),
    );
  });
});
