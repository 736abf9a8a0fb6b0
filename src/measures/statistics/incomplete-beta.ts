import { continuedFraction } from './continued-fraction.js';
import { logGamma } from './log-gamma.js';

/** Regularised incomplete beta function I_x(a, b), a and b > 0, 0 ≤ x ≤ 1 (DLMF 8.17.22). */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  return x <= (a + 1) / (a + b + 2) ? betaFraction(x, a, b) : 1 - betaFraction(1 - x, b, a);
}

function betaFraction(x: number, a: number, b: number): number {
  const front = a * Math.log(x) + b * Math.log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b);
  const fraction = continuedFraction(
    (n) => (n === 1 ? 1 : betaTerm(n - 1, x, a, b)),
    () => 1,
  );
  return (Math.exp(front) / a) * fraction;
}

function betaTerm(n: number, x: number, a: number, b: number): number {
  const m = Math.floor(n / 2);
  if (n % 2 === 0) return (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
  return (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
}
