import { type CountTable, marginsOf } from '../count-table/index.js';
import { drawMarked, type Random, seededRandom } from '../statistics/index.js';

/** A drawn statistic within this share of the observed one counts as equal, whatever the order of summing. */
const TIE = 1e-9;

/**
 * (1 + hits) / (1 + draws), where a hit is a table with the same margins and at least the chi-square observed
 * (Phipson and Smyth 2010: never 0). Shuffling labels and drawing tables with fixed margins are the same thing.
 */
export function permutationTest(
  table: CountTable,
  observed: number,
  { seed, draws }: { readonly seed: number; readonly draws: number },
): number {
  const { groupTotals, segmentTotals, total } = marginsOf(table);
  const random = seededRandom(seed);
  // With fixed margins chi-square is n (sum of count² / (row x column) - 1).
  const needed = (observed / total + 1) * (1 - TIE);
  let hits = 0;
  for (let draw = 0; draw < draws; draw += 1) {
    if (drawnStatistic(groupTotals, segmentTotals, random) >= needed) hits += 1;
  }
  return (1 + hits) / (1 + draws);
}

function drawnStatistic(groupTotals: readonly number[], segmentTotals: readonly number[], random: Random): number {
  const left = [...segmentTotals];
  let statistic = 0;
  groupTotals.forEach((groupTotal) => {
    let drawn = groupTotal;
    let others = left.reduce((sum, count) => sum + count, 0);
    left.forEach((marked, segment) => {
      others -= marked;
      const count = drawMarked({ marked, others, drawn }, random);
      drawn -= count;
      left[segment] = marked - count;
      statistic += (count * count) / (groupTotal * (segmentTotals[segment] as number));
    });
  });
  return statistic;
}
