import { discreteGaussian } from './discrete-gaussian.js';
import { discreteLaplace } from './discrete-laplace.js';
import { EPSILON_UNIT, RHO_UNIT } from './privacy-loss.js';
import type { RandomBits } from './random-bits.js';
import { approximately, type Ratio, ratio } from './ratio.js';

/** Noise to be drawn: the scale of a discrete Laplace or the variance of a discrete Gaussian distribution, exact. */
export type Noise =
  | { readonly kind: 'discrete-laplace'; readonly scale: Ratio }
  | { readonly kind: 'discrete-gaussian'; readonly variance: Ratio };

/** What one answer may tell of a person; ε in millionths or ρ of zCDP in billionths, at least 1. */
export type Loss = { readonly epsilon: number } | { readonly rho: number };

/** The noise for integers that one person moves by at most `sensitivity` in all. */
export function noiseFor(sensitivity: bigint, loss: Loss): Noise {
  if ('epsilon' in loss) {
    const scale = ratio(sensitivity * BigInt(EPSILON_UNIT), BigInt(loss.epsilon));
    return { kind: 'discrete-laplace', scale };
  }
  const variance = ratio(sensitivity * sensitivity * BigInt(RHO_UNIT), 2n * BigInt(loss.rho));
  return { kind: 'discrete-gaussian', variance };
}

/** Integers with fresh noise on each. */
export function withNoise(bits: RandomBits, values: readonly bigint[], noise: Noise): readonly bigint[] {
  return values.map((value) => value + drawn(bits, noise));
}

function drawn(bits: RandomBits, noise: Noise): bigint {
  return noise.kind === 'discrete-laplace'
    ? discreteLaplace(bits, noise.scale)
    : discreteGaussian(bits, noise.variance);
}

const TWO_SIDED_Z_95 = 1.959963984540054;

/**
 * The least h such that noise is beyond ±h at most one time in twenty: half the width of a 95 % interval. Made from the
 * distribution alone, so that it tells nothing of the value.
 */
export function halfWidth95(noise: Noise): number {
  if (noise.kind === 'discrete-gaussian') return Math.ceil(TWO_SIDED_Z_95 * Math.sqrt(approximately(noise.variance)));
  const rate = 1 / approximately(noise.scale);
  // P(|X| ≥ t) = 2 a^t / (1 + a) with a = exp(−rate).
  const beyond = Math.ceil((Math.log(40) - Math.log1p(Math.exp(-rate))) / rate);
  return Math.max(0, beyond - 1);
}
