import { consent, grant, type Head, policy, prohibit, told, WAIVABLE } from './example-policies.js';

describe('constant conditions', () => {
  it.each([
    ['every word of a closed list', '{ fact: plugin.gives, in: [model, labels] }', 'spec.when'],
    ['a count that cannot be less than none', '{ fact: attempts.judged, gte: 0 }', 'spec.when'],
    [
      'a part and its opposite',
      '{ any: [{ fact: row.objected, eq: true }, { not: { fact: row.objected, eq: true } }] }',
      'spec.when',
    ],
    [
      'a part that excludes itself',
      '{ any: [{ fact: row.age, lt: 18 }, { all: [{ fact: actor.team, eq: a }, { fact: actor.team, eq: b }] }] }',
      'spec.when.any[1]',
    ],
    [
      'a part deep inside',
      '{ all: [{ fact: row.age, lt: 18 }, { not: { any: [{ fact: row.objected, eq: true }, { fact: isolation.level, gt: 3 }] } }] }',
      'spec.when.all[1].not.any[1]',
    ],
  ])('are told: %s', (_, when, path) => {
    // A prohibition that always counts shadows the grants as well: that is theirs to tell.
    const own = told(prohibit('one', `  when: ${when}`)).filter((line) => line.includes(' one '));
    expect(own).toEqual([`constant-condition one ${path}`]);
  });

  it('are told where the scope says it already', () => {
    const scope = '  scope: { purposes: { effects: [message] } }\n';
    expect(told(prohibit('one', `${scope}  when: { fact: purpose.basis, eq: consent }`))).toEqual([
      'constant-condition one spec.when',
    ]);
    expect(told(prohibit('one', '  when: { fact: purpose.basis, eq: consent }'))).toEqual([]);
  });

  it('are not told for what a missing fact alone leaves open, nor for open lists of words', () => {
    expect(told(prohibit('one', '  when: { not: { fact: destination.hasContract, eq: true } }'))).toEqual([]);
    expect(told(prohibit('one', '  when: { fact: destination.country, in: [DE, FR] }'))).toEqual([]);
  });
});

describe('unreachable policies', () => {
  it('are told by the part of the scope that fits nothing', () => {
    expect(
      told(prohibit('one', '  scope: { purposes: { effects: [price] }, datasets: { regimes: [credit] } }')),
    ).toEqual(['unreachable-policy one spec.scope.datasets', 'unreachable-policy one spec.scope.purposes']);
  });

  it('are told where dates and condition exclude each other', () => {
    const when = '  when: { all: [{ fact: now, before: 2025-06-01 }, { fact: row.age, lt: 18 }] }';
    expect(told(prohibit('one', when))).toContain('unreachable-policy one spec.when');
  });

  it('are told where destinations and condition exclude each other', () => {
    const scope = '  scope: { destinations: { saleOrShare: true } }\n';
    expect(told(prohibit('one', `${scope}  when: { fact: destination.saleOrShare, eq: false }`))).toEqual([
      'unreachable-policy one spec.when',
    ]);
  });
});

