import { type Branch, branchOf, split, waysOf } from './branch.js';
import type { CellSet } from './cell-set.js';
import { common, isEmpty, meets, without } from './cell-set.js';
import { type Clause, resolved, standing } from './clause.js';
import { excuseOf } from './excuse.js';
import { type Formula, groupTruths, negatedTruths, partsOf, sureTruths, TRUE, type Truths } from './formula.js';
import type { Formulas } from './formulas.js';
import { testTruths } from './test-truths.js';

/** What a search came to: open cells in which every formula is true, a proof that there are none, or neither. */
export type Found =
  | { readonly kind: 'found'; readonly open: readonly CellSet[]; readonly steps: number }
  | { readonly kind: 'none'; readonly steps: number }
  | { readonly kind: 'gaveUp'; readonly steps: number };

/**
 * Looks for cells in which every formula is certainly true, or proves that there are none. It splits one variable at a
 * time; a contradiction becomes a clause, what follows from the clauses of both parts of a split is kept, and a split
 * that a clause does not hang on is left at once. Exact; a step is one look at a formula.
 */
export function search(formulas: Formulas, wanted: readonly Formula[], limit: number): Found {
  const open = new Set(wanted.filter(({ full }) => full !== TRUE));
  if ([...open].some(({ full }) => !(full & TRUE))) return { kind: 'none', steps: 0 };
  const board = new Board(formulas, [...open], limit);
  const against = board.settle();
  const { steps } = board;
  if (steps > limit) return { kind: 'gaveUp', steps };
  return against === null ? { kind: 'found', open: [...board.open], steps } : { kind: 'none', steps };
}

/** Clauses that are longer, or more, cost more than they save. */
const CLAUSE_LENGTH_MAX = 16;
const CLAUSES_MAX = 2_000;
/** Splits within splits: beyond, the stack would not hold them. */
const DEPTH_MAX = 3_000;

class Board {
  readonly open: CellSet[];
  steps = 0;
  private depth = 0;
  private readonly wanted: readonly Formula[];
  private readonly truths: Uint8Array;
  private readonly weights: Float64Array;
  private readonly clauses: Clause[] = [];
  /** Formulas that changed, with what they could be before: numbers in turn. */
  private readonly trail: number[] = [];

  constructor(
    private readonly formulas: Formulas,
    wanted: readonly Formula[],
    private readonly limit: number,
  ) {
    this.open = [...formulas.everything];
    this.truths = new Uint8Array(formulas.above.length);
    this.weights = new Float64Array(formulas.above.length);
    for (const formula of wanted) this.enter(formula);
    this.wanted = [
      ...wanted,
      ...[...formulas.beside].filter(([variable]) => this.isRead(variable)).map(([, one]) => one),
    ];
    for (const formula of this.wanted) this.enter(formula);
    for (const { id } of this.wanted) this.weights[id] = 1;
  }

  /** Null where all is settled, or given up; else why it cannot be. */
  settle(): Clause | null {
    const next = this.next();
    if (this.depth > DEPTH_MAX) this.steps = Math.max(this.steps, this.limit + 1);
    if (next === null || this.steps > this.limit) return null;
    if (!('variable' in next)) return next;
    const { variable, cells, rest } = next;
    const first = this.attempt(variable, cells);
    if (first === null || !hangsOn(first, variable, rest)) return first;
    // What the first part taught narrows the second.
    const left = common(rest, first.get(variable) as CellSet);
    const second = this.attempt(variable, left);
    if (second === null || !hangsOn(second, variable, without(this.open[variable] as CellSet, left))) return second;
    const both = resolved(first, second, variable);
    return next.free ? this.learn(both) : both;
  }

  private readonly look = (formula: Formula): Truths => this.truths[formula.id] as Truths;

