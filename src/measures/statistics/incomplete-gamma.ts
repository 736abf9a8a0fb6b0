import { continuedFraction } from './continued-fraction.js';
import { logGamma } from './log-gamma.js';

/** Regularised upper incomplete gamma function Q(a, x), a > 0, x ≥ 0 (DLMF 8.7.1 below a + 1, DLMF 8.9.2 above). */
export function upperGamma(a: number, x: number): number {
  if (x <= 0) return 1;
  return x < a + 1 ? 1 - lowerSeries(a, x) : upperFraction(a, x);
}

/** Regularised lower incomplete gamma function P(a, x) = 1 − Q(a, x), accurate where P is small. */
export function lowerGamma(a: number, x: number): number {
  if (x <= 0) return 0;
  return x < a + 1 ? lowerSeries(a, x) : 1 - upperFraction(a, x);
}

/** P(X > x) of a chi-square variable. */
export function chiSquareSurvival(x: number, degreesOfFreedom: number): number {
  return upperGamma(degreesOfFreedom / 2, x / 2);
}

function lowerSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; term > sum * Number.EPSILON * 0.25; n += 1) {
    term *= x / (a + n);
    sum += term;
  }
  return sum * Math.exp(a * Math.log(x) - x - logGamma(a));
}

function upperFraction(a: number, x: number): number {
  const fraction = continuedFraction(
    (n) => (n === 1 ? 1 : -(n - 1) * (n - 1 - a)),
    (n) => x - a + 2 * n - 1,
  );
  return fraction * Math.exp(a * Math.log(x) - x - logGamma(a));
}
