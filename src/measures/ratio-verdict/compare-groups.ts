import { type CountTable, marginsOf } from '../count-table/index.js';
import { katzInterval, logRatio, newcombeInterval, normalCdf, type Share } from '../statistics/index.js';
import type { RatioComparison } from './fairness-result.schema.js';

/** One segment and two groups before judgement, the group with the lower rate first. */
export interface Pair {
  readonly segment: string;
  readonly groups: readonly [string, string];
  readonly shares: readonly [Share, Share];
}

/** Every segment with every pair of groups, declared but empty ones too. */
export function pairsOf(table: CountTable): readonly Pair[] {
  const { groupTotals } = marginsOf(table);
  const memberOf = (group: number, segment: number): Member => ({
    name: table.groups[group] as string,
    share: { count: table.counts[group]?.[segment] ?? 0, total: groupTotals[group] ?? 0 },
  });
  return table.segments.flatMap((segment, at) =>
    table.groups.flatMap((_, first) =>
      table.groups.slice(first + 1).map((_name, ahead) => {
        const [one, other] = [memberOf(first, at), memberOf(first + 1 + ahead, at)];
        const [low, high] = comesFirst(one, other) ? [one, other] : [other, one];
        return { segment, groups: [low.name, high.name], shares: [low.share, high.share] } as const;
      }),
    ),
  );
}

interface Member {
  readonly name: string;
  readonly share: Share;
}

// Equal rates are put in an order of their own, so that no figure depends on the order of the groups.
function comesFirst(one: Member, other: Member): boolean {
  const difference = rate(one.share) - rate(other.share) || one.share.total - other.share.total;
  return difference === 0 ? one.name < other.name : difference < 0;
}

/** The estimates of one comparison, as far as the counts allow. */
export type Estimates = Pick<RatioComparison, 'ratio' | 'ratioInterval' | 'difference' | 'differenceInterval'>;

export function estimate({ shares: [low, high] }: Pair, z: number): Estimates {
  if (low.total === 0 || high.total === 0) {
    return { ratio: null, ratioInterval: null, difference: null, differenceInterval: null };
  }
  const selected = high.count > 0;
  return {
    ratio: selected ? rate(low) / rate(high) : null,
    ratioInterval: selected ? [...katzInterval(logRatio(low, high), z)] : null,
    difference: rate(low) - rate(high),
    differenceInterval: [...newcombeInterval(low, high, z)],
  };
}

/** One-sided p-values of a pair on the log scale of the ratio. */
export interface PairTest {
  /** Against "the ratio is at or above the threshold": small when it is shown to be below. */
  readonly pBelow: number;
  /** Against "the ratio is below the threshold, either way round": small when it is shown to be at or above. */
  readonly pAtOrAbove: number;
}

/** The two one-sided tests; a pair in which nobody is selected says nothing either way. */
export function testPair({ shares: [low, high] }: Pair, ratioMin: number): PairTest {
  if (high.count === 0) return { pBelow: 1, pAtOrAbove: 1 };
  const { log, error } = logRatio(low, high);
  const limit = Math.log(ratioMin);
  // Equivalence needs both ends, limit and -limit; the nearer one decides, so that neither direction is favoured.
  const clearance = Math.min(log - limit, -limit - log);
  return { pBelow: normalCdf((log - limit) / error), pAtOrAbove: normalCdf(-clearance / error) };
}

function rate({ count, total }: Share): number {
  return total === 0 ? 0 : count / total;
}
