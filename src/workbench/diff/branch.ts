import {
  type Cells,
  FALSE,
  type Formula,
  negatedTruths,
  type OrderTest,
  TRUE,
  type Truths,
  UNKNOWN,
} from './formula.js';
import { lacksInstant } from './test-truths.js';

type Look = (formula: Formula) => Truths;

/** A variable, and its open cells in two parts; the first leads to what is wanted. */
export interface Branch {
  readonly variable: number;
  readonly cells: Cells;
  readonly rest: Cells;
}

/** The next split on the way to a formula that has one of the wanted truths and can still have others. */
export function branchOf(formula: Formula, want: Truths, look: Look, open: readonly Cells[]): Branch {
  switch (formula.kind) {
    case 'constant':
      throw new RangeError('a constant leaves nothing to choose');
    case 'cell':
      return split(formula.variable, open, (cell) => ((formula.truths[cell] as Truths) & want) !== 0);
    case 'order':
      return orderBranch(formula, want, open);
    case 'not':
      return branchOf(formula.of, negatedTruths(want), look, open);
    case 'sure':
      return branchOf(formula.of, want & TRUE ? TRUE : FALSE | UNKNOWN, look, open);
    case 'all':
    case 'any': {
      const part = formula.of.find((one) => isWay(formula.kind, look(one), want)) as Formula;
      return branchOf(part, want, look, open);
    }
  }
}

/** How many parts could each make the formula what is wanted; one where there is no choice. */
export function waysOf(formula: Formula, want: Truths, look: Look): number {
  if (formula.kind === 'not') return waysOf(formula.of, negatedTruths(want), look);
  if (formula.kind === 'sure') return waysOf(formula.of, want & TRUE ? TRUE : FALSE | UNKNOWN, look);
  if (formula.kind !== 'all' && formula.kind !== 'any') return 1;
  if (everyPart(formula.kind, want)) return 1;
  const ways = formula.of.filter((part) => look(part) & want);
  return ways.length === 1 ? waysOf(ways[0] as Formula, want, look) : ways.length;
}

// `all` is true only where every part is; it is false where one is. For `any` it is the other way round.
function everyPart(kind: 'all' | 'any', want: Truths): boolean {
  return (want & (kind === 'all' ? TRUE : FALSE)) !== 0;
}

function isWay(kind: 'all' | 'any', truths: Truths, want: Truths): boolean {
  if (everyPart(kind, want)) return (truths & ~want) !== 0;
  return (truths & want) !== 0;
}

function split(variable: number, open: readonly Cells[], leads: (cell: number) => boolean): Branch {
  const cells = open[variable] as Cells;
  return { variable, cells: cells.filter(leads), rest: cells.filter((cell) => !leads(cell)) };
}

// A missing instant first, then the halves of the instant, then those of the clock.
function orderBranch(test: OrderTest, want: Truths, open: readonly Cells[]): Branch {
  const cells = open[test.variable] as Cells;
  if (lacksInstant(test.instants, cells) && cells.some((cell) => test.instants[cell] !== undefined)) {
    const known = (want & UNKNOWN) === 0;
    return split(test.variable, open, (cell) => (test.instants[cell] === undefined) !== known);
  }
  const low = (test.op === 'lt' || test.op === 'lte') === ((want & TRUE) !== 0);
  if (cells.length > 1) return halved(test.variable, cells, low);
  return halved(test.clock, open[test.clock] as Cells, !low);
}

function halved(variable: number, cells: Cells, low: boolean): Branch {
  const [lower, upper] = [cells.slice(0, cells.length >> 1), cells.slice(cells.length >> 1)];
  return low ? { variable, cells: lower, rest: upper } : { variable, cells: upper, rest: lower };
}
