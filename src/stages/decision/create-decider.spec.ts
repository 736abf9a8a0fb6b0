import { fileURLToPath } from 'node:url';
import { type Condition, cutoffFacts, evaluate, type Facts } from '../../conditions/index.js';
import { packageRoot } from '../../documents/index.js';
import {
  exampleRegisters,
  loadPolicies,
  type PolicyFile,
  type PolicySet,
  policySetOf,
} from '../../registers/policies/index.js';
import type { SegmentationRequest } from '../request/index.js';
import { type AskedColumn, createDecider, type Decision, kernelEvaluator, type Permit } from './index.js';

const registers = exampleRegisters();
const released = loadPolicies([fileURLToPath(new URL('policies', packageRoot()))], registers);
const NOW = Date.parse('2026-06-15T10:00:00Z');

const income: AskedColumn = { name: 'income', categories: ['user.financial'] };
const visits: AskedColumn = { name: 'visits', categories: ['user.behavior'] };
const health: AskedColumn = { name: 'health', categories: ['user.health_and_medical'] };

const FACTS: Facts = {
  now: NOW,
  ...cutoffFacts(released.durations, NOW),
  environment: 'rehearsal',
  'purpose.name': 'loyalty-offers',
  'purpose.use': 'marketing.advertising.first_party.targeted',
  'purpose.effect': 'offer',
  'purpose.basis': 'consent',
  'purpose.allowsDestination': true,
  'purpose.expires': NOW + 1,
  'destination.name': 'crm',
  'destination.role': 'internal',
  'destination.inRegion': true,
  'destination.transferGround': 'none',
  'destination.saleOrShare': false,
  'destination.hasContract': true,
  'dataset.name': 'shop',
  'dataset.regime': 'general',
  'dataset.provenance': ['observed'],
  'plugin.name': 'rfm',
  'plugin.gives': 'model',
  'plugin.builtIn': true,
  'isolation.level': 3,
  'actor.roles': ['data-team'],
  'actor.team': 'crm',
  'actor.trainedUntil': NOW + 1,
  'assessment.state': 'not-required',
  'attempts.judged': 0,
};

/** Decides over the facts above; a change to undefined leaves the fact out. */
async function decide(
  set: PolicySet,
  columns: readonly AskedColumn[],
  change: Readonly<Record<string, Facts[string] | undefined>> = {},
  names = columns.map(({ name }) => name),
): Promise<Decision> {
  const categories = [...new Set(columns.flatMap((column) => column.categories))];
  const asked = { plugin: 'rfm', dataset: 'shop', purpose: 'loyalty-offers', destination: 'crm', columns: names };
  const own = { 'columns.names': names, 'columns.categories': categories, 'columns.roles': ['feature'] };
  const given = Object.entries({ ...FACTS, ...own, ...change }).filter(([, value]) => value !== undefined);
  const decider = createDecider(set, await kernelEvaluator(set, registers.taxonomy.categories));
  return decider.decide(asked as unknown as SegmentationRequest, Object.fromEntries(given) as Facts, columns);
}

const permit = async (...asked: Parameters<typeof decide>): Promise<Permit> => {
  const decision = await decide(...asked);
  if (decision.kind === 'denial') throw new Error(JSON.stringify(decision.reasons));
  return decision;
};
const codes = (decision: Decision) => decision.reasons.map(({ code, ref }) => (ref ? `${code} ${ref}` : code));

