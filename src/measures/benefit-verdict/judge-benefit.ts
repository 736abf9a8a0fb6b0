import { frozen } from '../../documents/index.js';
import type { CountTable } from '../count-table/index.js';
import { measuresError } from '../measures.errors.js';
import { refuseBenefits } from '../segment-benefit/index.js';
import { holm, normalQuantile, twoSidedZ } from '../statistics/index.js';
import type { BenefitComparison, BenefitResult, TraitBenefit } from './benefit-result.schema.js';
import {
  foundOf,
  type GroupMean,
  groupMeans,
  type MeanPair,
  type MeanTest,
  meanInterval,
  testMeans,
} from './compare-means.js';

/** One trait or crossing over all segments, what they are worth, and what policies ask of it; null asks nothing. */
export interface BenefitTable {
  readonly trait: string;
  readonly status: 'held' | 'sample' | 'estimated' | 'not-held';
  /** Null when the trait is not held. */
  readonly table: CountTable | null;
  /** In the order of the segments; null where the purpose does not value all of them. */
  readonly benefits: readonly number[] | null;
  /** Smallest acceptable ratio of two mean benefits, above 0 and at most 1. */
  readonly ratioMin: number | null;
  /** Largest acceptable difference of two mean benefits, above 0, in the unit of the benefits. */
  readonly differenceMax: number | null;
}

export interface BenefitOptions {
  /** Of the two-sided interval, between 0 and 1. */
  readonly confidence: number;
  readonly correction: 'holm' | 'none';
  /** Groups with fewer people give no verdict. */
  readonly groupSizeMin: number;
}

/**
 * Every pair of groups of every trait that has a limit on mean benefit, against it. Two one-sided tests as for ratios of
 * rates; with `holm`, each direction is corrected over the pairs whose two groups have `groupSizeMin` people. Throws
 * MEASURE_OPTION_INVALID and COUNTS_INVALID.
 */
export function judgeBenefit(tables: readonly BenefitTable[], options: BenefitOptions): BenefitResult {
  tables.forEach(refuse);
  const candidates = tables.map((table) => pairsOf(table).map((pair) => candidateOf(pair, options)));
  const tested = candidates.flat().flatMap(({ test }) => (test ? [test] : []));
  const adjusted = adjust(tested, options.correction);
  const traits = tables.map((table, at) => {
    const comparisons = (candidates[at] ?? []).map((one) => judged(one, table.status, { adjusted, options }));
    return traitOf(table, comparisons);
  });
  return frozen({ family: tested.length, traits });
}

interface Candidate {
  readonly pair: MeanPair;
  /** Null when the pair is not in the family. */
  readonly test: MeanTest | null;
}

function pairsOf({ table, benefits, ratioMin, differenceMax }: BenefitTable): readonly MeanPair[] {
  if (table === null || benefits === null) return [];
  const means = groupMeans(table, benefits);
  const limits = [
    ...(ratioMin === null ? [] : [{ limit: 'ratio' as const, of: ratioMin }]),
    ...(differenceMax === null ? [] : [{ limit: 'difference' as const, of: differenceMax }]),
  ];
  return limits.flatMap((limit) =>
    means.flatMap((one, at) => means.slice(at + 1).map((other) => ({ ...limit, ...inOrder(one, other) }))),
  );
}

// Equal means are put in an order of their own, so that no figure depends on the order of the groups.
function inOrder(one: GroupMean, other: GroupMean): { readonly low: GroupMean; readonly high: GroupMean } {
  const by = (one.mean ?? 0) - (other.mean ?? 0) || one.people - other.people || (one.group < other.group ? -1 : 1);
  return by < 0 ? { low: one, high: other } : { low: other, high: one };
}

function candidateOf(pair: MeanPair, { groupSizeMin }: BenefitOptions): Candidate {
  const large = [pair.low, pair.high].every(({ people }) => people > 0 && people >= groupSizeMin);
  return { pair, test: large && foundOf(pair) !== null ? testMeans(pair) : null };
}

function adjust(tests: readonly MeanTest[], correction: BenefitOptions['correction']): Map<MeanTest, MeanTest> {
  if (correction === 'none') return new Map(tests.map((test) => [test, test]));
  const beyond = holm(tests.map(({ pBeyond }) => pBeyond));
  const within = holm(tests.map(({ pWithin }) => pWithin));
  return new Map(
    tests.map((test, at) => [test, { pBeyond: beyond[at] as number, pWithin: within[at] as number }] as const),
  );
}

