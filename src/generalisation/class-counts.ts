import { type Combinations, combinationCount } from './combinations.js';

/** People by class of equal generalised quasi-identifiers, then segment. */
export interface ClassCounts {
  /** The class of each combination, numbered by first appearance. */
  readonly classOf: Int32Array;
  readonly classes: number;
  /** `counts[class * segments + segment]` */
  readonly counts: Int32Array;
}

const { imul } = Math;

/** Rolls combinations up to level vectors; keeps its scratch memory from one vector to the next. */
export class Roller {
  readonly #keys: Float64Array;
  readonly #places: Int32Array;
  readonly #mask: number;

  constructor(private readonly combinations: Combinations) {
    const count = combinationCount(combinations);
    this.#keys = new Float64Array(count);
    const slots = 2 ** Math.ceil(Math.log2(Math.max(2, count * 2)));
    this.#places = new Int32Array(slots);
    this.#mask = slots - 1;
  }

  /** The classes at a level for each attribute. */
  at(vector: readonly number[]): ClassCounts {
    const { attributes, codes } = this.combinations;
    const keys = this.#keys.fill(0);
    let size = 1;
    for (const [at, column] of codes.entries()) {
      const level = vector[at] as number;
      const width = attributes[at]?.sizes[level] as number;
      if (width === 1) continue;
      if (size * width > Number.MAX_SAFE_INTEGER) size = this.#renumbered();
      addDigit(keys, column, attributes[at]?.levels[level] as Int32Array, width);
      size *= width;
    }
    return this.#counted();
  }

  #counted(): ClassCounts {
    const { segments, counts } = this.combinations;
    const width = segments.length;
    const classes = this.#renumbered();
    const classOf = new Int32Array(this.#keys);
    const sums = new Int32Array(classes * width);
    for (let combination = 0; combination < classOf.length; combination++) {
      const into = (classOf[combination] as number) * width;
      const from = combination * width;
      for (let segment = 0; segment < width; segment++) {
        sums[into + segment] = (sums[into + segment] as number) + (counts[from + segment] as number);
      }
    }
    return { classOf, classes, counts: sums };
  }

  /** Numbers equal keys alike, by an open table of the first place of each; gives how many there are. */
  #renumbered(): number {
    const keys = this.#keys;
    const places = this.#places.fill(-1);
    const mask = this.#mask;
    const first: number[] = [];
    for (let at = 0; at < keys.length; at++) {
      const key = keys[at] as number;
      let slot = hashed(key) & mask;
      while ((places[slot] as number) >= 0 && first[places[slot] as number] !== key) slot = (slot + 1) & mask;
      if ((places[slot] as number) < 0) {
        places[slot] = first.length;
        first.push(key);
      }
      keys[at] = places[slot] as number;
    }
    return first.length;
  }
}

function addDigit(keys: Float64Array, column: Int32Array, level: Int32Array, width: number): void {
  for (let at = 0; at < keys.length; at++) {
    keys[at] = (keys[at] as number) * width + (level[column[at] as number] as number);
  }
}

function hashed(key: number): number {
  const high = (key / 4294967296) | 0;
  const mixed = imul((key | 0) ^ imul(high, 0x85ebca6b), 0x9e3779b1);
  return mixed ^ (mixed >>> 15);
}
