import { branchOf, waysOf } from './branch.js';
import { excuse } from './excuse.js';
import {
  type Cells,
  type Formula,
  negatedTruths,
  partsOf,
  sureTruths,
  TRUE,
  type Truths,
  variablesOf,
} from './formula.js';
import { groupTruths } from './formulas.js';
import { testTruths } from './test-truths.js';

/** What a search came to: open cells in which every formula is true, a proof that there are none, or neither. */
export type Found =
  | { readonly kind: 'found'; readonly open: readonly Cells[]; readonly steps: number }
  | { readonly kind: 'none'; readonly steps: number }
  | { readonly kind: 'gaveUp'; readonly steps: number };

/**
 * Looks for cells in which every formula is certainly true. It halves one variable at a time, drops what has become
 * impossible, and goes back to the split that a contradiction hangs on. Exact; a step is one look at a formula.
 */
export function search(everything: readonly Cells[], wanted: readonly Formula[], limit: number): Found {
  if (wanted.some(({ full }) => !(full & TRUE))) return { kind: 'none', steps: 0 };
  const board = new Board(everything, wanted, limit);
  try {
    const against = board.settle();
    return against === null
      ? { kind: 'found', open: [...board.open], steps: board.steps }
      : { kind: 'none', steps: board.steps };
  } catch (error) {
    if (error instanceof LimitReached) return { kind: 'gaveUp', steps: board.steps };
    throw error;
  }
}

class LimitReached extends Error {}

/** The variables that a contradiction hangs on. */
type Blame = ReadonlySet<number>;

interface Undo {
  readonly formula: Formula;
  readonly truths: Truths;
}

class Board {
  readonly open: Cells[];
  steps = 0;
  private readonly isWanted: ReadonlySet<Formula>;
  private readonly truths = new Map<Formula, Truths>();
  private readonly above = new Map<Formula, Formula[]>();
  private readonly tests = new Map<number, Formula[]>();

  constructor(
    private readonly everything: readonly Cells[],
    private readonly wanted: readonly Formula[],
    private readonly limit: number,
  ) {
    this.open = [...everything];
    this.isWanted = new Set(wanted);
    for (const formula of wanted) this.enter(formula);
  }

  /** Null where all is settled; else what the contradiction hangs on. */
  settle(): Blame | null {
    const next = this.tightest();
    if (next === null) return null;
    const { variable, cells, rest } = branchOf(next, TRUE, this.look, this.open);
    const first = this.attempt(variable, cells);
    if (first === null) return null;
    if (!first.has(variable)) return first;
    const second = this.attempt(variable, rest);
    if (second === null) return null;
    if (!second.has(variable)) return second;
    const both = new Set([...first, ...second]);
    if (this.open[variable] === this.everything[variable]) both.delete(variable);
    return both;
  }

  private readonly look = (formula: Formula): Truths => this.truths.get(formula) ?? formula.full;

  // The formula with the fewest ways to become true: one way is no choice at all.
  private tightest(): Formula | null {
    let [best, fewest]: [Formula | null, number] = [null, Number.POSITIVE_INFINITY];
    for (const formula of this.wanted) {
      if (this.look(formula) === TRUE) continue;
      const ways = waysOf(formula, TRUE, this.look);
      this.steps += 1;
      if (ways >= fewest) continue;
      [best, fewest] = [formula, ways];
      if (ways === 1) break;
    }
    return best;
  }

  private attempt(variable: number, cells: Cells): Blame | null {
    const before = this.open[variable] as Cells;
    const undo: Undo[] = [];
    this.open[variable] = cells;
    const broken = this.spread(this.tests.get(variable) ?? [], undo);
    const against = broken ? this.blame(broken) : this.settle();
    if (against === null) return null;
    for (const { formula, truths } of undo.reverse()) this.truths.set(formula, truths);
    this.open[variable] = before;
    return against;
  }

  /** Carries a change upwards; gives the first wanted formula that can no longer be true. */
  private spread(changed: readonly Formula[], undo: Undo[]): Formula | null {
    const queue = [...changed];
    for (let at = 0; at < queue.length; at++) {
      const formula = queue[at] as Formula;
      const [before, after] = [this.look(formula), this.looked(formula)];
      if (before === after) continue;
      undo.push({ formula, truths: before });
      this.truths.set(formula, after);
      if (!(after & TRUE) && this.isWanted.has(formula)) return formula;
      queue.push(...(this.above.get(formula) ?? []));
    }
    return null;
  }

  private looked(formula: Formula): Truths {
    this.steps += 1;
    if (this.steps > this.limit) throw new LimitReached();
    switch (formula.kind) {
      case 'constant':
        return formula.full;
      case 'cell':
      case 'order':
        return testTruths(formula, this.open);
      case 'not':
        return negatedTruths(this.look(formula.of));
      case 'sure':
        return sureTruths(this.look(formula.of));
      case 'all':
      case 'any':
        this.steps += formula.of.length >> 3;
        return groupTruths(formula.kind, formula.of.map(this.look));
    }
  }

  private blame(formula: Formula): Blame {
    const found = new Set<number>();
    excuse(
      formula,
      TRUE,
      { look: this.look, narrowed: (variable) => this.open[variable] !== this.everything[variable] },
      found,
    );
    return found;
  }

  private enter(formula: Formula): void {
    if (this.above.has(formula)) return;
    this.above.set(formula, []);
    if (formula.kind === 'cell' || formula.kind === 'order') {
      for (const variable of variablesOf(formula)) {
        const tests = this.tests.get(variable) ?? [];
        this.tests.set(variable, tests);
        tests.push(formula);
      }
    }
    for (const part of partsOf(formula)) {
      this.enter(part);
      this.above.get(part)?.push(formula);
    }
  }
}
