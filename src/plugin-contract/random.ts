/**
 * A generator of numbers in [0, 1) with 53 random bits each: xoshiro128** (Blackman and Vigna), its state filled from
 * the seed by the finaliser of MurmurHash3. The same seed gives the same numbers on every machine.
 */
export function seededRandom(seed: number): () => number {
  const state = Uint32Array.from([1, 2, 3, 4], (at) => mixed(seed, at));
  return () => ((next(state) >>> 5) * 67108864 + (next(state) >>> 6)) / 9007199254740992;
}

/** A seed of its own for the i-th part of a work, 32 bits; parts do not share their numbers. */
export function derivedSeed(seed: number, part: number): number {
  return mixed(seed, part + 5);
}

function mixed(seed: number, part: number): number {
  let h = (seed ^ Math.imul(part, 0x9e3779b9)) >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

function next(state: Uint32Array): number {
  // By place: taking an array of words apart goes through an iterator, which costs more than all the rest.
  const a = state[0] as number;
  const b = state[1] as number;
  const c = state[2] as number;
  const d = state[3] as number;
  const result = Math.imul(rotated(Math.imul(b, 5), 7), 9) >>> 0;
  const third = c ^ a;
  const fourth = d ^ b;
  state[0] = a ^ fourth;
  state[1] = b ^ third;
  state[2] = third ^ (b << 9);
  state[3] = rotated(fourth, 11);
  return result;
}

function rotated(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}
