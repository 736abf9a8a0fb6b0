import { derivedSeed, seededRandom } from '../../../../plugin-contract/index.js';

/** The choices of one made-up customer: a stream of its own, so that a larger shop keeps the customers of a smaller one. */
export class Chance {
  readonly #next: () => number;

  constructor(seed: number, customer: number) {
    this.#next = seededRandom(derivedSeed(seed, customer));
  }

  /** True with a probability. */
  happens(probability: number): boolean {
    return this.#next() < probability;
  }

  /** A whole number from the first to the last, each alike. */
  whole(first: number, last: number): number {
    return first + Math.floor(this.#next() * (last - first + 1));
  }

  /** One of several things by their weights. */
  oneOf<T>(weighted: readonly (readonly [T, number])[]): T {
    let left = this.#next() * weighted.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [thing, weight] of weighted) {
      left -= weight;
      if (left < 0) return thing;
    }
    // Rounding may leave a grain beyond the last weight.
    return (weighted.at(-1) as readonly [T, number])[0];
  }
}
