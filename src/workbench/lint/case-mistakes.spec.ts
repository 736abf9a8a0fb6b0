import { lintExample } from './example-deployment.js';

const CASES = `apiVersion: probity/v1
kind: PolicyCases
clock: 2026-07-01
cases:
  - name: The data team may ask.
    request: { purpose: newsletter }
    facts: { actor.roles: [data-team] }
    expect: { decision: permit }
    rows:
      - { row: { row.age: 30 }, removed: [] }
`;
const FIXTURES = `apiVersion: probity/v1
kind: PolicyFixtures
purposes:
  newsletter: { use: marketing, effect: message, basis: consent }
datasets:
  shop: { regime: general }
destinations:
  crm: { destination.role: internal }
plugins:
  k-means: { plugin.gives: model }
columns:
  orders: { categories: [user.behavior], roles: [feature], provenance: observed }
request:
  purpose: newsletter
  dataset: shop
  destination: crm
  plugin: k-means
  columns: [orders]
facts:
  environment: production
`;

const CASES_FILE = 'policies/access/known-customers/cases.yaml';
const FIXTURES_FILE = 'policies/fixtures.yaml';

function placesOf(files: Readonly<Record<string, string>>) {
  return lintExample(files).findings.map(({ code, line, column, nearest }) => [code, line, column, nearest]);
}

/** [what is wrong, from, to, code, line, column, nearest word where there is one] */
type Mistake = readonly [string, string, string, string, number, number, string?];

const OF_CASES: readonly Mistake[] = [
  ['another kind', 'kind: PolicyCases', 'kind: PolicyCase', 'UNKNOWN_VALUE', 2, 7],
  ['no clock', 'clock: 2026-07-01\n', '', 'MISSING_KEY', 1, 1],
  ['a clock without zone', '2026-07-01', '2026-07-01T10:00', 'OUT_OF_RANGE', 3, 8],
  ['no case', CASES.slice(CASES.indexOf('cases:')), 'cases: []\n', 'OUT_OF_RANGE', 4, 8],
  ['a case without name', 'name: The data team may ask.\n    request', 'request', 'MISSING_KEY', 5, 5],
  ['a name that is no sentence', 'The data team may ask.', 'allowed', 'OUT_OF_RANGE', 5, 11],
  ['an unknown part of the request', 'purpose: newsletter', 'purposes: newsletter', 'UNKNOWN_KEY', 6, 16, 'purpose'],
  ['a request that is a word', '{ purpose: newsletter }', 'newsletter', 'WRONG_TYPE', 6, 14],
  ['facts that are a list', '{ actor.roles: [data-team] }', '[data-team]', 'WRONG_TYPE', 7, 12],
  ['a fact that is a mapping', '[data-team]', '{ is: data-team }', 'WRONG_TYPE', 7, 27],
  ['nothing expected', 'expect: { decision: permit }\n    ', '', 'MISSING_KEY', 5, 5],
  ['an unknown decision', 'decision: permit', 'decision: permitted', 'UNKNOWN_VALUE', 8, 25, 'permit'],
  ['an unknown expectation', 'decision: permit', 'decision: permit, reason: []', 'UNKNOWN_KEY', 8, 33, 'reasons'],
  ['an empty list of reasons', 'decision: permit', 'decision: permit, reasons: []', 'OUT_OF_RANGE', 8, 42],
  ['a row without an outcome', ', removed: []', '', 'MISSING_KEY', 10, 9],
  ['a skip without words', '    rows', "    skip: ''\n    rows", 'OUT_OF_RANGE', 9, 11],
  ['an anchor that is not there', '[data-team]', '*team', 'YAML_SYNTAX', 7, 27],
  ['the same key twice', 'clock: 2026-07-01', 'clock: 2026-07-01\nclock: 2026-07-02', 'YAML_DUPLICATE_KEY', 4, 1],
];

/** Where the fixtures are there as well. */
const OF_NAMES: readonly Mistake[] = [
  ['a purpose that nobody has', 'purpose: newsletter', 'purpose: newsleter', 'CASE_NAME', 6, 25, 'newsletter'],
  ['a column that nobody has', 'purpose: newsletter', 'columns: [orders, order]', 'CASE_NAME', 6, 34, 'orders'],
  ['an actor that nobody has', 'purpose: newsletter', 'actor: ana', 'CASE_NAME', 6, 23],
  ['an unknown fact', 'actor.roles:', 'actor.role:', 'CASE_FACT', 7, 14, 'actor.roles'],
  ['a fact of another type', '[data-team]', 'data-team', 'CASE_FACT', 7, 27],
  ['an unknown fact of a row', 'row.age', 'row.ag', 'CASE_FACT', 10, 18, 'row.age'],
  ['an age in words', 'row.age: 30', 'row.age: thirty', 'CASE_FACT', 10, 27],
  ['a subject that nobody has', '{ row: { row.age: 30 }', '{ subject: minor', 'CASE_NAME', 10, 20],
  ['a reason of no code', 'permit }', 'permit, reasons: [GRANT known-customers] }', 'CASE_REASON', 8, 43, 'GRANTED'],
  [
    'a reason that no rule can give',
    'permit }',
    'permit, notReasons: [PROHIBITED known-customer] }',
    'CASE_REASON',
    8,
    46,
    'known-customers',
  ],
  ['an axis that is no fact', '    rows', '    matrix: { row.age: [1], shoe.size: [1] }\n    rows', 'CASE_FACT', 9, 29],
  [
    'a matrix that is too large',
    '    rows',
    `    matrix: { ${['age', 'consent'].map((fact) => `row.${fact}: [${'null, '.repeat(17)}]`).join(', ')} }\n    rows`,
    'CASE_MATRIX',
    9,
    5,
  ],
];

