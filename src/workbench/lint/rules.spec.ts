import { lintExample } from './example-deployment.js';

interface Head {
  readonly kind?: string;
  readonly mode?: string;
  readonly effective?: string;
  readonly law?: string;
  readonly more?: string;
}

function policy(name: string, spec: string, head: Head = {}): Readonly<Record<string, string>> {
  const { kind = 'AccessPolicy', mode = 'enforce', effective = '{ from: 2026-01-01 }', more = '' } = head;
  const text = `apiVersion: probity/v1
kind: ${kind}
metadata:
  name: ${name}
  title: A policy
  owner: privacy-office
  law: ${head.law ?? '{ supports: [GDPR 5] }'}
  effective: ${effective}
  mode: ${mode}
${more}spec:
${spec}
`;
  return { [`policies/theme/${name}/policy.yaml`]: text };
}

const grant = (name: string, rest: string, head: Head = {}) => policy(name, `  effect: grant\n${rest}`, head);
const prohibit = (name: string, rest: string, head: Head = {}) => policy(name, `  effect: prohibit\n${rest}`, head);
const consent = (name: string, rest: string, head: Head = {}) => policy(name, rest, { ...head, kind: 'ConsentPolicy' });
const WAIVABLE = '  waivable: { by: [dpo] }\n';

function dataset(columns: string, { regime = 'general', traits = '[]' } = {}): Readonly<Record<string, string>> {
  const text = `apiVersion: probity/v1
kind: Dataset
name: club
title: Members
owner: club
team: club
regime: ${regime}
subjects: [customer]
source: { path: club.csv }
subjectKey: number
columns:
  - { name: number, categories: [user.unique_id], roles: [identifier], provenance: observed, type: integer }
${columns}
traits: ${traits}
`;
  return { 'config/datasets/club.yaml': text };
}

/** `rule subject path`, sorted. */
function told(...files: readonly Readonly<Record<string, string>>[]): readonly string[] {
  const { findings } = lintExample(Object.assign({}, ...files));
  return findings.map(({ rule, subject, path }) => `${rule} ${subject.name} ${path}`).sort();
}

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

describe('datasets', () => {
  const feature = (name: string, category: string) =>
    `  - { name: ${name}, categories: [${category}], roles: [feature], provenance: declared, type: integer }`;

  it('have, for credit, no feature that is a prohibited basis while the law says so', () => {
    const profile = (until: string) => ({
      'config/legal-profiles/law.yaml': `apiVersion: probity/v1
kind: LegalProfile
name: law
version: "1"
title: A law
jurisdictions: [US]
constants:
  - { name: prohibitedBases, value: [user.behavior], unit: data category, article: the article, from: 2020-01-01${until} }
`,
    });
    const credit = dataset(feature('visits', 'user.behavior.purchase_history'), { regime: 'credit' });
    expect(told(credit, profile(''))).toEqual(['protected-as-feature club columns[1].roles']);
    expect(told(credit, profile(', until: 2026-07-01'))).toEqual([]);
    expect(told(dataset(feature('visits', 'user.behavior')), profile(''))).toEqual([]);
  });

  it('have their quasi-identifiers hidden by a mask as well', () => {
    const open = policy('five-alike', '  kMin: 5', { kind: 'DisclosurePolicy', mode: 'audit' });
    const masked = (category: string) =>
      policy('masked', `  masks: [{ categories: [${category}], suppress: true }]`, { kind: 'DisclosurePolicy' });
    const without = {
      'policies/disclosure/five-alike/policy.yaml': open['policies/theme/five-alike/policy.yaml'] ?? '',
    };
    expect(told(without, masked('user.contact'))).toEqual([]);
    expect(told(without, masked('user.financial'))).toEqual(['quasi-identifiers-open shop columns[1].roles']);
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

describe('a plugin that cannot be read', () => {
  it('is a finding beside the others, and names its folder', () => {
    const { findings } = lintExample({
      'plugins/bad/manifest.json': '{',
      'policies/waivers/once.yaml': 'kind: Waiver\n',
    });
    expect(findings.map(({ code }) => code)).toContain('PLUGIN_FOLDER_INVALID');
    expect(findings.find(({ code }) => code === 'PLUGIN_FOLDER_INVALID')).toMatchObject({
      file: expect.stringMatching(/plugins\/bad$/),
      rule: 'invalid-document',
      line: 1,
    });
  });
});

describe('words that are taken for others', () => {
  const when = (word: string) => prohibit('one', `  when: { fact: columns.names, has: "${word}" }`);
  it.each([
    ['a Cyrillic letter among Latin ones', '\u043erders'],
    ['a Greek letter among Latin ones', 'incοme'],
    ['Cyrillic letters that all look Latin', '\u0440\u0430\u0443'],
    ['a zero-width space', 'ord\u200bers'],
    ['a soft hyphen', 'ord\u00aders'],
    ['full-width letters', '\uff4frders'],
  ])('are told: %s', (_, word) => {
    expect(told(when(word))).toEqual(['confusable-word one spec.when.has']);
  });

  it.each(['orders', 'größe', 'доход', 'ηλικία', '年龄', 'naïve_café'])(
    'are none where the script is one: %s',
    (word) => {
      expect(told(when(word))).toEqual([]);
    },
  );

  it('are told in scopes, traits, lists and owners too', () => {
    const spec =
      '  scope: { jurisdictions: [FR, "\u0415U"] }\n  honours: [objection]\n  when: { not: { fact: row.jurisdiction, in: [DE, "\u0415S"] } }';
    expect(told(consent('one', spec))).toEqual([
      'confusable-word one spec.scope.jurisdictions[1]',
      'confusable-word one spec.when.not.in[1]',
    ]);
    const owned = Object.fromEntries(
      Object.entries(when('orders')).map(([file, text]) => [file, text.replace('privacy', 'priv\u0430cy')]),
    );
    expect(told(owned)).toEqual(['confusable-word one metadata.owner']);
    const bias = '  traits: ["s\u0435x"]\n  ratioMin: 0.8\n  confidence: 0.95\n  correction: holm';
    expect(told(policy('one', bias, { kind: 'BiasPolicy' })).join()).toMatch(/confusable-word|invalid-document/);
  });
});
