import { randomFillSync } from 'node:crypto';

/** The most bits that are asked for at once: their number stays an exact integer whatever is done with it next. */
export const BITS_MAX = 48;
const BYTES_AT_ONCE = 8192;

/** Fills every byte of an array; `randomFillSync` outside tests. */
export type FillBytes = (bytes: Uint8Array) => void;

/** Uniform bits, drawn in large pieces because a call to the system costs more than what it gives. */
export class RandomBits {
  readonly #bytes = new Uint8Array(BYTES_AT_ONCE);
  #at = BYTES_AT_ONCE;

  constructor(private readonly fill: FillBytes) {}

  /** An integer of this many uniform bits, at most 48. */
  bits(count: number): number {
    let value = 0;
    let left = count;
    for (; left >= 8; left -= 8) value = value * 256 + this.#byte();
    return left === 0 ? value : value * 2 ** left + (this.#byte() & (2 ** left - 1));
  }

  // A byte that was given is overwritten: noise that could be read back from memory protects nobody.
  #byte(): number {
    if (this.#at === BYTES_AT_ONCE) {
      this.fill(this.#bytes);
      this.#at = 0;
    }
    const byte = this.#bytes[this.#at] as number;
    this.#bytes[this.#at] = 0;
    this.#at += 1;
    return byte;
  }
}

/** Bits of the operating system. There is no seed: noise that can be made again can be taken off again. */
export function systemBits(): RandomBits {
  return new RandomBits((bytes) => void randomFillSync(bytes));
}
