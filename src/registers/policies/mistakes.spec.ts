import { HEAD, type MistakeCase, mistakesOf, named, policy, prohibitWhen } from './example-mistakes.js';
import type { PolicyFile } from './index.js';

/** The scope begins on line 11, column 10. */
const prohibitIn = (scope: string) => `${HEAD.access}  effect: prohibit\n  scope: ${scope}\n`;
const metadata = (from: string, to: string) => prohibitWhen('{ fact: purpose.team, eq: crm }').replace(from, to);
const nested = (levels: number) => `${'{ not: '.repeat(levels)}{ fact: purpose.team, eq: crm }${' }'.repeat(levels)}`;

/** The noise begins on line 10, column 10. */
const noise = (parts: string) => `${HEAD.disclosure}  noise: { ${parts} }\n`;
const SPENT = 'epsilon: 1, budget: { epsilon: 2 }';

/** [what is wrong, the file, code, line, column, nearest word where there is one] */
const CASES: readonly MistakeCase[] = [
  ['no kind', 'apiVersion: probity/v1\n', 'POLICY_KIND', 1, 1],
  ['a list', '- a\n', 'POLICY_KIND', 1, 1],
  ['a misspelt kind', 'apiVersion: probity/v1\nkind: AccesPolicy\n', 'POLICY_KIND', 2, 7, 'AccessPolicy'],
  ['a duplicate key', `${HEAD.access}  effect: grant\n  effect: prohibit\n`, 'YAML_DUPLICATE_KEY', 11, 3],
  ['a custom tag', prohibitWhen('!js { fact: purpose.team, eq: crm }'), 'YAML_TAG', 11, 9],
  ['a broken mapping', prohibitWhen('{ fact: purpose.team'), 'YAML_SYNTAX', 12, 1],
  ['another version', metadata('probity/v1', 'probity/v2'), 'UNKNOWN_VALUE', 1, 13],
  ['an unknown key of the policy', metadata('  owner:', '  ownr: x\n  owner:'), 'UNKNOWN_KEY', 6, 3, 'owner'],
  ['no owner', metadata('  owner: privacy-office\n', ''), 'MISSING_KEY', 4, 3],
  ['an unknown mode', metadata('mode: enforce', 'mode: enforced'), 'UNKNOWN_VALUE', 8, 9, 'enforce'],
  ['a name that is not kebab-case', metadata('name: example', 'name: Example'), 'OUT_OF_RANGE', 4, 9],
  ['a name that is not the folder', metadata('name: example', 'name: another'), 'POLICY_FOLDER', 4, 9],
  ['a date that is none', metadata('from: 2026-01-01', 'from: 2026-02-30'), 'OUT_OF_RANGE', 7, 22],
  ['an end before the beginning', metadata('2026-01-01 }', '2026-01-01, until: 2025-01-01 }'), 'POLICY_PERIOD', 7, 41],
  ['an end at the beginning', metadata('2026-01-01 }', '2026-01-01, until: 2026-01-01 }'), 'POLICY_PERIOD', 7, 41],
  ['a date-time without zone', metadata('2026-01-01', '2026-01-01T10:00'), 'OUT_OF_RANGE', 7, 22],
  ['an unknown effect', `${HEAD.access}  effect: prohibits\n`, 'UNKNOWN_VALUE', 10, 11, 'prohibit'],

  ['an unknown fact', prohibitWhen('{ fact: purpose.efect, eq: offer }'), 'UNKNOWN_FACT', 11, 17, 'purpose.effect'],
  ['a fact of waivers', prohibitWhen('{ fact: waiver.uses.x, lt: 1 }'), 'UNKNOWN_FACT', 11, 17],
  ['no fact', prohibitWhen('{ eq: offer }'), 'CONDITION_SHAPE', 11, 9],
  ['a fact that is a number', prohibitWhen('{ fact: 1, eq: offer }'), 'CONDITION_SHAPE', 11, 17],
  ['no operator', prohibitWhen('{ fact: purpose.effect }'), 'CONDITION_SHAPE', 11, 9],
  ['two operators', prohibitWhen('{ fact: attempts.judged, gt: 1, lt: 9 }'), 'CONDITION_SHAPE', 11, 9],
  ['an unknown operator', prohibitWhen('{ fact: attempts.judged, gtee: 1 }'), 'UNKNOWN_KEY', 11, 34, 'gte'],
  ['has on a text', prohibitWhen('{ fact: purpose.team, has: crm }'), 'WRONG_OPERATOR', 11, 36],
  ['eq on a set', prohibitWhen('{ fact: actor.roles, eq: dpo }'), 'WRONG_OPERATOR', 11, 34],
  ['lt on a text', prohibitWhen('{ fact: purpose.team, lt: 3 }'), 'WRONG_OPERATOR', 11, 35],
  ['lt on an instant', prohibitWhen('{ fact: purpose.expires, lt: 2026-01-01 }'), 'WRONG_OPERATOR', 11, 38],
  ['olderThan on an integer', prohibitWhen('{ fact: row.age, olderThan: 18 years }'), 'WRONG_OPERATOR', 11, 37],
  ['under without a taxonomy', prohibitWhen('{ fact: purpose.team, under: crm }'), 'WRONG_OPERATOR', 11, 38],
  ['a no that is a word', prohibitWhen('{ fact: plugin.builtIn, eq: no }'), 'WRONG_VALUE', 11, 37],
  ['a yes that is a word', prohibitWhen('{ fact: plugin.builtIn, eq: yes }'), 'WRONG_VALUE', 11, 37],
  ['a truth value for a word', prohibitWhen('{ fact: destination.country, eq: true }'), 'WRONG_VALUE', 11, 42],
  ['a number for a word', prohibitWhen('{ fact: purpose.team, eq: 7 }'), 'WRONG_VALUE', 11, 35],
  ['a quoted number', prohibitWhen("{ fact: row.age, lt: '18' }"), 'WRONG_VALUE', 11, 30],
  ['a fraction', prohibitWhen('{ fact: row.age, lt: 18.5 }'), 'WRONG_VALUE', 11, 30],
  ['a value of nothing', prohibitWhen('{ fact: purpose.team, eq: }'), 'WRONG_VALUE', 11, 35],
  ['a list for eq', prohibitWhen('{ fact: purpose.team, eq: [crm] }'), 'WRONG_VALUE', 11, 35],
  ['a word for in', prohibitWhen('{ fact: purpose.team, in: crm }'), 'WRONG_VALUE', 11, 35],
  ['an empty list for in', prohibitWhen('{ fact: purpose.team, in: [] }'), 'WRONG_VALUE', 11, 35],
  ['a number among words', prohibitWhen('{ fact: purpose.team, in: [crm, 3] }'), 'WRONG_VALUE', 11, 41],
  ['an unknown word', prohibitWhen('{ fact: purpose.effect, eq: offers }'), 'UNKNOWN_WORD', 11, 37, 'offer'],
  ['an unknown word of a list', prohibitWhen('{ fact: row.consent, in: [none, revoked] }'), 'UNKNOWN_WORD', 11, 41],
  [
    'an unknown word of a set',
    prohibitWhen('{ fact: actor.roles, has: data-teem }'),
    'UNKNOWN_WORD',
    11,
    35,
    'data-team',
  ],
  ['an unknown purpose', prohibitWhen('{ fact: purpose.name, eq: newsleter }'), 'UNKNOWN_NAME', 11, 35, 'newsletter'],
  ['an unknown dataset', prohibitWhen('{ fact: dataset.name, eq: shops }'), 'UNKNOWN_NAME', 11, 35, 'shop'],
  ['an unknown plugin', prohibitWhen('{ fact: plugin.name, in: [kmeans] }'), 'UNKNOWN_NAME', 11, 35, 'k-means'],
  ['an unknown destination', prohibitWhen('{ fact: destination.name, eq: cmr }'), 'UNKNOWN_NAME', 11, 39, 'crm'],
  [
    'an unknown category',
    prohibitWhen('{ fact: columns.categories, under: user.finacial }'),
    'UNKNOWN_TAXONOMY_KEY',
    11,
    44,
    'user.financial',
  ],
  [
    'an unknown use',
    prohibitWhen('{ fact: purpose.use, under: marketin }'),
    'UNKNOWN_TAXONOMY_KEY',
    11,
    37,
    'marketing',
  ],
  ['a duration in hours', prohibitWhen('{ fact: row.lastActivity, olderThan: 24 hours }'), 'BAD_DURATION', 11, 46],
  ['a bare number of months', prohibitWhen('{ fact: row.lastActivity, olderThan: 24 }'), 'BAD_DURATION', 11, 46],
  ['an ISO duration', prohibitWhen('{ fact: row.lastActivity, notOlderThan: P2Y }'), 'BAD_DURATION', 11, 49],
  ['a German date', prohibitWhen('{ fact: purpose.expires, before: 1.2.2026 }'), 'BAD_INSTANT', 11, 42],
  ['a day that is none', prohibitWhen('{ fact: purpose.expires, after: 2026-13-01 }'), 'BAD_INSTANT', 11, 41],
  ['an empty node', prohibitWhen('{}'), 'CONDITION_SHAPE', 11, 9],
  ['an empty all', prohibitWhen('{ all: [] }'), 'CONDITION_SHAPE', 11, 16],
  ['an any that is no list', prohibitWhen('{ any: { fact: purpose.team, eq: crm } }'), 'CONDITION_SHAPE', 11, 16],
  ['a not over a list', prohibitWhen('{ not: [{ fact: purpose.team, eq: crm }] }'), 'CONDITION_SHAPE', 11, 16],
  ['a not over nothing', prohibitWhen('{ not: }'), 'CONDITION_SHAPE', 11, 16],
  [
    'a group beside a fact',
    prohibitWhen('{ all: [{ fact: purpose.team, eq: crm }], fact: now }'),
    'CONDITION_SHAPE',
    11,
    9,
  ],
  ['a word in a list', prohibitWhen('{ all: [purpose] }'), 'CONDITION_SHAPE', 11, 17],
  ['a condition that is a word', prohibitWhen('always'), 'WRONG_TYPE', 11, 9],
  ['nine levels', prohibitWhen(nested(8)), 'CONDITION_TOO_DEEP', 11, 9 + 7 * 8],

  [
    'an unknown purpose in scope',
    prohibitIn('{ purposes: { names: [loyalty-offer] } }'),
    'UNKNOWN_NAME',
    11,
    32,
    'loyalty-offers',
  ],
  ['an unknown dataset in scope', prohibitIn('{ datasets: { names: [card] } }'), 'UNKNOWN_NAME', 11, 32, 'cards'],
  ['an unknown plugin in scope', prohibitIn('{ plugins: { names: [rmf] } }'), 'UNKNOWN_NAME', 11, 31, 'rfm'],
  ['an unknown destination in scope', prohibitIn('{ destinations: { names: [crn] } }'), 'UNKNOWN_NAME', 11, 36, 'crm'],
  [
    'an unknown use in scope',
    prohibitIn('{ purposes: { use: marketng } }'),
    'UNKNOWN_TAXONOMY_KEY',
    11,
    29,
    'marketing',
  ],
  [
    'an unknown category in scope',
    prohibitIn('{ categories: [user.biometrics] }'),
    'UNKNOWN_TAXONOMY_KEY',
    11,
    25,
    'user.biometric',
  ],
  ['an unknown effect in scope', prohibitIn('{ purposes: { effects: [prices] } }'), 'UNKNOWN_VALUE', 11, 34, 'price'],
  [
    'an unknown part of the scope',
    prohibitIn('{ purpose: { names: [newsletter] } }'),
    'UNKNOWN_KEY',
    11,
    12,
    'purposes',
  ],

  ['a grant without categories', `${HEAD.access}  effect: grant\n  scope: {}\n`, 'GRANT_WITHOUT_CATEGORIES', 11, 10],
  ['a grant without scope', `${HEAD.access}  effect: grant\n`, 'GRANT_WITHOUT_CATEGORIES', 9, 1],
  [
    'a grant by a fact of the row',
    `${HEAD.access}  effect: grant\n  scope: { categories: [user.account] }\n  when: { fact: row.age, gte: 18 }\n`,
    'GRANT_BY_ROW',
    12,
    9,
  ],
  [
    'a grant by jurisdiction',
    `${HEAD.access}  effect: grant\n  scope: { categories: [user.account], jurisdictions: [EU] }\n`,
    'GRANT_BY_ROW',
    11,
    55,
  ],
  [
    'a grant in audit mode',
    `${HEAD.access.replace('enforce', 'audit')}  effect: grant\n  scope: { categories: [user.account] }\n`,
    'GRANT_MODE',
    8,
    9,
  ],
  [
    'approvals of a prohibition',
    `${HEAD.access}  effect: prohibit\n  approvals: [dpo]\n`,
    'APPROVALS_WITHOUT_GRANT',
    11,
    14,
  ],
  ['a consent policy without a part', `${HEAD.consent}  scope: {}\n`, 'POLICY_EMPTY', 10, 3],
  ['a retention policy without a part', `${HEAD.retention}  scope: {}\n`, 'POLICY_EMPTY', 10, 3],
  ['a disclosure policy without a part', `${HEAD.disclosure}  scope: {}\n`, 'POLICY_EMPTY', 10, 3],
  ['a retention in hours', `${HEAD.retention}  releaseNotLongerThan: 5 hours\n`, 'OUT_OF_RANGE', 10, 25],
  ['a minimum of zero', `${HEAD.disclosure}  segmentSizeMin: 0\n`, 'OUT_OF_RANGE', 10, 19],
  ['a minimum that is a word', `${HEAD.disclosure}  segmentSizeMin: twenty\n`, 'WRONG_TYPE', 10, 19],
  ['noise without a budget', `${HEAD.disclosure}  noise: { epsilon: 1 }\n`, 'MISSING_KEY', 10, 10],
  ['noise without a loss', `${HEAD.disclosure}  noise: { budget: {} }\n`, 'NOISE_LOSS', 10, 10],
  ['noise of two losses', noise('epsilon: 1, rho: 1, budget: { epsilon: 2, rho: 2 }'), 'NOISE_LOSS', 10, 10],
  ['a delta beside rho', noise('rho: 1, delta: 0.0001, budget: { rho: 2, delta: 0.001 }'), 'NOISE_LOSS', 10, 27],
  ['a budget of another loss', noise('epsilon: 1, budget: { epsilon: 2, rho: 2 }'), 'NOISE_BUDGET', 10, 51],
  ['a budget below one answer', noise('epsilon: 2, budget: { epsilon: 1 }'), 'NOISE_BUDGET', 10, 43],
  ['an epsilon of nothing', noise('epsilon: 0, budget: { epsilon: 1 }'), 'OUT_OF_RANGE', 10, 21],
  ['bounds upside down', noise(`${SPENT}, bounds: [{ columns: [a], low: 1, high: 1 }]`), 'NOISE_BOUNDS', 10, 87],
  ['bounds twice', noise(`${SPENT}, bounds: [{ columns: [a, a], low: 1, high: 2 }]`), 'OUT_OF_RANGE', 10, 68],
  ['a mask without family', `${HEAD.disclosure}  masks: [{ categories: [user.account] }]\n`, 'MASK_FAMILY', 10, 11],
  [
    'a mask of two families',
    `${HEAD.disclosure}  masks: [{ categories: [user.account], round: 5, bucket: 5 }]\n`,
    'MASK_FAMILY',
    10,
    11,
  ],
  [
    'a mask of an unknown category',
    `${HEAD.disclosure}  masks: [{ categories: [user.acount], round: 5 }]\n`,
    'UNKNOWN_TAXONOMY_KEY',
    10,
    26,
    'user.account',
  ],
  [
    'a disclosure policy by a fact of the row',
    `${HEAD.disclosure}  kMin: 5\n  when: { fact: row.age, lt: 18 }\n`,
    'ROWS_NOT_POSSIBLE',
    11,
    9,
  ],
  ['a bias policy without a limit', `${HEAD.bias}  confidence: 0.95\n  correction: holm\n`, 'POLICY_EMPTY', 10, 3],
  [
    'a bias policy by jurisdiction',
    `${HEAD.bias}  ratioMin: 0.8\n  confidence: 0.95\n  correction: holm\n  scope: { jurisdictions: [EU] }\n`,
    'ROWS_NOT_POSSIBLE',
    13,
    27,
  ],
  [
    'a ratio above one',
    `${HEAD.bias}  ratioMin: 1.2\n  confidence: 0.95\n  correction: holm\n`,
    'OUT_OF_RANGE',
    10,
    13,
  ],
  [
    'a difference of benefits of nothing',
    `${HEAD.bias}  benefitDifferenceMax: 0\n  confidence: 0.95\n  correction: holm\n`,
    'OUT_OF_RANGE',
    10,
    25,
  ],
  [
    'an objection that can be waived',
    `${HEAD.consent.replace('spec:', '  waivable: { by: [dpo] }\nspec:')}  honours: [objection]\n`,
    'NEVER_WAIVABLE',
    9,
    13,
  ],
  [
    'an objection in a condition that can be waived',
    `${HEAD.access.replace('spec:', '  waivable: { by: [dpo] }\nspec:')}  effect: prohibit\n  when: { fact: row.objected, eq: true }\n`,
    'NEVER_WAIVABLE',
    9,
    13,
  ],
  [
    'a term of erasure that can be waived',
    `${HEAD.retention.replace('spec:', '  waivable: { by: [dpo] }\nspec:')}  rowsNotOlderThan: 24 months\n`,
    'NEVER_WAIVABLE',
    9,
    13,
  ],
];

