import { frozen } from '../../documents/index.js';
import type { CountTable } from '../count-table/index.js';
import { measuresError } from '../measures.errors.js';
import { holm, twoSidedZ } from '../statistics/index.js';
import { estimate, type Pair, type PairTest, pairsOf, testPair } from './compare-groups.js';
import type {
  ComparisonVerdict,
  FairnessResult,
  RatioComparison,
  TraitVerdict,
  VerdictReason,
} from './fairness-result.schema.js';
import { groupSizeAt } from './group-size-needed.js';

/** One trait or crossing over all segments. */
export interface TraitTable {
  readonly trait: string;
  readonly status: 'held' | 'sample' | 'estimated' | 'not-held';
  /** Null when the trait is not held. */
  readonly table: CountTable | null;
  /** Instead of the option for all: null when no policy speaks of this trait. */
  readonly ratioMin?: number | null;
}

export interface FairnessOptions {
  /** Smallest acceptable ratio of rates, above 0 and at most 1; null judges nothing. */
  readonly ratioMin: number | null;
  /** Of the two-sided interval, between 0 and 1. */
  readonly confidence: number;
  readonly correction: 'holm' | 'none';
  /** Groups with fewer people give no verdict. */
  readonly groupSizeMin: number;
  /** Comparisons of earlier attempts at the same thing, which a pass is corrected for too; 0 when absent. */
  readonly triedBefore?: number;
}

/**
 * Every segment and pair of groups of every trait against its threshold.
 *
 * Two one-sided tests at (1 − confidence) / 2 each: fail when the ratio is shown to be below the threshold, pass when
 * it is shown to be at or above. Without correction that is the two-sided Katz interval lying wholly on one side.
 * With `holm`, each direction is corrected on its own by Holm over the family of the run: all comparisons of all
 * traits that are held, have a threshold, and whose two groups have `groupSizeMin` people. A family fixed by group
 * sizes alone does not depend on who was selected. With `triedBefore`, passes are corrected over earlier attempts as well,
 * and fails are not: trying again must not soften them. Throws MEASURE_OPTION_INVALID.
 */
export function judgeFairness(tables: readonly TraitTable[], options: FairnessOptions): FairnessResult {
  refuseOptions(tables, options);
  const candidates = tables.map((table) => candidatesOf(table, options));
  const tested = candidates.flat().flatMap(({ test }) => (test ? [test] : []));
  const run = levelsOf(tested, options);
  const traits = tables.map((table, at) =>
    traitVerdict(
      table,
      ratioMinOf(table, options),
      (candidates[at] ?? []).map((candidate) => judgePair(candidate, run)),
    ),
  );
  const { confidence, correction, groupSizeMin, triedBefore = 0 } = options;
  return frozen({ confidence, correction, groupSizeMin, family: tested.length, triedBefore, traits });
}

interface Candidate {
  readonly pair: Pair;
  readonly ratioMin: number | null;
  readonly status: TraitTable['status'];
  /** Null when the pair is not in the family. */
  readonly test: PairTest | null;
}

/** What all comparisons of a run have in common. */
interface Levels {
  readonly adjusted: ReadonlyMap<PairTest, PairTest>;
  readonly groupSizeMin: number;
  /** Of each one-sided test. */
  readonly level: number;
  /** Of the two-sided interval. */
  readonly z: number;
  /** The same at the strictest step of the correction. */
  readonly strictestZ: number;
}

function levelsOf(tested: readonly PairTest[], options: FairnessOptions): Levels {
  const { confidence, correction, groupSizeMin, triedBefore = 0 } = options;
  const strictest = correction === 'none' ? 1 : Math.max(1, tested.length + triedBefore);
  return {
    adjusted: adjust(tested, correction, triedBefore),
    groupSizeMin,
    level: (1 - confidence) / 2,
    z: twoSidedZ(confidence),
    strictestZ: twoSidedZ(1 - (1 - confidence) / strictest),
  };
}

function candidatesOf(table: TraitTable, options: FairnessOptions): readonly Candidate[] {
  if (table.status === 'not-held' || table.table === null) return [];
  const ratioMin = ratioMinOf(table, options);
  const large = ({ shares }: Pair) => shares.every(({ total }) => total > 0 && total >= options.groupSizeMin);
  return pairsOf(table.table).map((pair) => ({
    pair,
    ratioMin,
    status: table.status,
    test: ratioMin !== null && large(pair) ? testPair(pair, ratioMin) : null,
  }));
}

