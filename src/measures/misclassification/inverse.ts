/** Under this a pivot is taken for nothing: what an estimator says then tells groups apart too little to be turned back. */
const PIVOT_MIN = 1e-6;

/** The inverse of a square matrix (Gauss and Jordan, with pivoting by column); null where there is none to trust. */
export function inverseOf(matrix: readonly (readonly number[])[]): readonly (readonly number[])[] | null {
  const size = matrix.length;
  const rows = matrix.map((row, at) => [...row, ...row.map((_, column) => (column === at ? 1 : 0))]);
  for (let column = 0; column < size; column += 1) {
    const below = rows.slice(column).map((row) => Math.abs(row[column] as number));
    const pivot = column + below.indexOf(Math.max(...below));
    if (!(Math.abs(rows[pivot]?.[column] as number) > PIVOT_MIN)) return null;
    [rows[column], rows[pivot]] = [rows[pivot] as number[], rows[column] as number[]];
    const lead = rows[column] as number[];
    const by = lead[column] as number;
    const whole = lead.map((value) => value / by);
    for (const [at, row] of rows.entries()) {
      const times = row[column] as number;
      rows[at] = at === column ? whole : row.map((value, place) => value - times * (whole[place] as number));
    }
  }
  return rows.map((row) => row.slice(size));
}