describe('a decision under the policies of the release', () => {
  it('permits with the strictest limits of all policies, and the rules that gave them', async () => {
    const { limits, columns, reasons, obligations } = await permit(released, [income, visits]);
    expect(limits).toMatchObject({
      segmentSizeMin: 20,
      cellSizeMin: 10,
      onFail: 'withhold',
      correction: 'holm',
    });
    expect(limits.fairness).toEqual([{ trait: '*', ratioMin: 0.8 }]);
    expect(columns.map(({ name }) => name)).toEqual(['income', 'visits']);
    expect(reasons.find(({ ref }) => ref === 'segments-for-known-customers')).toMatchObject({
      code: 'GRANTED',
      law: ['GDPR 5(1)(b)', 'GDPR 5(1)(c)'],
      present: ['actor.roles', 'now'],
      missing: [],
    });
    expect(obligations.map(({ id }) => id)).toContain('rows');
  });

  it('gives row predicates that speak of the row alone', async () => {
    const { rows } = await permit(released, [visits]);
    expect(rows.map(({ reason }) => reason)).toEqual(
      expect.arrayContaining(['no-consent', 'consent-too-old', 'objection']),
    );
    expect(JSON.stringify(rows.map(({ keep }) => keep))).not.toMatch(/"ref"|purpose\.|"now"/);
    const old = rows.find(({ reason }) => reason === 'consent-too-old');
    expect(JSON.stringify(old?.keep)).toContain(String(FACTS['cutoff.24 months']));
  });

  it('keeps no row where the cut-off is not known', async () => {
    const { rows } = await permit(released, [visits], { 'cutoff.24 months': undefined });
    const old = rows.find(({ reason }) => reason === 'consent-too-old')?.keep as Condition;
    expect(evaluate(old, { 'row.consent': 'granted', 'row.consentAt': NOW })).toBe('unknown');
  });

  it('denies for the rule, the law and the place that forbid it', async () => {
    const decision = await decide(released, [visits], { 'purpose.allowsDestination': false });
    expect(codes(decision)).toEqual(['PROHIBITED only-for-a-declared-purpose']);
    expect(decision.reasons[0]).toMatchObject({ law: ['GDPR 5(1)(b)', 'GDPR 6(4)', 'CCPA 1798.100(c)'] });
    expect(decision.reasons[0]?.place?.file).toMatch(/only-for-a-declared-purpose/);
  });

  it('denies where a fact is missing, and names it', async () => {
    const { reasons } = await decide(released, [visits], { 'actor.trainedUntil': undefined });
    expect(reasons).toMatchObject([{ ref: 'trained-people-only', missing: ['actor.trainedUntil'], present: ['now'] }]);
  });

  it('denies a category that nothing covers', async () => {
    expect(codes(await decide(released, [visits, health]))).toContain('NOT_COVERED user.health_and_medical');
  });

  it('denies columns that say nothing of themselves', async () => {
    expect(codes(await decide(released, [visits, { name: 'note', categories: [] }]))).toEqual(['BAD_REQUEST']);
    expect(codes(await decide(released, [visits], {}, ['visits', 'secret']))).toEqual(['BAD_REQUEST']);
  });

  it('denies under no policy at all', async () => {
    const none = policySetOf([], registers);
    expect(codes(await decide(none, [visits]))).toEqual(['NOT_COVERED user.behavior']);
  });

  it('is frozen, and names the set that it was made under', async () => {
    const decision = await permit(released, [visits]);
    expect(decision.policySet).toBe(released.digest);
    expect(Object.isFrozen(decision.limits)).toBe(true);
    expect(Object.isFrozen(decision.rows[0]?.keep)).toBe(true);
  });
});

const HEAD = 'apiVersion: probity/v1\n';
const policy = (kind: string, name: string, spec: string, metadata = ''): PolicyFile => ({
  file: `${name}.yaml`,
  name: `${name}/policy.yaml`,
  expected: name,
  holds: 'policy' as const,
  text: `${HEAD}kind: ${kind}\nmetadata:\n  name: ${name}\n  title: A rule\n  owner: privacy-office\n  effective: { from: 2026-01-01 }\n  mode: enforce\n${metadata}spec:\n${spec}`,
});
const grant = policy(
  'AccessPolicy',
  'grant',
  '  effect: grant\n  scope: { categories: [user.financial, user.behavior] }\n',
);
const setOf = (...more: PolicyFile[]) => policySetOf([grant, ...more], registers);
const disclosure = (name: string, spec: string, metadata = '') => policy('DisclosurePolicy', name, spec, metadata);