function adjust(
  tests: readonly PairTest[],
  correction: FairnessOptions['correction'],
  triedBefore: number,
): Map<PairTest, PairTest> {
  if (correction === 'none') return new Map(tests.map((test) => [test, test]));
  const below = holm(tests.map(({ pBelow }) => pBelow));
  const above = holm(
    tests.map(({ pAtOrAbove }) => pAtOrAbove),
    triedBefore,
  );
  return new Map(
    tests.map((test, at) => [test, { pBelow: below[at] as number, pAtOrAbove: above[at] as number }] as const),
  );
}

function judgePair(candidate: Candidate, { adjusted, groupSizeMin, level, z, strictestZ }: Levels): RatioComparison {
  const { pair, ratioMin, test } = candidate;
  const corrected = test === null ? null : (adjusted.get(test) ?? null);
  const [verdict, reason] = verdictOf(candidate, corrected, level);
  const [low, high] = pair.shares;
  const neededAt = (at: number): number | null => {
    if (verdict !== 'inconclusive' || ratioMin === null) return null;
    const size = groupSizeAt(high.count / high.total, ratioMin, at);
    return size === null ? null : Math.max(size, groupSizeMin);
  };
  return {
    segment: pair.segment,
    groups: [...pair.groups],
    shares: [low, high],
    ...estimate(pair, z),
    pBelow: corrected?.pBelow ?? null,
    pAtOrAbove: corrected?.pAtOrAbove ?? null,
    verdict,
    reason,
    groupSizeNeeded: neededAt(z),
    groupSizeNeededCorrected: neededAt(strictestZ),
  };
}

function verdictOf(
  { pair, ratioMin, status, test }: Candidate,
  corrected: PairTest | null,
  level: number,
): readonly [ComparisonVerdict, VerdictReason] {
  if (ratioMin === null) return ['not_assessed', 'no-threshold'];
  if (pair.shares.some(({ total }) => total === 0)) return ['not_estimable', 'group-absent'];
  if (pair.shares.every(({ count }) => count === 0)) return ['not_estimable', 'nobody-selected'];
  if (test === null || corrected === null) return ['inconclusive', 'group-under-minimum'];
  if (corrected.pBelow <= level) return ['fail', 'shown-below'];
  if (corrected.pAtOrAbove <= level) {
    return status === 'estimated' ? ['inconclusive', 'trait-estimated'] : ['pass', 'shown-at-or-above'];
  }
  const alone = test.pBelow <= level || test.pAtOrAbove <= level;
  return ['inconclusive', alone ? 'lost-to-correction' : 'interval-straddles'];
}

const WORST_FIRST: readonly ComparisonVerdict[] = ['fail', 'not_estimable', 'inconclusive', 'not_assessed', 'pass'];

function traitVerdict(
  { trait, status, table }: TraitTable,
  ratioMin: number | null,
  comparisons: readonly RatioComparison[],
): TraitVerdict {
  const of = { trait, status, ratioMin, comparisons };
  if (status === 'not-held' || table === null) {
    return { ...of, verdict: 'not_assessed', reason: 'trait-not-held', worst: null };
  }
  const verdict = WORST_FIRST.find((word) => comparisons.some((comparison) => comparison.verdict === word));
  if (verdict === undefined) return { ...of, verdict: 'not_estimable', reason: 'nothing-to-compare', worst: null };
  const worst = comparisons
    .filter((comparison) => comparison.verdict === verdict)
    .reduce((least, next) => ((next.ratio ?? 2) < (least.ratio ?? 2) ? next : least));
  return { ...of, verdict, reason: worst.reason, worst };
}

function ratioMinOf(table: TraitTable, options: FairnessOptions): number | null {
  return table.ratioMin === undefined ? options.ratioMin : table.ratioMin;
}

function refuseOptions(tables: readonly TraitTable[], options: FairnessOptions): void {
  const refuse = (where: string, expected: string) => {
    throw measuresError('MEASURE_OPTION_INVALID', {
      found: 'a number outside the range',
      expected,
      where,
      next: 'Correct the bias policy.',
    });
  };
  const limits = tables.map((table) => ratioMinOf(table, options)).filter((limit) => limit !== null);
  if (!limits.every((limit) => limit > 0 && limit <= 1)) refuse('ratioMin', 'above 0 and at most 1');
  if (!(options.confidence > 0 && options.confidence < 1)) refuse('confidence', 'between 0 and 1');
  if (!(options.groupSizeMin >= 0)) refuse('groupSizeMin', '0 or more people');
  if (!((options.triedBefore ?? 0) >= 0)) refuse('triedBefore', '0 or more comparisons');
}
