import { bernoulliExp, bernoulliExpLarge, geometric } from './bernoulli-exp.js';
import type { RandomBits } from './random-bits.js';
import type { Ratio } from './ratio.js';
import { uniformBelow, uniformBelowLarge } from './uniform.js';

/** Below these, every number on the way is an exact integer of at most 53 bits. */
const PART_MAX = 2n ** 40n;
const WHOLES_MAX = 2 ** 12;

/**
 * An integer x with P(x) proportional to exp(−|x| / scale), exactly: the two-sided geometric distribution (Canonne,
 * Kamath and Steinke 2020, algorithm 2). The scale is above 0; sensitivity / ε gives ε-differential privacy.
 */
export function discreteLaplace(bits: RandomBits, { over, under }: Ratio): bigint {
  const small = over <= PART_MAX && under <= PART_MAX;
  const [top, bottom] = [Number(over), Number(under)];
  for (;;) {
    const size = small ? smallSize(bits, top, bottom) : largeSize(bits, over, under);
    const negative = bits.bits(1) === 1;
    // Zero has one sign, or it would be drawn twice as often.
    if (!(negative && size === 0n)) return negative ? -size : size;
  }
}

function smallSize(bits: RandomBits, over: number, under: number): bigint {
  let rest = uniformBelow(bits, over);
  while (!bernoulliExp(bits, rest, over)) rest = uniformBelow(bits, over);
  const wholes = geometric(bits);
  if (wholes >= WHOLES_MAX) return (BigInt(rest) + BigInt(over) * BigInt(wholes)) / BigInt(under);
  const size = rest + over * wholes;
  return BigInt((size - (size % under)) / under);
}

function largeSize(bits: RandomBits, over: bigint, under: bigint): bigint {
  let rest = uniformBelowLarge(bits, over);
  while (!bernoulliExpLarge(bits, { over: rest, under: over })) rest = uniformBelowLarge(bits, over);
  return (rest + over * BigInt(geometric(bits))) / under;
}