describe('a permit', () => {
  it('has the floor of the engine where no policy speaks', async () => {
    const { limits, rows } = await permit(setOf(), [visits]);
    expect(rows).toEqual([]);
    expect(limits).toEqual({
      segmentSizeMin: 1,
      cellSizeMin: 5,
      kMin: null,
      lMin: null,
      kWithSegmentMin: null,
      alphaMax: null,
      entropyLMin: null,
      recursive: [],
      tMax: null,
      betaMax: null,
      deltaMax: null,
      differenceMin: null,
      onSmallDifference: 'withhold',
      recoded: { kMin: null, lMin: null, tMax: null, suppressionMax: null },
      isolationMin: 0,
      modelOnly: false,
      noise: null,
      fairness: [],
      benefit: [],
      confidence: 0.95,
      correction: 'holm',
      groupSizeMin: 1,
      onFail: 'withhold',
      onInconclusive: 'hold',
      onNotEstimable: 'hold',
      onNotAssessed: 'hold',
      attemptsMax: null,
      driftMax: null,
      driftRuns: 5,
      onDrift: 'hold',
      releaseDays: null,
      approvals: [],
    });
  });

  it('masks a column as the strongest rule for its category, or one above it, says', async () => {
    const masks = disclosure(
      'masks',
      '  masks:\n    - { categories: [user.financial], round: 100 }\n    - { categories: [user.behavior], quantiles: 10 }\n',
    );
    const stronger = disclosure('stronger', '  masks:\n    - { categories: [user.behavior], quantiles: 4 }\n');
    const bought: AskedColumn = { name: 'bought', categories: ['user.behavior.purchase_history', 'user.financial'] };
    const { columns } = await permit(setOf(masks, stronger), [income, visits, bought]);
    expect(columns).toEqual([
      { name: 'income', mask: { kind: 'round', to: 100 } },
      { name: 'visits', mask: { kind: 'quantiles', bins: 4 } },
      { name: 'bought', mask: { kind: 'quantiles', bins: 4 } },
    ]);
  });

  it.each([
    ['the fact by itself', '{ fact: request.mitigation, eq: reassignment }', 'permit'],
    [
      'it as one of all',
      '{ all: [{ fact: purpose.effect, eq: offer }, { fact: request.mitigation, in: [reassignment] }] }',
      'permit',
    ],
    [
      'it as one of any',
      '{ any: [{ fact: purpose.effect, eq: offer }, { fact: request.mitigation, eq: reassignment }] }',
      'denial',
    ],
    ['another word', '{ not: { fact: request.mitigation, eq: none } }', 'denial'],
  ])('lets people be treated by their group only where a grant names %s', async (_, when, kind) => {
    const named = policy(
      'AccessPolicy',
      'named',
      `  effect: grant\n  scope: { categories: [user.behavior] }\n  when: ${when}\n`,
    );
    const asked = { 'request.mitigation': 'reassignment' };
    expect(codes(await decide(setOf(), [visits], asked))).toEqual(['MITIGATION_NOT_GRANTED reassignment']);
    expect((await decide(setOf(named), [visits], asked)).kind).toBe(kind);
    expect((await decide(setOf(named), [visits], { 'request.mitigation': 'none' })).kind).toBe('permit');
  });

  it('never gives a plugin the column of a trait that people are treated by', async () => {
    const sex: AskedColumn = { name: 'sex', categories: ['user.behavior'] };
    const { columns } = await permit(setOf(), [visits, sex], {}, ['visits']);
    expect(columns.map(({ name }) => name)).toEqual(['visits']);
  });

  it('is none where every column would be suppressed', async () => {
    const masks = disclosure('masks', '  masks:\n    - { categories: [user.behavior], suppress: true }\n');
    expect(codes(await decide(setOf(masks), [visits]))).toEqual(['ALL_SUPPRESSED']);
    const { columns } = await permit(setOf(masks), [visits, income]);
    expect(columns).toEqual([
      { name: 'visits', mask: { kind: 'suppress' } },
      { name: 'income', mask: null },
    ]);
  });

  it('is none where the sandbox is weaker than a policy asks', async () => {
    const walls = disclosure('walls', '  isolationMin: 3\n');
    expect(codes(await decide(setOf(walls), [visits], { 'isolation.level': 2 }))).toEqual([
      'ISOLATION_TOO_LOW level 3',
    ]);
    expect((await permit(setOf(walls), [visits])).limits.isolationMin).toBe(3);
  });
});

describe('a waiver', () => {
  const walls = disclosure('walls', '  kMin: 50\n', '  waivable: { by: [dpo] }\n');
  const waiver = (name: string, until = '2026-07-01', extra = ''): PolicyFile => ({
    file: `${name}.yaml`,
    name: `${name}.yaml`,
    expected: name,
    holds: 'waiver' as const,
    text: `${HEAD}kind: Waiver\nmetadata:\n  name: ${name}\n  title: A trial\n  owner: privacy-office\n  effective: { from: 2026-06-01, until: ${until} }\nspec:\n  rule: walls\n  reason: a pilot with few people\n  requestedBy: ana\n  approvedBy: { actor: ben, role: dpo }\n${extra}`,
  });

  it('switches its rule off, and is named as used', async () => {
    const decision = await permit(setOf(walls, waiver('pilot')), [visits]);
    expect(decision.limits.kMin).toBeNull();
    expect(decision.waiversUsed).toEqual(['pilot']);
    expect(codes(decision)).toEqual(['GRANTED grant', 'WAIVED walls']);
  });

  it('ends with the millisecond of its end', async () => {
    const end = Date.parse('2026-07-01');
    const at = async (now: number) => (await permit(setOf(walls, waiver('pilot')), [visits], { now })).waiversUsed;
    expect(await at(end - 1)).toEqual(['pilot']);
    expect(await at(end)).toEqual([]);
  });

  it('counts its uses, and is off where nobody counted them', async () => {
    const set = setOf(walls, waiver('pilot', '2026-07-01', '  uses: 2\n'));
    const used = async (change: Facts) => (await permit(set, [visits], change)).waiversUsed;
    expect(await used({ 'waiver.uses.pilot': 1 })).toEqual(['pilot']);
    expect(await used({ 'waiver.uses.pilot': 2 })).toEqual([]);
    expect(await used({})).toEqual([]);
  });

  it('is used once where two would do', async () => {
    expect((await permit(setOf(walls, waiver('pilot-b'), waiver('pilot-a')), [visits])).waiversUsed).toEqual([
      'pilot-a',
    ]);
  });
});

describe('a policy on trial', () => {
  it('says what it would have done, and changes nothing', async () => {
    const trial = disclosure('walls', '  kMin: 50\n');
    const decision = await permit(setOf({ ...trial, text: trial.text.replace('enforce', 'warn') }), [visits]);
    expect(decision.limits.kMin).toBeNull();
    expect(decision.wouldHave).toMatchObject([{ code: 'WOULD_RESTRICT', ref: 'walls' }]);
    expect(codes(decision)).toEqual(['GRANTED grant']);
  });
});
