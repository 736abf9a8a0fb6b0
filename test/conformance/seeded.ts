/** A small seeded generator (mulberry32), so that a failing case can be made again from its seed. */
export interface Generator {
  /** In [0, 1). */
  readonly unit: () => number;
  /** A whole number in [0, below). */
  readonly below: (below: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly one: <T>(of: readonly T[]) => T;
  /** A part of a list in its order, each member with this probability. */
  readonly some: <T>(of: readonly T[], probability?: number) => readonly T[];
}

export function generator(seed: number): Generator {
  // Signed words stay out of the heap.
  let state = seed | 0;
  const unit = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(unit() * limit);
  return {
    unit,
    below,
    chance: (probability) => unit() < probability,
    one: (of) => of[below(of.length)] as (typeof of)[number],
    some: (of, probability = 0.5) => of.filter(() => unit() < probability),
  };
}
