import type { Digest } from '../../../documents/index.js';
import type { SegmentationReport } from '../report.schema.js';
import { HIDDEN_EFFECTS } from '../trait-part.js';
import { exampleDrift } from './example-drift.js';
import { exampleFigures } from './example-figures.js';
import { examplePrivacy } from './example-privacy.js';
import { exampleRepresentation } from './example-representation.js';

// Reports for specs: shaped like real ones, with the figures of a published card data set.

type Trait = SegmentationReport['fairness']['traits'][number];
type Comparison = Trait['comparisons'][number];

const digest = (letter: string): Digest => `sha256:${letter.repeat(64)}`;

const comparison = (
  segment: string,
  groups: readonly [string, string],
  ratio: number | null,
  interval: readonly [number, number] | null,
  verdict: Comparison['verdict'],
  needed: number | null = null,
): Comparison => ({
  segment,
  groups: [...groups],
  ratio,
  ratioInterval: interval === null ? null : [...interval],
  difference: ratio === null ? null : ratio - 1,
  differenceInterval: interval === null ? null : [interval[0] - 1, interval[1] - 1],
  verdict,
  groupSizeNeeded: needed,
});

const bySex: Trait = {
  trait: 'sex',
  status: 'held',
  ratioMin: 0.8,
  verdict: 'fail',
  groups: [
    { name: 'female', people: 18112 },
    { name: 'male', people: 11888 },
  ],
  rates: [
    {
      segment: 'small limit',
      group: 'female',
      count: 3951,
      total: 18112,
      rate: 0.218143,
      interval: [0.21219, 0.22422],
    },
    { segment: 'small limit', group: 'male', count: 3725, total: 11888, rate: 0.313341, interval: [0.30506, 0.32174] },
    {
      segment: 'large limit',
      group: 'female',
      count: 4239,
      total: 18112,
      rate: 0.234044,
      interval: [0.22793, 0.24027],
    },
    { segment: 'large limit', group: 'male', count: 2828, total: 11888, rate: 0.237887, interval: [0.23032, 0.24562] },
    { segment: 'tiny', group: 'male', count: null, total: 11888, rate: null, interval: null },
  ],
  comparisons: [
    comparison('large limit', ['female', 'male'], 0.983844, [0.94377, 1.025621], 'pass'),
    comparison('small limit', ['female', 'male'], 0.696183, [0.670011, 0.723377], 'fail'),
    comparison('middle limit', ['male', 'female'], 0.809579, [0.776959, 0.843568], 'inconclusive', 52100),
    comparison('tiny', ['female', 'male'], null, null, 'inconclusive', 6745),
    comparison('nobody', ['female', 'male'], null, null, 'not_estimable'),
  ],
  benefit: {
    ratioMin: 0.9,
    differenceMax: 0.5,
    verdict: 'fail',
    comparisons: [
      {
        ...{ limit: 'ratio', groups: ['female', 'male'], found: 0.8613, interval: [0.8479, 0.8749] },
        ...{ verdict: 'fail', groupSizeNeeded: null },
      },
      {
        ...{ limit: 'difference', groups: ['female', 'male'], found: 0.2218, interval: [0.1981, 0.2454] },
        ...{ verdict: 'pass', groupSizeNeeded: null },
      },
    ],
  },
  effects: {
    chiSquare: 351.2,
    g: 348.9,
    cramerV: 0.1082,
    cramerVCorrected: 0.1078,
    totalVariation: 0.0952,
    balance: 0.6564,
    chierichetti: 0.5313,
    chierichettiBound: 0.6563,
    mutualInformation: 0.0058,
    groupToldBySegment: 0.0087,
    segmentToldByGroup: 0.0042,
    epsilon: 0.3621,
    worstRatio: 0.6962,
  },
  figures: exampleFigures,
};

const byOrigin: Trait = {
  trait: 'ethnic-origin',
  status: 'not-held',
  ratioMin: 0.8,
  verdict: 'not_assessed',
  groups: [],
  rates: [],
  comparisons: [],
  benefit: null,
  effects: HIDDEN_EFFECTS,
  figures: null,
};

