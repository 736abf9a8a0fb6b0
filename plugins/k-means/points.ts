import { type ColumnScale, type ColumnValues, Refusal } from 'probity/plugin';

/** The rows of a fit as points in scaled units, in lexicographic order, so that the order of rows changes nothing. */
export interface Points {
  readonly points: readonly (readonly number[])[];
  readonly columns: readonly ColumnScale[];
  readonly rowsMissing: number;
}

/** Drops rows with a missing value and scales the others. Throws NOT_FINITE. */
export function pointsOf(rows: readonly ColumnValues[], scaler: 'none' | 'z-score'): Points {
  const columns = rows.filter((column) => column.kind === 'numbers');
  const length = columns[0]?.values.length ?? 0;
  const complete = Array.from({ length }, (_, row) => row).filter((row) =>
    columns.every(({ missing }) => missing[row] === 0),
  );
  const raw = complete.map((row) => columns.map(({ values }) => values[row] as number)).sort(lexicographic);
  if (!raw.every((point) => point.every(Number.isFinite))) throw new Refusal('NOT_FINITE');
  const scales = columns.map(({ name }, at) => scaleOf(name, raw, at, scaler));
  const points = raw.map((point) => point.map((value, at) => scaled(value, scales[at] as ColumnScale)));
  return { points, columns: scales, rowsMissing: length - complete.length };
}

/** Orders points by their first coordinate, then by the second, and so on. */
export function lexicographic(left: readonly number[], right: readonly number[]): number {
  const at = left.findIndex((value, place) => value !== right[place]);
  return at === -1 ? 0 : (left[at] as number) - (right[at] as number);
}

// The population's deviation, as the engine scales with it; a constant feature tells no rows apart and stays as it is.
function scaleOf(column: string, points: readonly (readonly number[])[], at: number, scaler: 'none' | 'z-score') {
  if (scaler === 'none' || points.length === 0) return { column, centre: 0, scale: 1 };
  const centre = sum(points, (point) => point[at] as number) / points.length;
  const variance = sum(points, (point) => ((point[at] as number) - centre) ** 2) / points.length;
  return { column, centre, scale: variance === 0 ? 1 : Math.sqrt(variance) };
}

function scaled(value: number, { centre, scale }: ColumnScale): number {
  return (value - centre) / scale;
}

function sum(points: readonly (readonly number[])[], of: (point: readonly number[]) => number): number {
  return points.reduce((total, point) => total + of(point), 0);
}
