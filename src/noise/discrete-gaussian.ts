import { bernoulliExpLarge } from './bernoulli-exp.js';
import { discreteLaplace } from './discrete-laplace.js';
import type { RandomBits } from './random-bits.js';
import { integerRoot, type Ratio, ratio } from './ratio.js';

/**
 * An integer x with P(x) proportional to exp(−x² / (2 variance)), exactly (Canonne, Kamath and Steinke 2020, algorithm
 * 3). With variance Δ² / (2 ρ) for integers of L2 sensitivity Δ it gives ρ-zCDP (their theorem 4).
 */
export function discreteGaussian(bits: RandomBits, { over, under }: Ratio): bigint {
  const scale = integerRoot(over / under) + 1n;
  for (;;) {
    const drawn = discreteLaplace(bits, { over: scale, under: 1n });
    const size = drawn < 0n ? -drawn : drawn;
    // (|x| − σ²/t)² / (2 σ²) over one denominator.
    const distance = size * under * scale - over;
    if (bernoulliExpLarge(bits, ratio(distance * distance, 2n * over * under * scale * scale))) return drawn;
  }
}