  /** A broken clause, or the next split: what a clause leaves no choice in, or else the formula with the fewest ways. */
  private next(): Clause | (Branch & { readonly free: boolean }) | null {
    this.steps += this.clauses.length >> 3;
    for (const clause of this.clauses) {
      const only = standing(clause, this.open);
      if (only === 'broken') return clause;
      if (only === 'free') continue;
      const branch = split(only, this.open, clause.get(only) as CellSet);
      if (!isEmpty(branch.rest)) return { ...branch, free: false };
    }
    const tightest = this.tightest();
    return tightest && { ...branchOf(tightest.formula, TRUE, this.look, this.open), free: tightest.ways > 1 };
  }

  // One way is no choice at all; among many, a formula that was often broken comes first.
  private tightest(): { readonly formula: Formula; readonly ways: number } | null {
    let best: { readonly formula: Formula; readonly ways: number } | null = null;
    let fewest = Number.POSITIVE_INFINITY;
    this.steps += this.wanted.length >> 2;
    for (const formula of this.wanted) {
      if (this.look(formula) === TRUE) continue;
      const ways = waysOf(formula, TRUE, this.look);
      if (ways === 1) return { formula, ways };
      const rank = ways / (this.weights[formula.id] as number);
      if (rank >= fewest) continue;
      best = { formula, ways };
      fewest = rank;
    }
    return best;
  }

  private attempt(variable: number, cells: CellSet): Clause | null {
    const before = this.open[variable] as CellSet;
    const mark = this.trail.length;
    this.open[variable] = cells;
    const broken = this.spread(this.formulas.tests[variable] as readonly Formula[]);
    this.depth += 1;
    const against = broken ? this.why(broken) : this.settle();
    this.depth -= 1;
    if (against === null) return null;
    while (this.trail.length > mark) {
      const truths = this.trail.pop() as number;
      this.truths[this.trail.pop() as number] = truths;
    }
    this.open[variable] = before;
    return against;
  }

  /** Carries a change upwards; gives the first wanted formula that can no longer be true. */
  private spread(changed: readonly Formula[]): Formula | null {
    const queue = [...changed];
    for (let at = 0; at < queue.length; at++) {
      const formula = queue[at] as Formula;
      const before = this.look(formula);
      // Not part of what is wanted, or settled: cells only close.
      if ((before & (before - 1)) === 0) continue;
      const after = this.looked(formula);
      if (before === after) continue;
      this.trail.push(formula.id, before);
      this.truths[formula.id] = after;
      if (!(after & TRUE) && (this.weights[formula.id] as number) > 0) return formula;
      for (const above of this.formulas.above[formula.id] as readonly Formula[]) queue.push(above);
    }
    return null;
  }

  private looked(formula: Formula): Truths {
    this.steps += 1;
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
        return groupTruths(formula.kind, formula.of, this.look);
    }
  }

  private why(broken: Formula): Clause {
    this.weights[broken.id] = (this.weights[broken.id] as number) + 1;
    const { look, open } = this;
    return excuseOf(broken, TRUE, { look, open, everything: this.formulas.everything });
  }

  private learn(clause: Clause): Clause {
    if (clause.size > CLAUSE_LENGTH_MAX || clause.size < 2) return clause;
    if (this.clauses.length >= CLAUSES_MAX) this.clauses.splice(0, CLAUSES_MAX >> 1);
    this.clauses.push(clause);
    return clause;
  }

  private isRead(variable: number): boolean {
    return (this.formulas.tests[variable] as readonly Formula[]).some(({ id }) => this.truths[id] !== 0);
  }

  private enter(formula: Formula): void {
    if (this.look(formula) !== 0) return;
    this.truths[formula.id] = formula.full;
    for (const part of partsOf(formula)) this.enter(part);
  }
}

// A clause that none of the cells taken away would satisfy stands without the split.
function hangsOn(clause: Clause, variable: number, taken: CellSet): boolean {
  const cells = clause.get(variable);
  return cells !== undefined && meets(cells, taken);
}
