import { drawBinomial } from './binomial.js';
import type { Interval } from './intervals.js';
import { type Random, seededRandom } from './random.js';

export interface BootstrapOptions {
  readonly seed: number;
  /** At least 1,000: an end of an interval at 0.95 then rests on 25 draws. */
  readonly draws: number;
  readonly confidence: number;
}

/**
 * Percentile intervals of several figures over a table of counts (Efron 1979), stratified by row: every row keeps its
 * people, who are drawn anew, with replacement, from where that row's people are; so no group goes missing. A figure
 * that is null in a draw has no interval, since leaving such draws out would narrow it.
 */
export function stratifiedBootstrap(
  counts: readonly (readonly number[])[],
  figures: (counts: readonly (readonly number[])[]) => readonly (number | null)[],
  { seed, draws, confidence }: BootstrapOptions,
): readonly (Interval | null)[] {
  const random = seededRandom(seed);
  const drawn = Array.from({ length: draws }, () => figures(counts.map((row) => drawRow(row, random))));
  const width = drawn[0]?.length ?? 0;
  return Array.from({ length: width }, (_, at) =>
    percentiles(
      drawn.map((values) => values[at] ?? null),
      confidence,
    ),
  );
}

/** As many people as the row holds, each put where a person of the row stands (a multinomial draw). */
function drawRow(row: readonly number[], random: Random): readonly number[] {
  let left = row.reduce((sum, count) => sum + count, 0);
  let rest = left;
  return row.map((count) => {
    const drawn = count === 0 ? 0 : drawBinomial(left, count / rest, random);
    left -= drawn;
    rest -= count;
    return drawn;
  });
}

function percentiles(values: readonly (number | null)[], confidence: number): Interval | null {
  const sorted = values.filter((value) => value !== null).sort((a, b) => a - b);
  if (sorted.length < values.length || sorted.length === 0) return null;
  const tail = (1 - confidence) / 2;
  return [quantile(sorted, tail), quantile(sorted, 1 - tail)];
}

/** Type 7 of Hyndman and Fan. */
function quantile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const low = sorted[Math.floor(place)] as number;
  return low + (place - Math.floor(place)) * ((sorted[Math.ceil(place)] as number) - low);
}
