import { type CellSet, cellSet, cellsIn, common, isSingle, joined, without } from './cell-set.js';
import {
  type CellTest,
  FALSE,
  type Formula,
  negatedTruths,
  type OrderTest,
  TRUE,
  type Truths,
  UNKNOWN,
} from './formula.js';

type Look = (formula: Formula) => Truths;

/** A variable, and its open cells in two parts; the first leads to what is wanted. */
export interface Branch {
  readonly variable: number;
  readonly cells: CellSet;
  readonly rest: CellSet;
}

/** The next split on the way to a formula that has one of the wanted truths and can still have others. */
export function branchOf(formula: Formula, want: Truths, look: Look, open: readonly CellSet[]): Branch {
  switch (formula.kind) {
    case 'constant':
      throw new RangeError('a constant leaves nothing to choose');
    case 'cell':
      return split(formula.variable, open, leading(formula, want));
    case 'order':
      return orderBranch(formula, want, open);
    case 'not':
      return branchOf(formula.of, negatedTruths(want), look, open);
    case 'sure':
      return branchOf(formula.of, want & TRUE ? TRUE : FALSE | UNKNOWN, look, open);
    case 'all':
    case 'any': {
      return branchOf(nextPart(formula.kind, formula.of, want, look), want, look, open);
    }
  }
}

/** How many parts could each make the formula what is wanted; one where there is no choice. */
export function waysOf(formula: Formula, want: Truths, look: Look): number {
  if (formula.kind === 'not') return waysOf(formula.of, negatedTruths(want), look);
  if (formula.kind === 'sure') return waysOf(formula.of, want & TRUE ? TRUE : FALSE | UNKNOWN, look);
  if (formula.kind !== 'all' && formula.kind !== 'any') return 1;
  if (everyPart(formula.kind, want)) return waysOf(nextPart(formula.kind, formula.of, want, look), want, look);
  let [ways, only]: [number, Formula] = [0, formula];
  for (const part of formula.of) if (look(part) & want) [ways, only] = [ways + 1, part];
  return ways === 1 ? waysOf(only, want, look) : ways;
}

// Of parts that must all become what is wanted, the one with the fewest ways; of parts that each can, the first.
function nextPart(kind: 'all' | 'any', parts: readonly Formula[], want: Truths, look: Look): Formula {
  if (!everyPart(kind, want)) return parts.find((part) => look(part) & want) as Formula;
  let [best, fewest] = [parts[0] as Formula, Number.POSITIVE_INFINITY];
  for (const part of parts) {
    if (!(look(part) & ~want)) continue;
    const ways = waysOf(part, want, look);
    if (ways < fewest) [best, fewest] = [part, ways];
    if (ways === 1) break;
  }
  return best;
}

// `all` is true only where every part is; it is false where one is. For `any` it is the other way round.
function everyPart(kind: 'all' | 'any', want: Truths): boolean {
  return (want & (kind === 'all' ? TRUE : FALSE)) !== 0;
}

function leading({ holds, fails, unknown }: CellTest, want: Truths): CellSet {
  const parts = [want & TRUE ? holds : null, want & FALSE ? fails : null, want & UNKNOWN ? unknown : null];
  return parts.filter((part): part is CellSet => part !== null).reduce(joined);
}

/** The open cells of a variable, those that lead apart from the rest. */
export function split(variable: number, open: readonly CellSet[], leads: CellSet): Branch {
  const cells = open[variable] as CellSet;
  return { variable, cells: common(cells, leads), rest: without(cells, leads) };
}

// A missing instant first, then the halves of the instant, then those of the clock.
function orderBranch(test: OrderTest, want: Truths, open: readonly CellSet[]): Branch {
  const cells = cellsIn(open[test.variable] as CellSet);
  const known = cells.filter((cell) => test.instants[cell] !== undefined);
  if (known.length > 0 && known.length < cells.length) {
    const missing = (want & UNKNOWN) !== 0;
    const leads = cellSet(test.instants.length, (cell) => (test.instants[cell] === undefined) === missing);
    return split(test.variable, open, leads);
  }
  const low = (test.op === 'lt') === ((want & TRUE) !== 0);
  if (!isSingle(open[test.variable] as CellSet)) return halved(test.variable, open, low);
  return halved(test.clock, open, !low);
}

function halved(variable: number, open: readonly CellSet[], low: boolean): Branch {
  const cells = cellsIn(open[variable] as CellSet);
  const middle = cells[cells.length >> 1] as number;
  const size = (open[variable] as CellSet).length * 32;
  return split(
    variable,
    open,
    cellSet(size, (cell) => cell < middle === low),
  );
}
