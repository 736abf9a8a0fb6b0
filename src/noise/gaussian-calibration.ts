import { normalCdf } from '../measures/index.js';

/** An answer to people: how far one person can move it, and what the noise may tell of one person. */
export interface GaussianAsk {
  /** L2 sensitivity. */
  readonly sensitivity: number;
  readonly epsilon: number;
}

/** The least δ for which Gaussian noise of this standard deviation is (ε, δ)-differentially private (Balle and Wang 2018, theorem 8). */
export function gaussianDelta(sigma: number, { sensitivity, epsilon }: GaussianAsk): number {
  const half = sensitivity / (2 * sigma);
  const shift = (epsilon * sigma) / sensitivity;
  return normalCdf(half - shift) - Math.exp(epsilon + Math.log(normalCdf(-half - shift)));
}

/** The least standard deviation that gives (ε, δ), by bisection on the formula; the classical one is invalid above ε = 1. */
export function analyticGaussianSigma(ask: GaussianAsk, delta: number): number {
  let low = 0;
  let high = ask.sensitivity;
  while (gaussianDelta(high, ask) > delta) high *= 2;
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return high;
    if (gaussianDelta(middle, ask) > delta) low = middle;
    else high = middle;
  }
}
