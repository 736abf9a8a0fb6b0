import { type ColumnScale, type ColumnValues, Refusal } from 'probity/plugin';
import type { Rows } from './distance.js';
import { lexicographicOrder } from './row-order.js';

/** The rows of a fit as points in scaled units, in lexicographic order, so that the order of rows changes nothing. */
export interface Points {
  readonly points: Rows;
  readonly columns: readonly ColumnScale[];
  readonly rowsMissing: number;
}

interface Feature {
  readonly name: string;
  readonly values: Float64Array;
}

/**
 * Drops rows with a missing value and scales the others. Throws NOT_FINITE and TOO_LARGE, naming the column: distances
 * are squared and summed, and where that is infinite nearest means nothing.
 */
export function pointsOf(rows: readonly ColumnValues[], scaler: 'none' | 'z-score'): Points {
  const given = rows.filter((column) => column.kind === 'numbers');
  const length = given[0]?.values.length ?? 0;
  const complete = Uint32Array.from({ length }, (_, row) => row).filter((row) =>
    given.every(({ missing }) => missing[row] === 0),
  );
  const features = given.map(({ name, values }) => ({ name, values: taken(values, complete) }));
  for (const feature of features) assertComputable(feature, features.length);
  const order = lexicographicOrder(features.map(({ values }) => values));
  const sorted = features.map(({ name, values }) => ({ name, values: taken(values, order) }));
  const columns = sorted.map((feature) => scaleOf(feature, scaler));
  return { points: interleaved(sorted, columns), columns, rowsMissing: length - complete.length };
}

/** Orders lists of numbers by the first, then by the second, and so on. */
export function lexicographic(left: readonly number[], right: readonly number[]): number {
  const at = left.findIndex((value, place) => value !== right[place]);
  return at === -1 ? 0 : (left[at] as number) - (right[at] as number);
}

function taken(values: Float64Array, rows: Uint32Array): Float64Array {
  return Float64Array.from(rows, (row) => values[row] as number);
}

// Sums run over all rows, and distances over all columns: each column gets its share of what a number can hold.
function assertComputable({ name, values }: Feature, columns: number): void {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (!Number.isFinite(value)) throw new Refusal('NOT_FINITE', name);
    if (value < least) least = value;
    if (value > most) most = value;
  }
  if (values.length === 0) return;
  const sum = Math.max(-least, most) * values.length;
  const squares = (most - least) ** 2 * values.length * columns;
  if (!Number.isFinite(sum) || !Number.isFinite(squares)) throw new Refusal('TOO_LARGE', name);
}

// The population's deviation, as the engine scales with it; a constant feature tells no rows apart and stays as it is.
function scaleOf({ name, values }: Feature, scaler: 'none' | 'z-score'): ColumnScale {
  if (scaler === 'none' || values.length === 0) return { column: name, centre: 0, scale: 1 };
  const centre = values.reduce((total, value) => total + value, 0) / values.length;
  const variance = values.reduce((total, value) => total + (value - centre) ** 2, 0) / values.length;
  return { column: name, centre, scale: variance === 0 ? 1 : Math.sqrt(variance) };
}

function interleaved(features: readonly Feature[], columns: readonly ColumnScale[]): Rows {
  const width = features.length;
  const count = features[0]?.values.length ?? 0;
  const values = new Float64Array(count * width);
  features.forEach((feature, at) => {
    const { centre, scale } = columns[at] as ColumnScale;
    // Plus zero: both zeros sort alike, so they must be alike.
    for (let row = 0; row < count; row += 1) {
      values[row * width + at] = ((feature.values[row] as number) - centre) / scale + 0;
    }
  });
  return { count, width, values };
}
