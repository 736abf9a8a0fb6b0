import { normalQuantile, twoSidedZ } from '../statistics/index.js';

const POWER_Z = normalQuantile(0.8);

/**
 * People per group that would show, with power 0.8, that two groups with the same true rate are not as far apart as
 * the threshold (Fleiss, Levin and Paik 2003, 4.14), to the nearest person: 1,447 at rate 0.2, threshold 0.8,
 * confidence 0.95. Null when no number would do: a rate of 0, or a threshold of 1.
 */
export function groupSizeNeeded(rate: number, ratioMin: number, confidence: number): number | null {
  return groupSizeAt(rate, ratioMin, twoSidedZ(confidence));
}

/** The same at the z of a two-sided confidence, for callers with many comparisons at one confidence. */
export function groupSizeAt(rate: number, ratioMin: number, z: number): number | null {
  const other = rate * ratioMin;
  const gap = rate - other;
  if (!(gap > 0)) return null;
  const middle = (rate + other) / 2;
  const noGap = z * Math.sqrt(2 * middle * (1 - middle));
  const withGap = POWER_Z * Math.sqrt(rate * (1 - rate) + other * (1 - other));
  return Math.round(((noGap + withGap) / gap) ** 2);
}