interface Levels {
  readonly adjusted: ReadonlyMap<MeanTest, MeanTest>;
  readonly options: BenefitOptions;
}

function judged(
  candidate: Candidate,
  status: BenefitTable['status'],
  { adjusted, options }: Levels,
): BenefitComparison {
  const { pair, test } = candidate;
  const corrected = test === null ? null : (adjusted.get(test) ?? null);
  const [verdict, reason] = verdictOf(candidate, corrected, { status, level: (1 - options.confidence) / 2 });
  const there = pair.low.people > 0 && pair.high.people > 0;
  return {
    limit: pair.limit,
    groups: [pair.low.group, pair.high.group],
    found: foundOf(pair),
    interval: there ? meanInterval(pair, twoSidedZ(options.confidence)) : null,
    pBeyond: corrected?.pBeyond ?? null,
    pWithin: corrected?.pWithin ?? null,
    verdict,
    reason,
    groupSizeNeeded: verdict === 'inconclusive' ? sizeNeeded(pair, options) : null,
  };
}

function verdictOf(
  { pair, test }: Candidate,
  corrected: MeanTest | null,
  { status, level }: { readonly status: BenefitTable['status']; readonly level: number },
): readonly [BenefitComparison['verdict'], BenefitComparison['reason']] {
  if (pair.low.people === 0 || pair.high.people === 0) return ['not_estimable', 'group-absent'];
  if (foundOf(pair) === null) return ['not_estimable', 'no-ratio'];
  if (test === null || corrected === null) return ['inconclusive', 'group-under-minimum'];
  if (corrected.pBeyond <= level) return ['fail', 'shown-beyond'];
  if (corrected.pWithin <= level) {
    return status === 'estimated' ? ['inconclusive', 'trait-estimated'] : ['pass', 'shown-within'];
  }
  const alone = test.pBeyond <= level || test.pWithin <= level;
  return ['inconclusive', alone ? 'lost-to-correction' : 'interval-straddles'];
}

const POWER = 0.8;

/** ((z + z')·s / gap)² for groups with the mean of the better one; null where no number of people would do. */
function sizeNeeded({ limit, of, low, high }: MeanPair, { confidence, groupSizeMin }: BenefitOptions): number | null {
  const gap = limit === 'difference' ? of : (1 - of) * (high.mean ?? 0);
  if (!(gap > 0)) return null;
  const weight = limit === 'difference' ? 1 : of;
  const spread = Math.hypot(low.deviation, weight * high.deviation);
  const size = (((twoSidedZ(confidence) + normalQuantile(POWER)) * spread) / gap) ** 2;
  return Math.max(Math.ceil(size), groupSizeMin);
}

const WORST_FIRST = ['fail', 'not_estimable', 'inconclusive', 'pass'] as const;

function traitOf(table: BenefitTable, comparisons: readonly BenefitComparison[]): TraitBenefit {
  const { trait, status, ratioMin, differenceMax } = table;
  const of = { trait, ratioMin, differenceMax, comparisons };
  if (status === 'not-held' || table.table === null)
    return { ...of, verdict: 'not_assessed', reason: 'trait-not-held' };
  if (table.benefits === null) return { ...of, verdict: 'not_assessed', reason: 'no-benefits' };
  const verdict = WORST_FIRST.find((word) => comparisons.some((one) => one.verdict === word));
  const worst = comparisons.find((one) => one.verdict === verdict);
  if (worst === undefined) return { ...of, verdict: 'not_estimable', reason: 'nothing-to-compare' };
  return { ...of, verdict: worst.verdict, reason: worst.reason };
}

function refuse({ table, benefits, ratioMin, differenceMax }: BenefitTable): void {
  if (table !== null && benefits !== null) refuseBenefits(table, benefits);
  const where = ratioMin !== null && !(ratioMin > 0 && ratioMin <= 1) ? 'benefitRatioMin' : 'benefitDifferenceMax';
  if (where === 'benefitDifferenceMax' && (differenceMax === null || differenceMax > 0)) return;
  throw measuresError('MEASURE_OPTION_INVALID', {
    found: 'a number outside the range',
    expected: where === 'benefitRatioMin' ? 'above 0 and at most 1' : 'above 0',
    where,
    next: 'Correct the bias policy.',
  });
}
