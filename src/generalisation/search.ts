import { type ClassCounts, Roller } from './class-counts.js';
import { type Combinations, combinationCount, peopleIn } from './combinations.js';
import { entropyAt, entropyByLevel } from './entropy-loss.js';
import { generalisationError } from './generalisation.errors.js';
import { type Kept, keptCounts, overallShares, suppressionLimit, withCompanions } from './kept-counts.js';
import { Lattice } from './lattice.js';
import { assertTargets, isMonotone, type Targets } from './targets.js';

/** A level vector that reaches the targets, and what it makes of the people. */
export interface GlobalRecoding {
  /** A level for each attribute. */
  readonly vector: readonly number[];
  readonly classes: ClassCounts;
  readonly kept: Kept;
  /** Non-uniform entropy, in bits over all people. */
  readonly entropy: number;
}

export interface SearchResult {
  /** The best of all level vectors; null where not even the coarsest reaches the targets. */
  readonly best: GlobalRecoding | null;
  readonly vectors: number;
  /** Vectors whose classes were counted; the others follow from these. */
  readonly examined: number;
}

/** Combinations that may be rolled up over all vectors of one search. */
const WORK_MAX = 4_000_000_000;

/**
 * The level vector with the least non-uniform entropy that reaches the targets; of equals, the one with the fewest
 * levels, then the first in the order of attributes. The loss rises along the lattice, so vectors are tried from the
 * least loss upwards, and the first that holds is the best. Where targets are monotone, a chain upwards from each is
 * halved and what follows is tagged (as Flash: F. Kohlmayer, F. Prasser, C. Eckert, A. Kemper, K. Kuhn, Flash:
 * efficient, stable and optimal k-anonymity, 2012). Throws TARGETS_INVALID, LATTICE_TOO_LARGE, SEARCH_TOO_LONG.
 */
export function bestRecoding(combinations: Combinations, targets: Targets): SearchResult {
  assertTargets(targets);
  const search = new Search(combinations, targets);
  const best = search.best();
  return { best, vectors: search.vectors, examined: search.examined };
}

const UNKNOWN = 0;
const FAILS = 1;
const HOLDS = 2;

class Search {
  examined = 0;
  readonly #lattice: Lattice;
  readonly #roller: Roller;
  readonly #losses: Float64Array;
  readonly #tags: Uint8Array;
  readonly #overall: Float64Array;
  readonly #limit: number;

  constructor(
    private readonly combinations: Combinations,
    private readonly targets: Targets,
  ) {
    this.#lattice = new Lattice(combinations.attributes);
    this.#roller = new Roller(combinations);
    const byLevel = entropyByLevel(combinations);
    this.#losses = new Float64Array(this.#lattice.size);
    this.#losses.forEach((_, node, losses) => {
      losses[node] = entropyAt(byLevel, this.#lattice.vectorOf(node));
    });
    this.#tags = new Uint8Array(this.#lattice.size);
    this.#overall = overallShares(combinations.counts, combinations.segments.length);
    this.#limit = suppressionLimit(peopleIn(combinations), targets);
  }

  get vectors(): number {
    return this.#lattice.size;
  }

  best(): GlobalRecoding | null {
    const monotone = isMonotone(this.targets);
    const order = this.#byLoss();
    for (const node of order) {
      if (this.#tags[node] === UNKNOWN) {
        if (monotone) this.#halve(this.#chainFrom(node));
        else this.#examine(node);
      }
      const found = this.#tags[node] === HOLDS ? this.#recoding(node) : null;
      // Leaving out companions may take one over the limit that held without.
      if (found !== null && found.kept.suppressed <= this.#limit) return found;
    }
    return null;
  }

  #byLoss(): Int32Array {
    const height = Int32Array.from(this.#losses, (_, node) =>
      this.#lattice.vectorOf(node).reduce((sum, level) => sum + level, 0),
    );
    const by = (a: number, b: number) =>
      (this.#losses[a] as number) - (this.#losses[b] as number) ||
      (height[a] as number) - (height[b] as number) ||
      a - b;
    return Int32Array.from(this.#losses.keys()).sort(by);
  }

  /** From a vector upwards, always to the untagged one with the least loss. */
  #chainFrom(node: number): readonly number[] {
    const chain = [node];
    for (let at = node; ; ) {
      const above = this.#lattice.above(at).filter((one) => this.#tags[one] === UNKNOWN);
      if (above.length === 0) return chain;
      at = above.reduce((least, one) =>
        (this.#losses[one] as number) < (this.#losses[least] as number) ? one : least,
      );
      chain.push(at);
    }
  }

  // INVARIANT: along a chain, what fails comes before what holds.
  #halve(chain: readonly number[]): void {
    let low = 0;
    let high = chain.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const node = chain[middle] as number;
      if (this.#tags[node] === UNKNOWN) this.#examine(node);
      const holds = this.#tags[node] === HOLDS;
      this.#spread(node, holds);
      if (holds) high = middle - 1;
      else low = middle + 1;
    }
  }

  /** Everything coarser than what holds does too; everything finer than what fails does too. */
  #spread(from: number, holds: boolean): void {
    const waiting = [from];
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      const next = holds ? this.#lattice.above(node) : this.#lattice.below(node);
      for (const one of next) {
        if (this.#tags[one] !== UNKNOWN) continue;
        this.#tags[one] = holds ? HOLDS : FAILS;
        waiting.push(one);
      }
    }
  }

  #examine(node: number): void {
    this.examined += 1;
    if (this.examined * combinationCount(this.combinations) > WORK_MAX) throw tooLong(this.examined);
    const { suppressed } = this.#kept(node).kept;
    this.#tags[node] = suppressed <= this.#limit ? HOLDS : FAILS;
  }

  #kept(node: number): { readonly classes: ClassCounts; readonly kept: Kept } {
    const classes = this.#roller.at(this.#lattice.vectorOf(node));
    return { classes, kept: keptCounts(classes, this.targets, this.#overall) };
  }

  #recoding(node: number): GlobalRecoding {
    const { classes, kept } = this.#kept(node);
    const whole = withCompanions(classes, kept, this.targets, this.#overall.length);
    const entropy = this.#losses[node] as number;
    return { vector: this.#lattice.vectorOf(node), classes, kept: whole, entropy };
  }
}

function tooLong(examined: number) {
  return generalisationError('SEARCH_TOO_LONG', {
    found: `${examined} level vectors over this many combinations`,
    expected: `at most ${WORK_MAX} combinations rolled up in one search`,
    next: 'Release fewer columns, let hierarchies begin with a coarser level, or leave out the target t.',
  });
}
