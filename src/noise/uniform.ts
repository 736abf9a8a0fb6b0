import { BITS_MAX, type RandomBits } from './random-bits.js';

/** Numbers below this are drawn as numbers, others as BigInt; both are exact. */
export const SMALL_MAX = 2 ** BITS_MAX;

/** Uniform on 0 … n − 1 for 1 ≤ n ≤ 2^48, by rejection: no residue is likelier than another. */
export function uniformBelow(bits: RandomBits, n: number): number {
  if (n === 1) return 0;
  const width = widthOf(n - 1);
  for (;;) {
    const drawn = bits.bits(width);
    if (drawn < n) return drawn;
  }
}

/** The same for any n ≥ 1. */
export function uniformBelowLarge(bits: RandomBits, n: bigint): bigint {
  const width = (n - 1n).toString(2).length;
  for (;;) {
    let drawn = 0n;
    for (let left = width; left > 0; left -= BITS_MAX) {
      const count = Math.min(left, BITS_MAX);
      drawn = (drawn << BigInt(count)) | BigInt(bits.bits(count));
    }
    if (drawn < n) return drawn;
  }
}

function widthOf(n: number): number {
  return n < 2 ** 32 ? 32 - Math.clz32(n) : 64 - Math.clz32(Math.floor(n / 2 ** 32));
}
