import type { PreparedRows } from '../data-engine.js';
import { Bindings, quoted } from '../sql/bindings.js';
import type { Workplace } from './assign.js';

/** What describes and does not decide is computed over about this many people: shares are then right to 0.3 points. */
const ROWS_MAX = 100_000;
const SPREAD = 2 ** 31;
/** Knuth's multiplicative hash (The Art of Computer Programming 3, 6.4): ten million keys are looked at each time. */
const FACTOR = 2_654_435_761;

export function isSampled({ rowsKept }: PreparedRows): boolean {
  return rowsKept > ROWS_MAX;
}

/**
 * The kept rows for figures that describe: all of them, or where they are many those whose spread number is small,
 * which are the same people on every run. A temporary table of `probity.k`, `probity.h` and the features, or the prepared table.
 */
export async function spreadSample({ session, tables }: Workplace, prepared: PreparedRows): Promise<string> {
  const state = tables.prepared(prepared);
  const kept = state.table;
  if (!isSampled(prepared)) return kept;
  state.spread ??= sampled();
  return state.spread;

  async function sampled(): Promise<string> {
    const table = session.fresh('spread');
    const bindings = new Bindings();
    const key = state.opened.keyKind === 'text' ? '"probity.h"' : '"probity.k"';
    const spread = keySpread(key);
    const columns = ['probity.k', 'probity.h', ...prepared.plan.features.map(({ column }) => column)]
      .map(quoted)
      .join(', ');
    const least = Math.floor((ROWS_MAX / prepared.rowsKept) * SPREAD);
    await session.run(
      `create temp table ${table} as select ${columns} from ${kept} where ${spread} < ${bindings.bind(least)}`,
      bindings,
    );
    state.tables.push(table);
    return table;
  }
}

/** A number that a key fixes, spread evenly over 31 bits. */
export function keySpread(key: string): string {
  // Of 31 bits each, so that no product leaves the integers.
  return `(((${key} & ${SPREAD - 1}) * ${FACTOR}) & ${SPREAD - 1})`;
}
