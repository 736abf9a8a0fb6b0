import type { CodedAttribute } from './coded-attribute.js';
import { generalisationError } from './generalisation.errors.js';

const VECTORS_MAX = 200_000;

/** All level vectors of some attributes, numbered; a vector is below another when none of its levels is higher. */
export class Lattice {
  readonly size: number;
  readonly #heights: readonly number[];
  readonly #steps: readonly number[];

  /** Throws LATTICE_TOO_LARGE. */
  constructor(attributes: readonly CodedAttribute[]) {
    this.#heights = attributes.map(({ levels }) => levels.length);
    this.size = this.#heights.reduce((product, height) => product * height, 1);
    if (this.size > VECTORS_MAX) throw tooLarge(this.size);
    this.#steps = this.#heights.map((_, at) => this.#heights.slice(at + 1).reduce((product, one) => product * one, 1));
  }

  vectorOf(node: number): readonly number[] {
    return this.#heights.map((height, at) => Math.floor(node / (this.#steps[at] as number)) % height);
  }

  /** The vectors that are one level coarser, in the order of attributes. */
  above(node: number): readonly number[] {
    return this.#neighbours(node, 1);
  }

  below(node: number): readonly number[] {
    return this.#neighbours(node, -1);
  }

  #neighbours(node: number, by: 1 | -1): readonly number[] {
    return this.vectorOf(node).flatMap((level, at) => {
      const there = level + by;
      return there < 0 || there >= (this.#heights[at] as number) ? [] : [node + by * (this.#steps[at] as number)];
    });
  }
}

function tooLarge(size: number) {
  return generalisationError('LATTICE_TOO_LARGE', {
    found: `${size} combinations of levels`,
    expected: `at most ${VECTORS_MAX}`,
    next: 'Release fewer columns, or give their hierarchies fewer levels.',
  });
}
