import type { RandomBits } from './random-bits.js';
import type { Ratio } from './ratio.js';
import { SMALL_MAX, uniformBelow, uniformBelowLarge } from './uniform.js';

/**
 * True with probability exp(−over/under), exactly (Canonne, Kamath and Steinke 2020, algorithm 1). `under` is at most
 * 2^48, `over` at least 0.
 */
export function bernoulliExp(bits: RandomBits, over: number, under: number): boolean {
  let left = over;
  for (; left > under; left -= under) if (!alternating(bits, always)) return false;
  const rest = left;
  return alternating(bits, () => uniformBelow(bits, under) < rest);
}

/** The same for parts of any size. */
export function bernoulliExpLarge(bits: RandomBits, { over, under }: Ratio): boolean {
  if (under <= SMALL_MAX && over <= SMALL_MAX) return bernoulliExp(bits, Number(over), Number(under));
  let left = over;
  for (; left > under; left -= under) if (!alternating(bits, always)) return false;
  const rest = left;
  return alternating(bits, () => uniformBelowLarge(bits, under) < rest);
}

/** How many draws that are each true with probability exp(−1) come true before one does not. */
export function geometric(bits: RandomBits): number {
  let count = 0;
  while (alternating(bits, always)) count += 1;
  return count;
}

const always = () => true;

/**
 * True with probability exp(−γ), where `gamma` is true with probability γ ≤ 1. The k-th step goes on with γ/k, as γ and
 * 1/k apart: P(more than k steps) = γ^k/k!, and the number of steps is odd with the alternating sum of these.
 */
function alternating(bits: RandomBits, gamma: () => boolean): boolean {
  let k = 1;
  while (gamma() && uniformBelow(bits, k) === 0) k += 1;
  return k % 2 === 1;
}
