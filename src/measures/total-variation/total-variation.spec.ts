import fc from 'fast-check';
import { countTable } from '../count-table/index.js';
import { totalVariation } from './total-variation.js';

const tableOf = (counts: readonly (readonly number[])[]) =>
  countTable(
    counts.map((_, at) => `g${at}`),
    ['s', 't', 'u'],
    counts,
  );

describe('total variation', () => {
  it('names the two groups that are furthest apart', () => {
    const table = tableOf([
      [1, 2, 1],
      [0, 0, 0],
      [4, 1, 1],
      [5, 0, 0],
    ]);
    expect(totalVariation(table)).toEqual({ totalVariation: 0.75, groups: ['g0', 'g3'] });
  });

  it('is 0 for groups spread alike and 1 for groups with no segment in common', () => {
    expect(
      totalVariation(
        tableOf([
          [1, 2, 1],
          [2, 4, 2],
        ]),
      ).totalVariation,
    ).toBe(0);
    expect(
      totalVariation(
        tableOf([
          [3, 0, 0],
          [0, 2, 2],
        ]),
      ).totalVariation,
    ).toBe(1);
  });

  it('cannot be stated for fewer than two groups with people', () => {
    expect(
      totalVariation(
        tableOf([
          [1, 2, 3],
          [0, 0, 0],
        ]),
      ),
    ).toEqual({ totalVariation: null, groups: null });
  });

  it('lies between 0 and 1 and only grows with another group', () => {
    const row = fc.array(fc.nat(30), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 5 }), row, (counts, more) => {
        const before = totalVariation(tableOf(counts)).totalVariation ?? 0;
        const after = totalVariation(tableOf([...counts, more])).totalVariation ?? 0;
        expect(before).toBeGreaterThanOrEqual(0);
        expect(after).toBeGreaterThanOrEqual(before);
        expect(after).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });
});
