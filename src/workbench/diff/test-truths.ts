import { type CellSet, cellsIn, meets } from './cell-set.js';
import { FALSE, type OrderTest, type Test, TRUE, type Truths, UNKNOWN } from './formula.js';

/** What a test can be while these cells of each variable are open. */
export function testTruths(test: Test, open: readonly CellSet[]): Truths {
  const cells = open[test.variable] as CellSet;
  if (test.kind === 'order') return orderTruths(test, open[test.clock] as CellSet, cells);
  const { holds, fails, unknown } = test;
  return (meets(holds, cells) ? TRUE : 0) | (meets(fails, cells) ? FALSE : 0) | (meets(unknown, cells) ? UNKNOWN : 0);
}

function orderTruths({ op, times, instants }: OrderTest, clock: CellSet, cells: CellSet): Truths {
  const [instant, time] = [spanOf(instants, cells), spanOf(times, clock)];
  const missing = instant.missing ? UNKNOWN : 0;
  if (instant.least > instant.greatest) return missing;
  return op === 'lt'
    ? missing | truthsWhere(instant.least < time.greatest, instant.greatest >= time.least)
    : missing | truthsWhere(instant.greatest > time.least, instant.least <= time.greatest);
}

function truthsWhere(holds: boolean, fails: boolean): Truths {
  return (holds ? TRUE : 0) | (fails ? FALSE : 0);
}

/** The least and the greatest of the values that are there, and whether one may be missing. */
interface Span {
  readonly least: number;
  readonly greatest: number;
  readonly missing: boolean;
}

const SPANS = new WeakMap<readonly unknown[], WeakMap<CellSet, Span>>();

/** The span of values over open cells. Kept, because the clock has many cells and is looked at often. */
export function spanOf(values: readonly (number | undefined)[], cells: CellSet): Span {
  const kept = SPANS.get(values) ?? new WeakMap<CellSet, Span>();
  SPANS.set(values, kept);
  const known = kept.get(cells);
  if (known) return known;
  const open = cellsIn(cells).map((cell) => values[cell]);
  const numbers = open.filter((value): value is number => value !== undefined);
  const least = numbers.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const greatest = numbers.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const span = { least, greatest, missing: numbers.length < open.length };
  kept.set(cells, span);
  return span;
}
