import { cutoff } from '../../conditions/index.js';
import { noiseObligations } from './noise.js';
import type { BiasPolicy, DisclosurePolicy, Policy } from './policy.schema.js';
import { CONSEQUENCES, CORRECTIONS, type MaskStrength, type Obligation, type RowRule, TRAIT_LIMITS } from './rule.js';

type Masked = NonNullable<DisclosurePolicy['spec']['masks']>[number];
/** What a mask does, without the categories that it is for. */
type Coarsened = Omit<Masked, 'categories'>;

/** What a policy obliges the run to do, in the form that the kernel merges; sorted by id. */
export function obligationsOf(policy: Policy, rows: readonly RowRule[]): readonly Obligation[] {
  const own = [
    ...ownObligations(policy),
    ...(rows.length > 0 ? [{ id: 'rows', value: rows.map(({ id }) => id).sort() }] : []),
  ];
  return own.sort((a, b) => (a.id < b.id ? -1 : 1));
}

function ownObligations(policy: Policy): Obligation[] {
  switch (policy.kind) {
    case 'AccessPolicy':
      return policy.spec.approvals ? [{ id: 'approvals', value: [...policy.spec.approvals].sort() }] : [];
    case 'ConsentPolicy':
      return [];
    case 'RetentionPolicy': {
      const { releaseNotLongerThan } = policy.spec;
      return releaseNotLongerThan ? [{ id: 'releaseDays', value: leastDays(releaseNotLongerThan) }] : [];
    }
    case 'DisclosurePolicy':
      return disclosed(policy.spec);
    case 'BiasPolicy':
      return judged(policy.spec);
  }
}

/** Parts of a disclosure policy that are obligations as they stand. */
const BOUNDS = [
  'segmentSizeMin',
  'cellSizeMin',
  'kMin',
  'kWithSegmentMin',
  'lMin',
  'alphaMax',
  'entropyLMin',
  'tMax',
  'betaMax',
  'deltaMax',
  'differenceMin',
  'isolationMin',
  'recodedKMin',
  'recodedLMin',
  'recodedTMax',
  'suppressionMax',
] as const;

function disclosed(spec: DisclosurePolicy['spec']): Obligation[] {
  const bounds = BOUNDS.flatMap((id) => {
    const value = spec[id];
    return value === undefined ? [] : [{ id, value }];
  });
  const { recursiveDiversity: recursive, onSmallDifference: word } = spec;
  return [
    ...bounds,
    // For each l a limit of its own: neither c nor l alone says which of two demands is the stricter one.
    ...(recursive ? [{ id: `recursiveCMax:${recursive.l}`, value: recursive.c }] : []),
    ...(word === undefined ? [] : [{ id: 'onSmallDifference', value: CONSEQUENCES.indexOf(word) }]),
    ...(spec.modelOnly ? [{ id: 'modelOnly', value: 1 }] : []),
    ...(spec.noise ? noiseObligations(spec.noise) : []),
    ...strongestMasks(spec.masks ?? []),
  ];
}

// One policy may mask a category twice: the stronger mask stands, so that ids stay unique.
function strongestMasks(masks: readonly Masked[]): Obligation[] {
  const strongest = new Map<string, MaskStrength>();
  for (const mask of masks) {
    for (const category of mask.categories) {
      const [rank, parameter] = strengthOf(mask);
      const before = strongest.get(category);
      const stronger = !before || rank > before[0] || (rank === before[0] && parameter > before[1]);
      if (stronger) strongest.set(category, [rank, parameter]);
    }
  }
  return [...strongest].map(([category, value]) => ({ id: `mask:${category}`, value }));
}

/** How strong a mask is. Fewer quantile bins hide more, so their number is negated: larger is stronger in every family. */
export function strengthOf({ round, bucket, quantiles }: Coarsened): MaskStrength {
  if (round !== undefined) return [1, round];
  if (bucket !== undefined) return [2, bucket];
  return quantiles === undefined ? [4, 0] : [3, -quantiles];
}

function judged(spec: BiasPolicy['spec']): Obligation[] {
  const counts = (['groupSizeMin', 'attemptsMax', 'driftMax', 'driftRuns'] as const).flatMap((id) => {
    const value = spec[id];
    return value === undefined ? [] : [{ id, value }];
  });
  const consequences = (['onFail', 'onInconclusive', 'onNotEstimable', 'onNotAssessed', 'onDrift'] as const).flatMap(
    (id) => {
      const word = spec[id];
      return word === undefined ? [] : [{ id, value: CONSEQUENCES.indexOf(word) }];
    },
  );
  return [
    ...traitLimits(spec),
    { id: 'confidence', value: spec.confidence },
    { id: 'correction', value: CORRECTIONS.indexOf(spec.correction) },
    ...counts,
    ...consequences,
  ];
}

function traitLimits(spec: BiasPolicy['spec']): Obligation[] {
  return TRAIT_LIMITS.flatMap((name) => {
    const value = spec[name];
    return value === undefined ? [] : (spec.traits ?? ['*']).map((trait) => ({ id: `${name}:${trait}`, value }));
  });
}

const DAY_MS = 86_400_000;
// Eight years around 2100, which is no leap year, hold every run of months that the calendar has.
const CYCLE = { year: 2096, months: 8 * 12 } as const;

/**
 * A duration as the least number of days that it can last (one month 28, one year 365): a release is destroyed early
 * rather than late, whatever the day on which it was made. Looks at first days of months alone: a later day counts as
 * many days back, or more where the month that it falls into is too short for it.
 */
export function leastDays(duration: string): number {
  let least = Number.POSITIVE_INFINITY;
  for (let month = 0; month < CYCLE.months; month++) {
    const now = Date.UTC(CYCLE.year, month, 1);
    least = Math.min(least, Math.round((now - cutoff(now, duration)) / DAY_MS));
  }
  return least;
}