describe('shadowed permits', () => {
  const NARROW = '  scope: { categories: [user.behavior.purchase_history] }';

  it.each([
    ['a prohibition of all', prohibit('ban', '')],
    ['a prohibition of the category above', prohibit('ban', '  scope: { categories: [user.financial] }')],
    ['a prohibition that follows from it', prohibit('ban', '  when: { not: { fact: actor.team, in: [legal] } }')],
  ])('are told where %s stands against them', (_, ban) => {
    const one = grant('one', '  scope: { categories: [user.financial] }\n  when: { fact: actor.team, eq: crm }');
    expect(told(one, ban).filter((line) => line.includes(' one '))).toEqual(['shadowed-permit one metadata.name']);
  });

  it.each([
    ['can be waived', prohibit('ban', '', { more: WAIVABLE })],
    ['is only tried out', prohibit('ban', '', { mode: 'audit' })],
    ['speaks of one purpose', prohibit('ban', '  scope: { purposes: { names: [newsletter] } }')],
    ['turns on the row', prohibit('ban', '  when: { fact: row.age, lt: 18 }')],
    ['turns on something else', prohibit('ban', '  when: { fact: actor.team, eq: legal }')],
  ])('are not told where the prohibition %s', (_, ban) => {
    const one = grant('one', '  scope: { categories: [user.financial] }\n  when: { fact: actor.team, eq: crm }');
    expect(told(one, ban)).toEqual([]);
  });

  it('are told by the name of a wider grant, unless they ask for more or hold elsewhere', () => {
    expect(told(grant('one', NARROW))).toEqual(['shadowed-permit one metadata.name']);
    expect(told(grant('one', `${NARROW}\n  approvals: [dpo]`))).toEqual([]);
    expect(told(grant('one', '  scope: { categories: [user.behavior, user.financial] }'))).toEqual([]);
    const later = grant('one', NARROW, { effective: '{ from: 2025-01-01 }' });
    expect(told(later)).toEqual([]);
  });

  it('are told once of two that say the same in other words', () => {
    const words = (team: string) => `  scope: { categories: [user.financial] }\n  when: ${team}`;
    const two = told(
      grant('one', words('{ any: [{ fact: actor.team, eq: crm }, { fact: actor.team, eq: shop }] }')),
      grant('two', words('{ fact: actor.team, in: [crm, shop] }')),
    );
    expect(two).toEqual(['shadowed-permit two metadata.name']);
  });
});

describe('idle consent clauses', () => {
  it.each([
    ['the same elsewhere', '  requires: { consent: granted }', []],
    [
      'a wider policy',
      '  scope: { purposes: { names: [newsletter] } }\n  requires: { consent: granted }',
      ['requires'],
    ],
    [
      'one word of two',
      '  scope: { purposes: { names: [newsletter] } }\n  honours: [objection, restriction]',
      ['honours[0]'],
    ],
  ])('are told clause by clause: %s', (_, spec, clauses) => {
    const wide = consent(
      'wide',
      '  scope: { purposes: { effects: [insight, message] } }\n  requires: { consent: granted }\n  honours: [objection]',
    );
    expect(told(wide, consent('narrow', spec)).filter((line) => line.includes(' narrow '))).toEqual(
      clauses.map((clause) => `consent-never-matters narrow spec.${clause}`),
    );
  });

  it('are not told where the other policy asks for less, can be waived, or is only tried out', () => {
    const narrow = consent(
      'narrow',
      '  scope: { purposes: { names: [newsletter] } }\n  requires: { consent: granted, notOlderThan: 1 year }',
    );
    const wide = (age: string) => `  requires: { consent: granted, notOlderThan: ${age} }`;
    expect(told(narrow, consent('wide', wide('2 years')))).toEqual([]);
    expect(told(narrow, consent('wide', wide('6 months')))).toEqual(['consent-never-matters narrow spec.requires']);
    expect(told(narrow, consent('wide', wide('6 months'), { more: WAIVABLE }))).toEqual([]);
    expect(told(narrow, consent('wide', wide('6 months'), { mode: 'warn' }))).toEqual([]);
  });

  it('are told where the condition leaves them nothing', () => {
    expect(told(consent('one', '  when: { fact: row.objected, eq: false }\n  honours: [objection]'))).toEqual([
      'consent-never-matters one spec.honours[0]',
    ]);
  });
});

describe('duplicates', () => {
  const SPEC = '  scope: { destinations: { roles: [processor] } }\n';
  const twin = (name: string, part: string, head: Head = {}) =>
    policy(name, `${SPEC}${part}`, { kind: 'DisclosurePolicy', ...head });

  it('speak of the same matter, in the same mode', () => {
    expect(told(twin('a', '  kMin: 5'), twin('b', '  kMin: 7\n  lMin: 2'))).toEqual([
      'duplicate-scope b metadata.name',
    ]);
    expect(told(twin('a', '  kMin: 5'), twin('b', '  segmentSizeMin: 30'))).toEqual([]);
    expect(told(twin('a', '  kMin: 5'), twin('b', '  kMin: 7', { mode: 'warn' }))).toEqual([]);
  });
});
