// Policy files for timing a comparison by meaning: every rule speaks of every dataset and most of every purpose, so that
// all of them interact; conditions of three levels over the facts of the catalogue; obligations of every kind.
const CATEGORIES = [
  'user.account',
  'user.behavior',
  'user.contact',
  'user.demographic',
  'user.financial',
  'user.unique_id',
];
const PURPOSES = ['customer-insight', 'loyalty-offers', 'newsletter'];
const TESTS = [
  (random) => `{ fact: environment, eq: ${random.one(['rehearsal', 'production'])} }`,
  (random) => `{ fact: destination.role, in: [${random.one(['internal', 'processor'])}, joint] }`,
  (random) => `{ fact: destination.country, in: [${random.one(['DE', 'FR', 'US'])}, ${random.one(['NL', 'IT'])}] }`,
  (random) => `{ fact: destination.inRegion, eq: ${random.chance(0.5)} }`,
  (random) => `{ fact: destination.hasContract, eq: ${random.chance(0.5)} }`,
  (random) => `{ fact: dataset.provenance, has: ${random.one(['declared', 'observed', 'acquired'])} }`,
  (random) => `{ fact: columns.roles, has: ${random.one(['feature', 'quasi-identifier'])} }`,
  (random) => `{ fact: columns.categories, under: ${random.one(['user.demographic', 'user.financial'])} }`,
  (random) => `{ fact: plugin.gives, eq: ${random.one(['model', 'labels'])} }`,
  (random) => `{ fact: isolation.level, gte: ${1 + random.below(3)} }`,
  (random) => `{ fact: attempts.judged, lt: ${1 + random.below(9)} }`,
  (random) => `{ fact: actor.roles, has: ${random.one(['data-team', 'legal', 'campaign'])} }`,
  (random) => `{ fact: actor.team, eq: ${random.one(['crm', 'web', 'risk'])} }`,
  () => '{ fact: actor.trainedUntil, after: now }',
  (random) => `{ fact: assessment.state, in: [approved, ${random.one(['not-required', 'undetermined'])}] }`,
  (random) => `{ fact: assessment.until, after: ${random.one(['now', '2027-01-01', '2028-01-01'])} }`,
];

/** A made-up set of `size` policies as files; the same seed gives the same set. */
export function policyTexts(random, size) {
  return Array.from({ length: size }, (_, at) => policyText(random, at));
}

function policyText(random, at) {
  const kind = at % 10;
  if (kind < 4)
    return document('AccessPolicy', at, random, ['  effect: grant', categories(random, 2), ...approvals(random)]);
  if (kind < 6) return document('AccessPolicy', at, random, ['  effect: prohibit', categories(random, 1)]);
  if (kind < 8)
    return document('DisclosurePolicy', at, random, [`  kMin: ${2 + random.below(9)}`, masks(random), scope(random)]);
  if (kind < 9) return document('ConsentPolicy', at, random, ['  honours: [objection]', scope(random)]);
  return document('BiasPolicy', at, random, [
    `  ratioMin: 0.${7 + random.below(3)}`,
    '  confidence: 0.95',
    '  correction: holm',
    scope(random),
  ]);
}

function document(kind, at, random, spec) {
  return {
    name: `policy-${at}`,
    text: `apiVersion: probity/v1
kind: ${kind}
metadata:
  name: policy-${at}
  title: Rule ${at}
  owner: privacy-office
  effective: { from: 2026-0${1 + (at % 9)}-0${1 + (at % 7)} }
  mode: enforce
spec:
${spec.join('\n')}
  when:
    all:
      - any: [${test(random)}, ${test(random)}, { not: ${test(random)} }]
      - ${test(random)}
      - { not: { all: [${test(random)}, ${test(random)}] } }
`,
  };
}

const test = (random) => random.one(TESTS)(random);
const purposes = (random) => (random.chance(0.5) ? `, purposes: { names: [${random.one(PURPOSES)}] }` : '');
const categories = (random, count) =>
  `  scope: { categories: [${[...new Set(Array.from({ length: count }, () => random.one(CATEGORIES)))].join(', ')}]${purposes(random)} }`;
const scope = (random) =>
  random.chance(0.5) ? `  scope: { purposes: { names: [${random.one(PURPOSES)}] } }` : '  scope: {}';
const masks = (random) =>
  `  masks: [{ categories: [${random.one(CATEGORIES)}], round: ${10 ** (1 + random.below(3))} }]`;
const approvals = (random) => (random.chance(0.3) ? [`  approvals: [${random.one(['dpo', 'legal'])}]`] : []);

/** The same policies with some changed: a test turned, a limit raised, a scope widened, or the same said otherwise. */
export function changedTexts(random, texts, share) {
  return texts.map((one) => (random.chance(share) ? { ...one, text: changed(random, one.text) } : one));
}

function changed(random, text) {
  const kinds = [
    (was) => was.replace(/eq: true/, 'eq: false'),
    (was) => was.replace(/kMin: (\d+)/, (_, number) => `kMin: ${Number(number) + 1}`),
    (was) => was.replace(/, purposes: \{[^}]*\}/, ''),
    (was) => was.replace(/- any: \[/, '- any: [{ fact: environment, eq: rehearsal }, '),
    (was) => was.replace(/\{ not: (\{ all: .*\}) \}\n/, '{ not: { not: { not: $1 } } }\n'),
    (was) => was.replace(/lt: (\d)/, (_, number) => `lt: ${Number(number) + 1}`),
  ];
  const from = random.below(kinds.length);
  const outcomes = kinds.map((_, at) => kinds[(from + at) % kinds.length](text));
  return outcomes.find((outcome) => outcome !== text) ?? text;
}
