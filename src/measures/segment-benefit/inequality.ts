import { sumOf } from '../count-table/index.js';

/** Σ ((b/μ)² − 1) / 2n: 0 when all have the same; null when somebody has less than nothing, or nobody anything. */
export function generalisedEntropy(
  counts: readonly number[],
  benefits: readonly number[],
  total: number,
): number | null {
  return inequality(counts, benefits, total, (share) => (share * share - 1) / 2);
}

/** Σ (b/μ) ln(b/μ) / n, where 0 ln 0 is 0. */
export function theil(counts: readonly number[], benefits: readonly number[], total: number): number | null {
  return inequality(counts, benefits, total, (share) => (share === 0 ? 0 : share * Math.log(share)));
}

function inequality(
  counts: readonly number[],
  benefits: readonly number[],
  total: number,
  of: (share: number) => number,
): number | null {
  const mean = sumOf(counts.map((count, at) => count * (benefits[at] as number))) / total;
  if (!(mean > 0) || benefits.some((benefit) => benefit < 0)) return null;
  // A sum of terms that cancel may end a rounding below 0.
  return Math.max(0, sumOf(counts.map((count, at) => count * of((benefits[at] as number) / mean))) / total);
}
