import { shownCount } from './minimum-cell.js';

/** People who left a run: how many in all, by each rule, and by it alone. */
export interface Leaving {
  readonly total: number;
  readonly rules: readonly { readonly rows: number; readonly only: number }[];
}

/** Which of these counts a reader sees. */
export interface Shown {
  readonly total: boolean;
  readonly rows: readonly boolean[];
  readonly only: readonly boolean[];
}

/**
 * Whether a small count follows from what is shown. Somebody left by one rule alone or by several, so that with o(i) the
 * people of rule i alone, m(i) its others and s those of several rules: total = sum of o(i) + s, m(i) ≤ s, and
 * sum of m(i) ≥ 2 s. Every such table of numbers is one that people could have made. A count is safe when a table near
 * the true one agrees with what is shown and has another count there; where none is found, it is taken to follow.
 */
export function tellsSmall(leaving: Leaving, shown: Shown, cellSizeMin: number): boolean {
  const truth = tableOf(leaving);
  const small = measured(truth).map((count) => shownCount(count, cellSizeMin) === null);
  const open = small.map((one) => one);
  for (const other of nearTables(leaving, shown, truth)) {
    for (const [at, range] of rangesOf(leaving, shown, other).entries()) {
      const count = measured(truth)[at] as number;
      if (range === null || (range[0] === count && range[1] === count)) continue;
      open[at] = false;
    }
    if (!open.includes(true)) return false;
  }
  return open.includes(true);
}

/** People of each rule alone, and of several rules; what else a table holds follows or is free. */
interface Table {
  readonly only: readonly number[];
  readonly several: number;
  readonly rows: readonly number[];
}

function tableOf({ total, rules }: Leaving): Table {
  const only = rules.map((rule) => rule.only);
  return { only, several: total - sum(only), rows: rules.map(({ rows }) => rows) };
}

/** Every count that must not follow when it is small. */
function measured({ only, several, rows }: Table): readonly number[] {
  return [several + sum(only), several, ...only, ...rows, ...rows.map((count, at) => count - (only[at] as number))];
}

type Range = readonly [number, number] | null;

/** What each measured count may be when `only` and `several` are these; null when it must be what it is shown as. */
function rangesOf({ rules }: Leaving, shown: Shown, { only, several }: Table): readonly Range[] {
  const beyond = rules.map(({ rows }, at) => (shown.rows[at] ? rows - (only[at] as number) : null));
  const fixed = sum(beyond.map((count) => count ?? 0));
  const free = beyond.filter((count) => count === null).length;
  const others = beyond.map((count): Range => {
    if (count !== null) return [count, count];
    return [Math.max(0, 2 * several - fixed - (free - 1) * several), several];
  });
  const rows = others.map((range, at): Range => {
    const alone = only[at] as number;
    return range && [range[0] + alone, range[1] + alone];
  });
  const point = (count: number): Range => [count, count];
  return [point(several + sum(only)), point(several), ...only.map(point), ...rows, ...others];
}

/** The true table and those near it that agree with what is shown: hidden counts moved by one, two at a time. */
function* nearTables(leaving: Leaving, shown: Shown, truth: Table): Generator<Table> {
  const hidden = truth.only.flatMap((_, at) => (shown.only[at] ? [] : [at]));
  for (const moves of pairsOfMoves(hidden)) {
    const only = truth.only.map((count, at) => count + (moves.get(at) ?? 0));
    const moved = truth.several - sum([...moves.values()]);
    for (const several of shown.total ? [moved] : [moved - 1, moved, moved + 1, moved + 2]) {
      const table = { only, several, rows: truth.rows };
      if (couldBe(leaving, shown, table)) yield table;
    }
  }
}

function* pairsOfMoves(places: readonly number[]): Generator<ReadonlyMap<number, number>> {
  yield new Map();
  for (const [at, one] of places.entries()) {
    for (const by of [-1, 1]) {
      yield new Map([[one, by]]);
      for (const other of places.slice(at + 1)) {
        yield new Map([...[[one, by] as const], [other, -by]]);
        yield new Map([...[[one, by] as const], [other, by]]);
      }
    }
  }
}

function couldBe({ rules }: Leaving, shown: Shown, { only, several }: Table): boolean {
  if (several < 0 || only.some((count) => count < 0)) return false;
  const most = rules.map(({ rows }, at) => (shown.rows[at] ? rows - (only[at] as number) : several));
  return most.every((count) => count >= 0 && count <= several) && sum(most) >= 2 * several;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
