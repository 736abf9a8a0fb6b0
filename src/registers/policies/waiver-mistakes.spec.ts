import { type MistakeCase, mistakesOf, named, policy, prohibitWhen } from './example-mistakes.js';
import { exampleRegisters, type PolicyFile, policySetOf } from './index.js';

const WAIVABLE = prohibitWhen('{ fact: purpose.team, eq: crm }').replace('spec:', '  waivable: { by: [dpo] }\nspec:');

function waiver(spec: Readonly<Record<string, string>> = {}, until = '2026-12-31'): string {
  const parts = {
    rule: 'example',
    reason: 'The campaign was announced before.',
    requestedBy: 'crm-lead',
    approvedBy: '{ actor: dpo-office, role: dpo }',
    ...spec,
  };
  return `apiVersion: probity/v1
kind: Waiver
metadata:
  name: once
  title: Once
  owner: privacy-office
  effective: { from: 2026-01-01, until: ${until} }
spec:
${Object.entries(parts)
  .map(([key, value]) => `  ${key}: ${value}\n`)
  .join('')}`;
}

const WAIVERS: readonly MistakeCase[] = [
  ['of a rule that is not there', waiver({ rule: 'exampel' }), 'WAIVER_RULE', 9, 9, 'example'],
  ['of a rule that cannot be waived', waiver({ rule: 'firm' }), 'WAIVER_RULE', 9, 9],
  ['approved by the one who asked', waiver({ requestedBy: 'dpo-office' }), 'WAIVER_APPROVER', 12, 24],
  ['approved in a role that may not', waiver({ approvedBy: '{ actor: a, role: legal }' }), 'WAIVER_APPROVER', 12, 33],
  ['approved in an unknown role', waiver({ approvedBy: '{ actor: a, role: dpoo }' }), 'UNKNOWN_VALUE', 12, 33, 'dpo'],
  ['that ends before it begins', waiver({}, '2025-12-31'), 'POLICY_PERIOD', 7, 41],
  ['without a reason worth the name', waiver({ reason: 'because' }), 'OUT_OF_RANGE', 10, 11],
  ['by data category', waiver({ scope: '{ categories: [user.account] }' }), 'WAIVER_SCOPE', 13, 24],
  ['by jurisdiction', waiver({ scope: '{ jurisdictions: [EU] }' }), 'WAIVER_SCOPE', 13, 27],
  [
    'for an unknown purpose',
    waiver({ scope: '{ purposes: { names: [newsleter] } }' }),
    'UNKNOWN_NAME',
    13,
    32,
    'newsletter',
  ],
  ['where a policy lies', 'apiVersion: probity/v1\nkind: AccessPolicy\n', 'MISSING_KEY', 1, 1],
];

describe('a waiver', () => {
  const rules = [
    policy('example', WAIVABLE),
    policy('firm', prohibitWhen('{ fact: purpose.team, eq: crm }').replace('name: example', 'name: firm')),
  ];

  it('counts between its dates, in its scope and while uses are left', () => {
    const text = waiver({ uses: '2', scope: '{ purposes: { effects: [message] } }' });
    const set = policySetOf([...rules, waiverFile(text)], exampleRegisters());
    expect(set.waivers[0]).toMatchObject({ id: 'once', rule: 'example', uses: 2, until: Date.UTC(2026, 11, 31) });
    expect(set.waivers[0]?.when).toEqual({
      kind: 'all',
      of: [
        { kind: 'leaf', fact: 'now', op: 'gte', value: Date.UTC(2026, 0, 1) },
        { kind: 'leaf', fact: 'now', op: 'lt', value: Date.UTC(2026, 11, 31) },
        { kind: 'leaf', fact: 'purpose.name', op: 'in', value: ['newsletter'] },
        { kind: 'leaf', fact: 'waiver.uses.once', op: 'lt', value: 2 },
      ],
    });
  });

  it.each(WAIVERS.map(named))('is refused $wrong', ({ text, code, line, column, nearest }) => {
    const [first] = mistakesOf([...rules, waiverFile(text)]);
    expect(first).toMatchObject({ code, line, column, file: 'waivers/once.yaml' });
    expect(first?.nearest).toBe(nearest);
  });
});

function waiverFile(text: string): PolicyFile {
  return { file: 'waivers/once.yaml', name: 'waivers/once.yaml', text, expected: 'once', holds: 'waiver' };
}