describe('a policy with a mistake', () => {
  it.each(CASES.map(named))('$wrong', ({ text, code, line, column, nearest }) => {
    const [first, ...more] = mistakesOf([policy('example', text)]);
    expect(first).toMatchObject({ code, line, column, file: 'access/example/policy.yaml' });
    expect(first?.nearest).toBe(nearest);
    expect(more.filter((one) => one.line === line && one.column === column)).toEqual([]);
    // The caret stands below the very character that the place names.
    const [excerpt = '', caret = ''] = first?.excerpt.split('\n') ?? [];
    const rest = text.split('\n')[line - 1]?.slice(column - 1) ?? '';
    expect(excerpt.slice(caret.indexOf('^'))).toBe(rest.slice(0, excerpt.length - caret.indexOf('^')));
    expect(excerpt.startsWith(`${line} | `)).toBe(true);
  });

  it('is shown with those of every other file, sorted by place', () => {
    const files = [
      policy('second', prohibitWhen('{ all: [{ fact: x.y, eq: 1 }, { fact: purpose.effect, eq: z }] }'), 'second'),
      policy('first', prohibitWhen('{ not: {} }'), 'first'),
    ];
    const found = mistakesOf(files).map(({ file, line, column, code }) => [file, line, column, code]);
    expect(found).toEqual([
      ['access/first/policy.yaml', 11, 16, 'CONDITION_SHAPE'],
      ['access/second/policy.yaml', 11, 25, 'UNKNOWN_FACT'],
      ['access/second/policy.yaml', 11, 67, 'UNKNOWN_WORD'],
    ]);
  });

  it('is a second policy of the same name', () => {
    const text = prohibitWhen('{ fact: purpose.team, eq: crm }');
    const again: PolicyFile = { ...policy('example', text), file: 'other/example/policy.yaml' };
    expect(mistakesOf([policy('example', text), again])).toMatchObject([
      { code: 'POLICY_TWICE', file: 'other/example/policy.yaml', line: 4, column: 9 },
    ]);
  });
});