/** Fifty groups over twelve segments: every pair of each segment that shares a group with the first one. */
export function crossedTrait(): Trait {
  const groups = Array.from({ length: 50 }, (_, at) => `group ${at + 1}`);
  const segments = Array.from({ length: 12 }, (_, at) => `segment ${at + 1}`);
  const comparisons = segments.flatMap((segment, s) =>
    groups.slice(1).map((group, g) => {
      const ratio = 0.3 + ((s * 7 + g * 3) % 70) / 100;
      const verdict = ratio < 0.35 ? 'fail' : ratio < 0.95 ? 'inconclusive' : 'pass';
      return comparison(segment, [group, 'group 1'], ratio, [ratio / 1.15, ratio * 1.15], verdict, 1447);
    }),
  );
  return {
    trait: 'sex x race x age',
    status: 'held',
    ratioMin: 0.8,
    verdict: 'fail',
    groups: groups.map((name, at) => ({ name, people: at % 9 === 0 ? null : 40 + at * 31 })),
    rates: segments.flatMap((segment) =>
      groups.map((group, at) =>
        at % 9 === 0
          ? { segment, group, count: null, total: null, rate: null, interval: null }
          : {
              segment,
              group,
              count: 12 + at,
              total: 400 + at,
              rate: (12 + at) / (400 + at),
              interval: [0.02, 0.2] as [number, number],
            },
      ),
    ),
    comparisons,
    benefit: null,
    effects: { ...HIDDEN_EFFECTS, cramerVCorrected: 0.21 },
    figures: null,
  };
}

/** A released run, with a trait that fails and is let through by policy, one not held, and a hidden cell. */
export function releasedReport(): SegmentationReport {
  return {
    apiVersion: 'probity/v1',
    kind: 'SegmentationReport',
    statement: 'Evidence of recorded facts, not a finding of compliance.',
    outcome: 'released',
    run: {
      id: '019a2b3c-4d5e-7f60-8a9b-0c1d2e3f4a5b',
      at: '2026-03-02T09:30:00.000Z',
      environment: 'production',
      actor: 'local-operator',
      roles: ['data-team'],
      team: 'growth',
    },
    attempt: {
      ...{ family: digest('f'), number: 2, changed: ['without column postcode_area', 'another seed'] },
      earlier: [{ number: 1, run: 'first-run', at: '2026-03-01T09:30:00.000Z', outcome: 'withheld', changed: [] }],
    },
    request: {
      plugin: 'k-means',
      options: { k: 5, scale: 'z' },
      dataset: 'card-clients',
      purpose: 'seasonal-offers',
      destination: 'crm',
      seed: 20260302,
      digest: digest('1'),
    },
    purpose: {
      title: 'Seasonal offers to our own customers',
      use: 'marketing.advertising.first_party.targeted',
      basis: 'consent',
      effect: 'offer',
      team: 'growth',
      notice: '2026-01',
      assessment: 'approved',
    },
    destination: {
      title: 'The customer relations system',
      role: 'processor',
      country: 'DE',
      transferGround: 'none',
      saleOrShare: false,
      contract: 'DPA-2025-014',
    },
    decision: {
      effect: 'permit',
      policySet: digest('2'),
      reasons: [
        {
          code: 'GRANTED',
          rule: 'offers-may-use-financial-behaviour',
          title: 'Offers may use financial behaviour',
          law: ['GDPR 6(1)(a)'],
          place: 'policies/access/offers-may-use-financial-behaviour/policy.yaml:14:3',
        },
        {
          code: 'RESTRICTED',
          rule: 'groups-reach-segments-at-four-fifths',
          title: 'House rule: groups reach segments at four fifths or more',
          place: 'policies/bias/groups-reach-segments-at-four-fifths/policy.yaml:11:3',
        },
      ],
      wouldHave: [
        {
          code: 'WOULD_RESTRICT',
          rule: 'segments-of-two-hundred',
          title: 'Segments have at least 200 people',
          place: 'policies/disclosure/segments-of-two-hundred/policy.yaml:9:3',
        },
      ],
      waiversUsed: ['spring-trial-by-sex'],
      legalProfiles: [{ name: 'eu-gdpr', version: '2026-01', digest: digest('3') }],
      constants: [
        { name: 'eu-gdpr/childConsentAge', version: '2026-01', article: 'GDPR 8(1)', value: 16, unit: 'years' },
        {
          ...{ name: 'eu-gdpr/specialCategories', version: '2026-01', article: 'GDPR 9(1)', unit: 'data category' },
          value: ['user.health_and_medical', 'user.biometric'],
        },
      ],
    },
    columns: {
      asked: ['limit_bal', 'pay_amt1', 'bill_amt1'],
      granted: ['limit_bal', 'pay_amt1', 'bill_amt1'],
      used: ['limit_bal', 'pay_amt1'],
      unused: ['bill_amt1'],
      masks: [
        { column: 'limit_bal', mask: 'bucket of 10000' },
        { column: 'pay_amt1', mask: '20 quantile bins' },
      ],
      categories: ['user.financial.account', 'user.behavior.purchase_history'],
      subjects: ['customer'],
    },
    rows: {
      read: 48217,
      kept: 30000,
      removed: [
        { rule: 'offers-need-an-opt-in', reason: 'no-consent', rows: 15002, only: 13100 },
        { rule: 'objection-is-absolute', reason: 'objection', rows: 2204, only: 640 },
        { rule: 'inactive-customers-leave', reason: 'retention', rows: 3011, only: 1985 },
      ],
      consent: { projection: digest('4'), rebuilt: true, subjects: 48217 },
      source: digest('5'),
    },
    plugin: {
      name: 'k-means',
      version: '1.0.0',
      digest: digest('6'),
      builtIn: true,
      gives: 'model',
      isolation: 3,
      rowsSeen: 10000,
      facts: { converged: true, restarts: 10, inertia: 44448.455 },
    },
    segments: [
      { name: 'small limit', rows: 7676, suppressed: null },
      { name: 'middle limit', rows: 15257, suppressed: null },
      { name: 'large limit', rows: 7067, suppressed: null },
      { name: 'tiny', rows: null, suppressed: 'smaller-than-minimum' },
    ],
    unassigned: null,
    fairness: {
      confidence: 0.95,
      correction: 'holm-over-attempts',
      comparisons: 4,
      triedBefore: 6,
      traits: [byOrigin, bySex],
      proxies: [
        { feature: 'limit_bal', trait: 'sex', measure: 'AUC', value: 0.561, strength: 0.122 },
        { feature: 'pay_amt1', trait: 'sex', measure: 'AUC', value: 0.512, strength: 0.024 },
      ],
      identifierLike: ['bill_amt1'],
      together: [
        {
          ...{ trait: 'sex', features: ['limit_bal', 'pay_amt1'], people: 10000 },
          ...{ balancedAccuracy: 0.559, chance: 0.5, p: 0.05, strength: 0.118 },
        },
      ],
      throughSegments: [
        {
          trait: 'sex',
          told: 0.01,
          features: [
            { feature: 'limit_bal', carries: 0.01 },
            { feature: 'pay_amt1', carries: 0 },
          ],
        },
      ],
    },
    drift: exampleDrift,
    representation: exampleRepresentation,
    privacy: examplePrivacy,
    limits: {
      ...{ segmentSizeMin: 20, cellSizeMin: 10, kMin: 5, lMin: null, kWithSegmentMin: 2, alphaMax: 0.9 },
      ...{ entropyLMin: null, recursive: [{ l: 2, cMax: 6 }], tMax: 0.4, betaMax: null, deltaMax: null },
      differenceMin: 10,
    },
    findings: [
      {
        code: 'RATIO_BELOW_LIMIT',
        consequence: 'release',
        subject: 'sex',
        segment: 'small limit',
        groups: ['female', 'male'],
        found: 0.696183,
        interval: [0.670011, 0.723377],
        limit: 0.8,
      },
      { code: 'SEGMENTS_SUPPRESSED', consequence: 'release', subject: 'tiny', segment: 'tiny', limit: 20 },
    ],
    notShown: [
      { code: 'TRAIT_NOT_HELD', subject: 'ethnic-origin' },
      { code: 'CELLS_HIDDEN', subject: 'sex' },
      { code: 'EARLIER_RELEASES_NOT_COMPARED', subject: 'privacy' },
    ],
    acknowledged: ['rows', 'mask:user.financial', 'segmentSizeMin'],
    digests: { segments: digest('7'), model: digest('8') },
    destroyBy: '2027-04-02T09:30:00.000Z',
    engine: { version: '0.1.0', kernel: digest('9') },
  };
}

