import { incompleteBeta } from './incomplete-beta.js';
import { normalQuantile } from './normal.js';

/** Lower and upper end. */
export type Interval = readonly [number, number];

/** `count` of `total` people. */
export interface Share {
  readonly count: number;
  readonly total: number;
}

/** The z of a two-sided interval: 1.959964 for 0.95. */
export function twoSidedZ(confidence: number): number {
  return -normalQuantile((1 - confidence) / 2);
}

/** Interval of one rate (Wilson 1927); exact 0 and 1 at the ends. Needs total > 0. */
export function wilsonInterval({ count, total }: Share, z: number): Interval {
  const rate = count / total;
  const spread = (z * z) / total;
  const centre = (rate + spread / 2) / (1 + spread);
  const half = (z / (1 + spread)) * Math.sqrt((rate * (1 - rate)) / total + (z * z) / (4 * total * total));
  return [count === 0 ? 0 : Math.max(0, centre - half), count === total ? 1 : Math.min(1, centre + half)];
}

/** Interval of one rate that covers at least the confidence (Clopper and Pearson 1934). Needs total > 0. */
export function clopperPearsonInterval({ count, total }: Share, confidence: number): Interval {
  const tail = (1 - confidence) / 2;
  const lower = count === 0 ? 0 : solve((x) => incompleteBeta(x, count, total - count + 1) >= tail);
  const upper = count === total ? 1 : solve((x) => incompleteBeta(x, count + 1, total - count) >= 1 - tail);
  return [lower, upper];
}

/** The rate of `first` minus that of `second` (Newcombe 1998, hybrid score, method 10). */
export function newcombeInterval(first: Share, second: Share, z: number): Interval {
  const [firstLow, firstHigh] = wilsonInterval(first, z);
  const [secondLow, secondHigh] = wilsonInterval(second, z);
  const firstRate = first.count / first.total;
  const secondRate = second.count / second.total;
  const difference = firstRate - secondRate;
  return [
    difference - Math.hypot(firstRate - firstLow, secondHigh - secondRate),
    difference + Math.hypot(firstHigh - firstRate, secondRate - secondLow),
  ];
}

/** The logarithm of a ratio of rates, and its standard error. */
export interface LogRatio {
  readonly log: number;
  readonly error: number;
}

/**
 * ln(rate of `first` / rate of `second`) with its standard error (Katz et al. 1978). When one of the four cells is
 * empty, 0.5 is added to both counts and 1 to both totals: without it a ratio of all to all would have no error at all.
 */
export function logRatio(first: Share, second: Share): LogRatio {
  const shares = [first, second];
  const empty = shares.some(({ count, total }) => count === 0 || count === total);
  const add = empty ? 0.5 : 0;
  const [a, b] = shares.map(({ count, total }) => ({ count: count + add, total: total + 2 * add })) as [Share, Share];
  return {
    log: Math.log(a.count / a.total / (b.count / b.total)),
    error: Math.sqrt(1 / a.count - 1 / a.total + 1 / b.count - 1 / b.total),
  };
}

/** Interval of a ratio of rates from its logarithm. */
export function katzInterval({ log, error }: LogRatio, z: number): Interval {
  return [Math.exp(log - z * error), Math.exp(log + z * error)];
}

/** The smallest x in 0..1 where a monotone test turns true, by halving. */
function solve(reached: (x: number) => boolean): number {
  let low = 0;
  let high = 1;
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return high;
    if (reached(middle)) high = middle;
    else low = middle;
  }
}
