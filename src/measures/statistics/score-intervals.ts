import type { Interval, Share } from './intervals.js';

/** A ratio interval; its upper end is null when no ratio is too large, because nobody of `second` is selected. */
export type RatioInterval = readonly [number, number | null];

/** Halvings of an interval: more than the bits of a double. */
const STEPS = 200;

/**
 * The rate of `first` minus that of `second` (Miettinen and Nurminen 1985): all differences that the score test, with
 * the rates that are likeliest under them, does not reject. Good to 1e-7. Needs both totals above 0.
 */
export function scoreDifferenceInterval(first: Share, second: Share, z: number): Interval {
  const difference = rate(first) - rate(second);
  const score = (delta: number) => scoreOfDifference(first, second, delta);
  return [
    boundary({ inside: difference, outside: -1 }, (delta) => score(delta) <= z),
    boundary({ inside: difference, outside: 1 }, (delta) => score(delta) >= -z),
  ];
}

/**
 * The rate of `first` by that of `second` (Miettinen and Nurminen 1985). No half is added to empty cells: the test
 * needs none. Null when nobody of either is selected. Needs both totals above 0.
 */
export function scoreRatioInterval(first: Share, second: Share, z: number): RatioInterval | null {
  if (first.count === 0 && second.count === 0) return null;
  // On an axis from 0 to 1 that holds every ratio: t = ratio / (1 + ratio).
  const place = rate(first) / (rate(first) + rate(second));
  const score = (t: number) => scoreOfRatio(first, second, t / (1 - t));
  const low = first.count === 0 ? 0 : boundary({ inside: place, outside: 0 }, (t) => score(t) <= z);
  if (second.count === 0) return [low / (1 - low), null];
  const high = boundary({ inside: place, outside: 1 }, (t) => score(t) >= -z);
  return [low / (1 - low), high / (1 - high)];
}

function scoreOfDifference(first: Share, second: Share, delta: number): number {
  const p2 = secondRateUnder(first, second, delta);
  const p1 = Math.min(1, Math.max(0, p2 + delta));
  const distance = rate(first) - rate(second) - delta;
  return standardised(distance, variance(p1, first.total) + variance(p2, second.total), first.total + second.total);
}

function scoreOfRatio(first: Share, second: Share, ratio: number): number {
  const a = (first.total + second.total) * ratio;
  const b = -(first.total * ratio + first.count + second.total + second.count * ratio);
  const c = first.count + second.count;
  // The smaller root, in the form that does not cancel.
  const p2 = Math.min(1, (2 * c) / (-b + Math.sqrt(Math.max(0, b * b - 4 * a * c))));
  const p1 = Math.min(1, p2 * ratio);
  const spread = variance(p1, first.total) + ratio * ratio * variance(p2, second.total);
  return standardised(rate(first) - ratio * rate(second), spread, first.total + second.total);
}

function standardised(distance: number, spread: number, total: number): number {
  if (distance === 0) return 0;
  return distance / Math.sqrt((spread * total) / (total - 1));
}

/** The likeliest rate of `second` when `first` lies `delta` above it: the root of a cubic in closed form. */
function secondRateUnder(first: Share, second: Share, delta: number): number {
  const total = first.total + second.total;
  const l2 = (first.total + 2 * second.total) * delta - total - first.count - second.count;
  const l1 = (second.total * delta - total - 2 * second.count) * delta + first.count + second.count;
  const l0 = second.count * delta * (1 - delta);
  const third = l2 / (3 * total);
  const q = third ** 3 - (l1 * l2) / (6 * total * total) + l0 / (2 * total);
  const p = (q < 0 ? -1 : 1) * Math.sqrt(Math.max(0, third * third - l1 / (3 * total)));
  const cosine = p === 0 ? 0 : Math.min(1, Math.max(-1, q / p ** 3));
  const root = 2 * p * Math.cos((Math.PI + Math.acos(cosine)) / 3) - third;
  return Math.min(Math.min(1, 1 - delta), Math.max(Math.max(0, -delta), root));
}

function variance(share: number, total: number): number {
  return (share * (1 - share)) / total;
}

/** The last place from the inside towards the outside where a test still holds. */
function boundary(ends: { inside: number; outside: number }, holds: (x: number) => boolean): number {
  let { inside, outside } = ends;
  if (holds(outside)) return outside;
  for (let step = 0; step < STEPS; step += 1) {
    const middle = (inside + outside) / 2;
    if (middle === inside || middle === outside) break;
    if (holds(middle)) inside = middle;
    else outside = middle;
  }
  return inside;
}

function rate({ count, total }: Share): number {
  return count / total;
}