const OF_FIXTURES: readonly Mistake[] = [
  ['a part that is missing', 'plugins:\n  k-means: { plugin.gives: model }\n', '', 'MISSING_KEY', 1, 1],
  ['a purpose without effect', 'effect: message, ', '', 'MISSING_KEY', 4, 15],
  ['an unknown key of a dataset', 'regime: general', 'regim: general', 'MISSING_KEY', 6, 9],
  ['a column without categories', '[user.behavior]', '[]', 'OUT_OF_RANGE', 12, 25],
  ['a request without plugin', '  plugin: k-means\n', '', 'MISSING_KEY', 14, 3],
  ['a request of a plugin that is not there', 'plugin: k-means', 'plugin: k-mean', 'CASE_NAME', 17, 11, 'k-means'],
  [
    'a fact of a destination that is none',
    'destination.role',
    'destination.rule',
    'CASE_FACT',
    8,
    10,
    'destination.role',
  ],
  ['a file that is empty', FIXTURES, '', 'YAML_EMPTY', 1, 1],
];

function named([wrong, from, to, ...expected]: Mistake) {
  return { wrong, from, to, expected: expected.length === 4 ? expected : [...expected, undefined] };
}

describe('cases and fixtures', () => {
  it('lint clean when they are right', () => {
    expect(placesOf({ [CASES_FILE]: CASES, [FIXTURES_FILE]: FIXTURES })).toEqual([]);
  });

  it.each(OF_CASES.map(named))('cases with $wrong are told by code and place', ({ from, to, expected }) => {
    expect(CASES).toContain(from);
    expect(placesOf({ [CASES_FILE]: CASES.replace(from, to) })[0]).toEqual(expected);
  });

  it.each(OF_NAMES.map(named))('cases with $wrong are told by code and place', ({ from, to, expected }) => {
    expect(CASES).toContain(from);
    expect(placesOf({ [CASES_FILE]: CASES.replace(from, to), [FIXTURES_FILE]: FIXTURES })).toEqual([expected]);
  });

  it.each(OF_FIXTURES.map(named))('fixtures with $wrong are told by code and place', ({ from, to, expected }) => {
    expect(placesOf({ [FIXTURES_FILE]: FIXTURES.replace(from, to) })[0]).toEqual(expected);
  });

  it('are told together with what is wrong in policies, registers and the settings of lint', () => {
    const { findings, notAssessed } = lintExample({
      [CASES_FILE]: CASES.replace('permit', 'yes please'),
      [FIXTURES_FILE]: FIXTURES.replace('PolicyFixtures', 'Fixtures'),
      'policies/disclosure/five-alike/policy.yaml': 'kind: Policy\n',
      'policies/waivers/once.yaml': 'kind: Waiver\n',
      'config/lint.yaml': 'kind: Lint\n',
    });
    const files = new Set(findings.map(({ file }) => file.split('/').slice(-2).join('/')));
    expect([...files].sort()).toEqual([
      'config/lint.yaml',
      'datasets/shop.yaml',
      'five-alike/policy.yaml',
      'known-customers/cases.yaml',
      'policies/fixtures.yaml',
      'waivers/once.yaml',
    ]);
    expect(notAssessed).toEqual([]);
  });

  it('say what was not assessed when a register has mistakes', () => {
    const report = lintExample({
      'config/purposes/newsletter.yaml': 'kind: Purpose\n',
      [CASES_FILE]: CASES.replace('permit', 'yes please'),
    });
    const told = report.findings.map(({ file, rule, subject }) => [file.split('/').at(-1), rule, subject.name]);
    expect(told).toContainEqual(['newsletter.yaml', 'invalid-document', 'newsletter']);
    expect(told).toContainEqual(['cases.yaml', 'invalid-document', 'known-customers']);
    expect(report.notAssessed.map(({ rule }) => rule)).toContain('shadowed-permit');
    expect(report.notAssessed.map(({ rule }) => rule)).not.toContain('invalid-document');
  });
});
