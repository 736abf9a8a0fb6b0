import { lintExample } from './example-deployment.js';
import { grant, policy, prohibit, told, WAIVABLE } from './example-policies.js';

describe('periods', () => {
  it('end at the moment that they name', () => {
    const until = (moment: string) =>
      prohibit('one', '  when: { fact: row.age, lt: 18 }', { effective: `{ from: 2025-01-01, until: ${moment} }` });
    expect(told(until('2026-07-01T12:00:00Z'))).toEqual(['sunset-passed one metadata.effective.until']);
    expect(told(until('2026-07-01T12:00:01Z'))).toEqual([]);
  });

  it('let a policy follow the one before it without being its duplicate', () => {
    const spec = '  when: { fact: row.age, lt: 18 }';
    const first = (until: string) => prohibit('first', spec, { effective: `{ from: 2025-01-01, until: ${until} }` });
    const second = prohibit('second', spec, { effective: '{ from: 2026-09-01 }' });
    expect(told(first('2026-09-01'), second)).toEqual([]);
    expect(told(first('2026-09-02'), second)).toEqual(['duplicate-scope second metadata.name']);
  });
});

describe('waivers', () => {
  const rule = prohibit('no-minors', '  when: { fact: actor.team, eq: crm }', { more: WAIVABLE });
  const waiver = (from: string, until: string) => ({
    'policies/waivers/once.yaml': `apiVersion: probity/v1
kind: Waiver
metadata: { name: once, title: Once, owner: office, effective: { from: ${from}, until: ${until} } }
spec:
  rule: no-minors
  reason: It was announced before.
  requestedBy: crm-lead
  approvedBy: { actor: dpo-office, role: dpo }
`,
  });
  const rulesOf = (files: Readonly<Record<string, string>>, uses?: ReadonlyMap<string, number>) =>
    lintExample({ ...rule, ...files }, uses).findings.map((one) => one.rule);

  it('are expired at the moment that they name', () => {
    expect(rulesOf(waiver('2026-06-01', '2026-07-01T12:00:00Z'))).toEqual(['expired-waiver']);
    expect(rulesOf(waiver('2026-06-01', '2026-07-01T12:00:00.001Z'))).toEqual([]);
  });

  it('are unused only while they hold, and only where somebody counted', () => {
    const held = waiver('2026-06-01', '2026-12-31');
    expect(rulesOf(held, new Map())).toEqual(['unused-waiver']);
    expect(rulesOf(held, new Map([['once', 0]]))).toEqual(['unused-waiver']);
    expect(rulesOf(held, new Map([['once', 1]]))).toEqual([]);
    expect(rulesOf(waiver('2026-08-01', '2026-12-31'), new Map())).toEqual([]);
    expect(rulesOf(waiver('2026-06-01', '2026-06-30'), new Map())).toEqual(['expired-waiver']);
    expect(lintExample({ ...rule, ...held }).notAssessed).toEqual([
      { rule: 'unused-waiver', why: 'no counts of the uses of waivers were given' },
    ]);
  });
});

describe('retention', () => {
  const profile = (constant: string) => ({
    'config/legal-profiles/house.yaml': `apiVersion: probity/v1
kind: LegalProfile
name: house
version: "1"
title: A law
jurisdictions: [EU]
constants:
  - { name: ${constant}, article: the article, from: 2026-01-01, until: 2026-12-31 }
`,
  });
  const kept = (part: string, scope = '') => policy('kept', `${scope}  ${part}`, { kind: 'RetentionPolicy' });
  const DAYS = profile('releaseMax, value: 730, unit: days');

  it.each([
    ['releaseNotLongerThan: 24 months', []],
    ['releaseNotLongerThan: 731 days', ['retention-beyond-law kept spec.releaseNotLongerThan']],
    ['releaseNotLongerThan: 730 days', []],
    ['rowsNotOlderThan: 9 years', []],
  ])('counts %s on the calendar from now', (part, expected) => expect(told(kept(part), DAYS)).toEqual(expected));

  it('is held against the jurisdictions that the policy names', () => {
    const part = 'rowsNotOlderThan: 4 years';
    const law = profile('inactiveRowsMax, value: 3, unit: years');
    const beyond = ['retention-beyond-law kept spec.rowsNotOlderThan'];
    expect(told(kept(part), law)).toEqual(beyond);
    expect(told(kept(part, '  scope: { jurisdictions: [EU] }\n'), law)).toEqual(beyond);
    expect(told(kept(part, '  scope: { jurisdictions: [US-CA] }\n'), law)).toEqual([]);
  });
});

describe('what holds now', () => {
  const hiding = (effective: string, more = '') =>
    Object.fromEntries(
      Object.values(policy('five-alike', `  kMin: 5${more}`, { kind: 'DisclosurePolicy', effective })).map((text) => [
        'policies/disclosure/five-alike/policy.yaml',
        text,
      ]),
    );
  const OPEN = 'quasi-identifiers-open shop columns[1].roles';

  it('is no disclosure policy that ended, has not begun, or speaks of nothing that there is', () => {
    expect(told(hiding('{ from: 2026-01-01, until: 2026-02-01 }'))).toContain(OPEN);
    expect(told(hiding('{ from: 2027-01-01 }'))).toEqual([OPEN]);
    const nowhere = '\n  scope: { purposes: { effects: [price] } }';
    expect(told(hiding('{ from: 2026-01-01 }', nowhere))).toContain(OPEN);
    expect(told(hiding('{ from: 2026-01-01, until: 2027-01-01 }'))).toEqual([]);
  });

  it('is no grant that ended, and is one that begins', () => {
    const known = (effective: string) =>
      Object.fromEntries(
        Object.values(
          grant('known-customers', '  scope: { categories: [user.behavior, user.contact.address] }', { effective }),
        ).map((text) => ['policies/access/known-customers/policy.yaml', text]),
      );
    const ended = told(known('{ from: 2026-01-01, until: 2026-02-01 }'));
    expect(ended).toContain('column-never-granted shop columns[2].name');
    expect(ended).toContain('purpose-without-policy newsletter name');
    expect(told(known('{ from: 2027-01-01 }'))).toEqual([]);
  });
});

describe('two laws that call their articles alike', () => {
  const profile = (name: string, place: string, value: number) => ({
    [`config/legal-profiles/${name}.yaml`]: `apiVersion: probity/v1
kind: LegalProfile
name: ${name}
version: "1"
title: A law
jurisdictions: [${place}]
constants:
  - { name: inactiveRowsMax, value: ${value}, unit: months, article: "5(1)(e)", from: 2020-01-01 }
`,
  });
  it.each([
    [12, 36],
    [36, 12],
  ])('both bound what is kept: %d and %d months', (one, other) => {
    const kept = policy('kept', '  rowsNotOlderThan: 24 months', { kind: 'RetentionPolicy' });
    expect(told(profile('first', 'EU', one), profile('second', 'UK', other), kept)).toEqual([
      'retention-beyond-law kept spec.rowsNotOlderThan',
    ]);
  });
});
