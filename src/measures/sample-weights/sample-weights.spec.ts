import fc from 'fast-check';
import { effectiveSample } from './sample-weights.js';

const weighted = (weights: readonly (readonly (readonly number[])[])[]) => ({
  groups: weights.map((_, at) => `g${at}`),
  segments: (weights[0] ?? []).map((_, at) => `s${at}`),
  people: weights.map((row) => row.map((cell) => cell.length)),
  weights: weights.map((row) => row.map((cell) => cell.reduce((sum, w) => sum + w, 0))),
  squares: weights.map((row) => row.map((cell) => cell.reduce((sum, w) => sum + w * w, 0))),
});
const cell = fc.array(
  fc.integer({ min: 1, max: 40 }).map((n) => n / 4),
  { maxLength: 30 },
);
const sample = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 3 });

describe('a weighted sample', () => {
  it('gives the example of the claim', () => {
    const one = effectiveSample(weighted([[Array(5).fill(4), Array(10).fill(1)]]));
    expect(one).toMatchObject({ effective: [expect.closeTo(10, 6)], counts: [[7, 3]] });
  });

  it('is worth all its people where they weigh alike, whatever they weigh, and nobody where nobody is', () => {
    expect(
      effectiveSample(
        weighted([
          [
            [3, 3],
            [3, 3, 3],
          ],
          [[], []],
        ]),
      ).counts,
    ).toEqual([
      [2, 3],
      [0, 0],
    ]);
  });

  it('refuses weights that are none', () => {
    expect(() => effectiveSample(weighted([[[-1]]]))).toThrow('COUNTS_INVALID');
    expect(() => effectiveSample(weighted([[[Number.NaN]]]))).toThrow('COUNTS_INVALID');
  });

  it('is never worth more people than it has, keeps shares to one person, and knows no unit of weight', () => {
    fc.assert(
      fc.property(sample, (weights) => {
        const table = weighted(weights);
        const { counts, effective } = effectiveSample(table);
        counts.forEach((row, group) => {
          const worth = row.reduce((sum, n) => sum + n, 0);
          const people = (table.people[group] as number[]).reduce((sum, n) => sum + n, 0);
          expect(worth).toBeLessThanOrEqual(people);
          expect(worth).toBe(Math.floor(effective[group] as number));
          const all = (table.weights[group] as number[]).reduce((sum, w) => sum + w, 0);
          row.forEach((n, at) => {
            if (all > 0) expect(Math.abs(n - (worth * (table.weights[group]?.[at] as number)) / all)).toBeLessThan(1);
          });
        });
        const fourfold = effectiveSample(weighted(weights.map((row) => row.map((one) => one.map((w) => 4 * w)))));
        expect(fourfold.counts).toEqual(counts);
      }),
    );
  });
});
