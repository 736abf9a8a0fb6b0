import { Bool, Float64, Table, tableToIPC, Utf8, vectorFromArray } from 'apache-arrow';
import type { PluginColumn } from '../plugin-contract/index.js';

/** Made-up values by column; null is a missing value. */
export type MadeUpRows = Readonly<Record<string, readonly (number | string | boolean | null)[]>>;

/** The rows as the engine sends them: an Arrow IPC stream of doubles, texts and booleans. */
export function arrowOf(rows: MadeUpRows, columns: readonly PluginColumn[]): Uint8Array {
  const vectors = columns.map(({ name, type }) => [name, vectorFromArray([...(rows[name] ?? [])], arrowType(type))]);
  return tableToIPC(new Table(Object.fromEntries(vectors)), 'stream');
}

export function rowCountOf(rows: MadeUpRows): number {
  return Math.max(0, ...Object.values(rows).map(({ length }) => length));
}

/** Every row in an order of its own: the i-th of the new rows is the `order[i]`-th of the old. */
export function reordered(rows: MadeUpRows, order: readonly number[]): MadeUpRows {
  return Object.fromEntries(
    Object.entries(rows).map(([name, values]) => [name, order.map((row) => values[row] ?? null)]),
  );
}

/** Exact quantiles of type 7 (Hyndman and Fan 1996) of the values that are there; none for no values. */
export function exactQuantiles(
  values: readonly (number | string | boolean | null)[],
  probabilities: readonly number[],
): readonly number[] {
  const sorted = values.filter((value) => typeof value === 'number').sort((a, b) => a - b);
  if (sorted.length === 0) return [];
  return probabilities.map((probability) => {
    const place = (sorted.length - 1) * probability;
    const low = sorted[Math.floor(place)] as number;
    const high = sorted[Math.ceil(place)] as number;
    return low + (high - low) * (place - Math.floor(place));
  });
}

function arrowType(type: PluginColumn['type']) {
  switch (type) {
    case 'number':
    case 'date':
      return new Float64();
    case 'text':
      return new Utf8();
    case 'boolean':
      return new Bool();
  }
}
