import fc from 'fast-check';
import { reweighed } from './weights.js';

const table = fc.array(fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 3, maxLength: 3 }), {
  minLength: 2,
  maxLength: 4,
});
const total = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0);

describe('weights by group and segment', () => {
  it('are those of Kamiran and Calders', () => {
    // Of ten people six are men; four of the six and one of the four women got it.
    const { weights, shares, effective } = reweighed([
      [4, 2],
      [1, 3],
    ]);
    expect(weights).toEqual([
      [0.75, 1.5],
      [2, expect.closeTo(2 / 3, 12)],
    ]);
    expect(shares[1]?.[0]).toBe(1);
    expect(effective).toBeCloseTo(100 / (4 * 0.5625 + 2 * 2.25 + 4 + 3 * (4 / 9)) / 10, 12);
  });

  it('draw nobody where nobody is, and everybody alike where groups are even', () => {
    expect(
      reweighed([
        [0, 4],
        [2, 2],
      ]).weights[0],
    ).toEqual([0, expect.closeTo(0.75, 12)]);
    expect(
      reweighed([
        [2, 4],
        [3, 6],
      ]),
    ).toMatchObject({
      weights: [
        [1, 1],
        [1, 1],
      ],
      effective: 1,
    });
    expect(reweighed([[0], [0]])).toEqual({ weights: [[0], [0]], shares: [[0], [0]], effective: 0 });
  });

  it('make group and segment independent, and keep every margin', () => {
    fc.assert(
      fc.property(table, (counts) => {
        const { weights, shares, effective } = reweighed(counts);
        const weighted = counts.map((row, group) => row.map((n, at) => n * (weights[group]?.[at] as number)));
        const people = total(counts.flat());
        const segments = (of: readonly (readonly number[])[], at: number) => total(of.map((row) => row[at] as number));
        weighted.forEach((row, group) => {
          expect(total(row)).toBeCloseTo(total(counts[group] as number[]), 6);
          row.forEach((mass, at) => {
            expect(mass).toBeCloseTo((total(row) * segments(weighted, at)) / people, 6);
            expect(segments(weighted, at)).toBeCloseTo(segments(counts, at), 6);
          });
        });
        expect(Math.max(...shares.flat())).toBe(1);
        expect(effective).toBeGreaterThan(0);
        expect(effective).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });
});