/** The same run, sealed: a ratio that too few people can decide, in a cell that is hidden. */
export function heldReport(): SegmentationReport {
  return {
    ...releasedReport(),
    outcome: 'held',
    findings: [
      {
        code: 'RATIO_INCONCLUSIVE',
        consequence: 'hold',
        subject: 'sex',
        segment: 'tiny',
        groups: ['female', 'male'],
        found: 0.4321,
        interval: [0.1234, 1.2345],
        limit: 0.8,
        groupSizeNeeded: 6745,
      },
      { code: 'APPROVAL_NEEDED', consequence: 'hold', subject: 'dpo' },
    ],
  };
}

/** The same run, stopped by a ratio below the limit. */
export function withheldReport(): SegmentationReport {
  const report = releasedReport();
  const findings = report.findings.map((finding) => ({ ...finding, consequence: 'withhold' as const }));
  return { ...report, outcome: 'withheld', findings, digests: { segments: null, model: digest('8') } };
}

/** The same run judged by fifty crossed groups, in which everybody found something. */
export function crowdedReport(): SegmentationReport {
  const report = releasedReport();
  const trait = crossedTrait();
  const findings = trait.comparisons.slice(0, 30).map(({ segment, groups }) => ({
    code: 'RATIO_BELOW_LIMIT',
    consequence: 'withhold' as const,
    subject: trait.trait,
    segment,
    groups,
    found: 0.31,
    limit: 0.8,
  }));
  const fairness = { ...report.fairness, comparisons: trait.comparisons.length, traits: [bySex, trait] };
  return { ...report, outcome: 'withheld', findings, fairness };
}
