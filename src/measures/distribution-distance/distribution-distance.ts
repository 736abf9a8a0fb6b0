import { type Static, Type } from 'typebox';
import { frozen } from '../../documents/index.js';
import { sumOf } from '../count-table/index.js';
import { Real } from '../figures.schema.js';
import { defineMeasure } from '../measure.js';
import { measuresError } from '../measures.errors.js';
import { chiSquareSurvival } from '../statistics/index.js';

/** What `distributionDistance` gives; null for nobody. */
export const DistributionDistanceSchema = Type.Object(
  {
    people: Type.Integer({ minimum: 0 }),
    /** In nats; null when somebody is where the reference has nobody, which is infinitely far. */
    kullbackLeibler: Real,
    /** Root of the Jensen-Shannon divergence in nats: finite always, at most √ln 2. */
    jensenShannon: Real,
    totalVariation: Real,
    /** Largest difference of two shares. */
    largestDifference: Real,
    /** Null when the reference has a share of 0. */
    chiSquare: Real,
    p: Real,
  },
  { additionalProperties: false },
);
export type DistributionDistance = Readonly<Static<typeof DistributionDistanceSchema>>;

export interface AgainstReference {
  readonly counts: readonly number[];
  /** Counts or shares in the same order; they are divided by their sum. */
  readonly reference: readonly number[];
}

const NOBODY: DistributionDistance = frozen({
  people: 0,
  kullbackLeibler: null,
  jensenShannon: null,
  totalVariation: null,
  largestDifference: null,
  chiSquare: null,
  p: null,
});

/** How far people are spread from a reference distribution. Throws COUNTS_INVALID. */
export function distributionDistance({ counts, reference }: AgainstReference): DistributionDistance {
  refuse(counts, reference);
  const people = sumOf(counts);
  if (people === 0) return NOBODY;
  const shares = counts.map((count) => count / people);
  const all = sumOf(reference);
  const wanted = reference.map((part) => part / all);
  const middle = shares.map((share, at) => (share + (wanted[at] as number)) / 2);
  const gaps = shares.map((share, at) => Math.abs(share - (wanted[at] as number)));
  const apart = divergence(shares, wanted);
  const chiSquare = wanted.includes(0) ? null : statistic(counts, wanted, people);
  return frozen({
    people,
    kullbackLeibler: Number.isFinite(apart) ? apart : null,
    jensenShannon: Math.sqrt((divergence(shares, middle) + divergence(wanted, middle)) / 2),
    totalVariation: sumOf(gaps) / 2,
    largestDifference: Math.max(...gaps),
    chiSquare,
    p: chiSquare === null || counts.length < 2 ? null : chiSquareSurvival(chiSquare, counts.length - 1),
  });
}

// A sum of terms that cancel may end a rounding below 0.
function divergence(shares: readonly number[], from: readonly number[]): number {
  return Math.max(
    0,
    sumOf(shares.map((share, at) => (share === 0 ? 0 : share * Math.log(share / (from[at] as number))))),
  );
}

function statistic(counts: readonly number[], wanted: readonly number[], people: number): number {
  return sumOf(
    counts.map((count, at) => (count - people * (wanted[at] as number)) ** 2 / (people * (wanted[at] as number))),
  );
}

function refuse(counts: readonly number[], reference: readonly number[]): void {
  const whole = counts.every((count) => Number.isSafeInteger(count) && count >= 0);
  const parts = reference.every((part) => part >= 0 && Number.isFinite(part));
  if (whole && parts && counts.length === reference.length && sumOf(reference) > 0) return;
  throw measuresError('COUNTS_INVALID', {
    found: `${counts.length} counts against ${reference.length} parts of a reference`,
    expected: 'counts from 0, and as many parts from 0 that are not all 0',
    where: 'reference',
    next: 'Name the same groups on both sides.',
  });
}

export const distributionDistanceMeasure = defineMeasure({
  name: 'distribution-distance',
  title: 'Distance from a reference distribution',
  needs: 'counts and a reference',
  direction: 'lower-is-better',
  resultSchema: DistributionDistanceSchema,
  measure: distributionDistance,
});
