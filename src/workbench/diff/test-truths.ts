import { type Cells, FALSE, type OrderTest, type Test, TRUE, type Truths, UNKNOWN } from './formula.js';

/** What a test can be while its variables have these cells. */
export function testTruths(test: Test, open: readonly Cells[]): Truths {
  switch (test.kind) {
    case 'cell':
      return over(test.truths, open[test.variable] as Cells);
    case 'order':
      return orderTruths(test, open[test.clock] as Cells, open[test.variable] as Cells);
  }
}

function over(truths: readonly Truths[], cells: Cells): Truths {
  let all = 0;
  for (const cell of cells) all |= truths[cell] as Truths;
  return all;
}

/** The least and the greatest of the values that are there. */
export interface Span {
  readonly least: number;
  readonly greatest: number;
}

const SPANS = new WeakMap<readonly unknown[], WeakMap<Cells, Span>>();

/** The span of values over open cells; kept, because the clock has many cells and is looked at often. */
export function spanOf(values: readonly (number | undefined)[], cells: Cells): Span {
  const kept = SPANS.get(values) ?? new WeakMap<Cells, Span>();
  SPANS.set(values, kept);
  const known = kept.get(cells);
  if (known) return known;
  let [least, greatest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const cell of cells) {
    const value = values[cell];
    if (value === undefined) continue;
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  const span = { least, greatest };
  kept.set(cells, span);
  return span;
}

function orderTruths({ op, times, instants }: OrderTest, clock: Cells, cells: Cells): Truths {
  const missing = lacksInstant(instants, cells) ? UNKNOWN : 0;
  const instant = spanOf(instants, cells);
  const time = spanOf(times, clock);
  if (instant.least > instant.greatest) return missing;
  const below = op === 'lt' ? instant.least < time.greatest : instant.least <= time.greatest;
  const above = op === 'lte' ? instant.greatest > time.least : instant.greatest >= time.least;
  if (op === 'lt' || op === 'lte') return missing | (below ? TRUE : 0) | (above ? FALSE : 0);
  const over = op === 'gt' ? instant.greatest > time.least : instant.greatest >= time.least;
  const under = op === 'gt' ? instant.least <= time.greatest : instant.least < time.greatest;
  return missing | (over ? TRUE : 0) | (under ? FALSE : 0);
}

/** True where the fact may be missing or of another type: such cells stand at the ends. */
export function lacksInstant(instants: OrderTest['instants'], cells: Cells): boolean {
  return instants[cells[0] as number] === undefined || instants[cells.at(-1) as number] === undefined;
}
