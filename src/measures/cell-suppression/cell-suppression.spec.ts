import fc from 'fast-check';
import { type CountTable, countTable, marginsOf } from '../count-table/index.js';
import { hideSmallCells, hideSmallSegments, recoverable } from './cell-suppression.js';

const tableOf = (counts: readonly (readonly number[])[]): CountTable =>
  countTable(
    counts.map((_, at) => `g${at}`),
    (counts[0] ?? []).map((_, at) => `s${at}`),
    counts,
  );

const cells = (rows: number, columns: number, max: number) =>
  fc.array(fc.array(fc.nat(max), { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows });

/** Cells and totals as one list, row by row. */
function withMargins(counts: readonly (readonly number[])[]): number[] {
  const { groupTotals, segmentTotals, total } = marginsOf(tableOf(counts));
  return [...counts.flatMap((row, at) => [...row, groupTotals[at] as number]), ...segmentTotals, total];
}

/** Every place that has the same value in all tables which agree with what is shown, by trying them all. */
function recoverableByTrying(
  counts: readonly (readonly number[])[],
  hidden: readonly (readonly boolean[])[],
): string[] {
  const width = (counts[0] ?? []).length;
  const most = Math.max(...counts.flat()) + 1;
  const mask = hidden.flat();
  const truth = withMargins(counts);
  const seen = truth.map((value) => new Set([value]));
  const size = counts.length * width;
  for (let code = 0; code < (most + 1) ** size; code += 1) {
    const flat = Array.from({ length: size }, (_, at) => Math.floor(code / (most + 1) ** at) % (most + 1));
    const other = withMargins(counts.map((_, row) => flat.slice(row * width, (row + 1) * width)));
    if (other.some((value, at) => !mask[at] && value !== truth[at])) continue;
    for (const [at, value] of other.entries()) seen[at]?.add(value);
  }
  return seen.flatMap((values, at) =>
    mask[at] && values.size === 1 ? [`${Math.floor(at / (width + 1))},${at % (width + 1)}`] : [],
  );
}

describe('recoverable places', () => {
  const shapes = fc.constantFrom([2, 2], [2, 3], [3, 2], [1, 3]);

  it('are those that take one value in all tables that agree with what is shown', () => {
    const cases = shapes.chain(([rows, columns]) =>
      fc.tuple(
        cells(rows as number, columns as number, 2),
        fc.array(fc.array(fc.boolean(), { minLength: (columns as number) + 1, maxLength: (columns as number) + 1 }), {
          minLength: (rows as number) + 1,
          maxLength: (rows as number) + 1,
        }),
      ),
    );
    fc.assert(
      fc.property(cases, ([counts, hidden]) => {
        const found = recoverable(tableOf(counts), hidden).map(({ row, column }) => `${row},${column}`);
        expect(found).toEqual(recoverableByTrying(counts, hidden));
      }),
      { numRuns: 60 },
    );
  });
});

describe('hidden cells', () => {
  it('are the small one and three more that form a square with it', () => {
    const { hidden, primary, complementary } = hideSmallCells(
      tableOf([
        [3, 40, 90],
        [50, 30, 70],
        [20, 60, 80],
      ]),
      10,
    );
    expect({ primary, complementary }).toEqual({ primary: 1, complementary: 3 });
    expect(hidden[0]?.[0]).toBe(true);
    expect(hidden.flat().filter(Boolean)).toHaveLength(4);
    expect(hidden[3]).toEqual([false, false, false, false]);
  });

  it('hold every small cell and total, and none of them can be worked out', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 5 }),
        fc.nat(25),
        (rows, columns, cellMin) => {
          fc.assert(
            fc.property(cells(rows, columns, 40), (counts) => {
              const table = tableOf(counts);
              const { hidden, primary, complementary } = hideSmallCells(table, cellMin);
              const { groupTotals, segmentTotals } = marginsOf(table);
              counts.forEach((row, at) => {
                row.forEach((count, column) => {
                  const empty = groupTotals[at] === 0 || segmentTotals[column] === 0;
                  if (!empty && count < cellMin) expect(hidden[at]?.[column]).toBe(true);
                  if (empty) expect(hidden[at]?.[column]).toBe(false);
                });
              });
              expect(recoverable(table, hidden)).toEqual([]);
              expect(hidden.flat().filter(Boolean)).toHaveLength(primary + complementary);
            }),
            { numRuns: 10 },
          );
        },
      ),
      { numRuns: 40 },
    );
  });

  it('are none when nothing is small', () => {
    expect(
      hideSmallCells(
        tableOf([
          [10, 12],
          [30, 11],
        ]),
        10,
      ),
    ).toMatchObject({ primary: 0, complementary: 0 });
  });

  it('never follow when a companion is 0, which looks safe and is not', () => {
    const table = tableOf([
      [4, 0, 90],
      [50, 30, 70],
    ]);
    const pair = [
      [true, true, false, false],
      [true, true, false, false],
      [false, false, false, false],
    ];
    expect(recoverable(table, pair)).toEqual([]);
    const row = [[true, true, false, false], ...pair.slice(2), pair[2] as boolean[]];
    expect(recoverable(table, row)).toEqual([
      { row: 0, column: 0 },
      { row: 0, column: 1 },
    ]);
  });
});

describe('hidden segments', () => {
  it.each([
    [[20, 21, 500], 20, []],
    [[500, 3, 40], 20, [1, 2]],
    [[500, 15, 12], 20, [1, 2]],
    [[500, 0, 40], 20, []],
    [[500, 2, 3, 40], 20, [1, 2, 3]],
    [[7], 20, [0]],
  ])('of sizes %j under %d are %j', (sizes, sizeMin, hidden) => {
    const found = hideSmallSegments(sizes, sizeMin);
    expect(found.flatMap((is, at) => (is ? [at] : []))).toEqual(hidden);
  });

  it('are together enough people, or all', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(60), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 30 }),
        (sizes, min) => {
          const hidden = hideSmallSegments(sizes, min);
          const sum = sizes.reduce((total, size, at) => total + (hidden[at] ? size : 0), 0);
          const shown = sizes.filter((size, at) => size > 0 && !hidden[at]);
          expect(shown.every((size) => size >= min)).toBe(true);
          expect(sum === 0 || sum >= min || shown.length === 0).toBe(true);
        },
      ),
    );
  });
});
