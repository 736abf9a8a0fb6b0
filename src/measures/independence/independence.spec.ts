import { countTable } from '../count-table/index.js';
import { testIndependence } from './independence.js';

const tableOf = (counts: readonly (readonly number[])[]) =>
  countTable(
    counts.map((_, at) => `g${at}`),
    (counts[0] ?? []).map((_, at) => `s${at}`),
    counts,
  );

describe('the test of independence', () => {
  it('is exact for a small table of two by two', () => {
    expect(
      testIndependence(
        tableOf([
          [3, 1],
          [1, 3],
        ]),
      ),
    ).toMatchObject({ method: 'fisher', p: expect.closeTo(34 / 70, 12) });
  });

  it('is chi-square from five expected people on', () => {
    const found = testIndependence(
      tableOf([
        [10, 20],
        [20, 10],
      ]),
    );
    expect(found).toMatchObject({ method: 'chi-square', smallestExpected: 15, degreesOfFreedom: 1 });
    expect(found.p).toBeCloseTo(0.009823274507519235, 12);
    expect(found.pOfG).toBeCloseTo(0.00913643062069664, 12);
  });

  it('is a permutation test where expected counts are too small, close to the exact one', () => {
    const counts = [
      [4, 1, 1],
      [0, 3, 3],
    ];
    const found = testIndependence(tableOf(counts), { seed: 7, draws: 10_000 });
    expect(found).toMatchObject({ method: 'permutation', draws: 10_000 });
    expect(Math.abs((found.p as number) - exactP(counts))).toBeLessThan(0.02);
  });

  it('repeats with its seed and moves with another', () => {
    const table = tableOf([
      [3, 1, 0, 2],
      [1, 2, 4, 1],
      [0, 3, 2, 5],
    ]);
    const p = (seed: number) => testIndependence(table, { seed, draws: 500 }).p;
    expect(p(1)).toBe(p(1));
    expect(new Set([1, 2, 3, 4, 5].map(p)).size).toBeGreaterThan(1);
  });

  it('cannot be made with one group or nobody', () => {
    expect(testIndependence(tableOf([[3, 4]]))).toMatchObject({ method: null, p: null });
    expect(testIndependence(tableOf([[0, 0]]))).toMatchObject({ method: null, p: null, chiSquare: null });
  });
});

/** All first rows with the same margins, weighted by the number of ways to draw them. */
function exactP([first = [], second = []]: number[][]): number {
  const columns = first.map((count, at) => count + (second[at] as number));
  const drawn = first.reduce((sum, count) => sum + count, 0);
  const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k);
  const distance = (row: readonly number[]) =>
    row.reduce((sum, count, at) => sum + count ** 2 / (columns[at] as number), 0);
  let [hits, all] = [0, 0];
  const place = (row: number[]): void => {
    if (row.length === columns.length) {
      if (row.reduce((sum, count) => sum + count, 0) !== drawn) return;
      const ways = row.reduce((product, count, at) => product * choose(columns[at] as number, count), 1);
      all += ways;
      if (distance(row) >= distance(first) - 1e-9) hits += ways;
      return;
    }
    for (let count = 0; count <= (columns[row.length] as number); count += 1) place([...row, count]);
  };
  place([]);
  return hits / all;
}
