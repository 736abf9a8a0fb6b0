/** A uniform number in [0, 1) with 53 bits. */
export type Random = () => number;

const TWO_32 = 2 ** 32;
const TWO_53 = 2 ** 53;

/**
 * A seeded generator (xoshiro128** of Blackman and Vigna 2018, state filled by splitmix32). The same seed gives the
 * same numbers everywhere. For permutation tests only: never for noise that protects people.
 */
export function seededRandom(seed: number): Random {
  let [a, b, c, d] = stateOf(seed) as unknown as [number, number, number, number];
  const nextWord = () => {
    const result = Math.imul(rotated(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotated(d, 11);
    return result;
  };
  return () => ((nextWord() >>> 5) * 2 ** 26 + (nextWord() >>> 6)) / TWO_53;
}

function stateOf(seed: number): Uint32Array {
  let word = (seed ^ Math.floor(seed / TWO_32)) >>> 0;
  return Uint32Array.from({ length: 4 }, () => {
    word = (word + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(word ^ (word >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  });
}

function rotated(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}
