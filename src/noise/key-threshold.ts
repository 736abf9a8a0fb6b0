import { approximately, type Ratio } from './ratio.js';

/**
 * The threshold for continuous Laplace noise: T = Δ + (Δ/ε) ln(1/(2δ)). A person of whom a key tells alone is shown with
 * probability at most δ. Each person has one key and adds at most Δ to it; δ may be as small as doubles go.
 */
export function laplaceThreshold(sensitivity: number, epsilon: number, delta: number): number {
  return sensitivity + (sensitivity / epsilon) * (-Math.log(delta) - Math.LN2);
}

/**
 * The least integer T with P(1 + X ≥ T) ≤ δ, where X is the discrete Laplace noise of this scale: a key that exists for
 * the sake of one person is shown with probability at most δ. With a = exp(−1/scale), P(X ≥ m) = a^m / (1 + a).
 */
export function keyThreshold(scale: Ratio, delta: number): bigint {
  const rate = 1 / approximately(scale);
  const needed = (-Math.log(delta) - Math.log1p(Math.exp(-rate))) / rate;
  // What rounding of the doubles could take is given back.
  return 1n + BigInt(Math.max(1, Math.ceil(needed * (1 + 1e-12))));
}
