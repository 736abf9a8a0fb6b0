import fc from 'fast-check';
import { countTable } from '../count-table/index.js';
import { seededRandom } from '../statistics/index.js';
import { type Confusion, correctMisclassified, evenConfusion } from './misclassification.js';

const estimated = countTable(
  ['a', 'b'],
  ['in', 'out'],
  [
    [580, 520],
    [220, 680],
  ],
);
const confusion: Confusion = {
  groups: ['a', 'b'],
  rates: [
    [0.9, 0.1],
    [0.2, 0.8],
  ],
  validated: null,
};
const sums = (counts: readonly (readonly number[])[]) => counts.map((row) => row.reduce((sum, n) => sum + n, 0));

describe('rates of groups that are estimated', () => {
  it('are turned back as in the example of the claim, for fewer people the less is known of the errors', () => {
    const exact = correctMisclassified({ table: estimated, confusion });
    expect(exact.rates[0]?.[0]).toBeCloseTo(0.6, 12);
    expect(exact.rates[1]?.[0]).toBeCloseTo(0.2, 12);
    expect(sums(exact.counts)).toEqual([479, 434]);
    const validated = correctMisclassified({ table: estimated, confusion: { ...confusion, validated: [100, 100] } });
    expect(validated.rates).toEqual(exact.rates);
    expect(sums(validated.counts)).toEqual([232, 243]);
  });

  it('are what was counted where nothing is wrong', () => {
    const given = correctMisclassified({ table: estimated, confusion: evenConfusion(['a', 'b'], 0) });
    expect(given.counts).toEqual(estimated.counts);
  });

  it('are none where the estimator guesses, and none of a group that nobody is left in', () => {
    const guessed = correctMisclassified({ table: estimated, confusion: evenConfusion(['a', 'b'], 0.5) });
    expect(guessed).toMatchObject({
      corrected: false,
      counts: [
        [0, 0],
        [0, 0],
      ],
    });
    const few = countTable(
      ['a', 'b'],
      ['in', 'out'],
      [
        [90, 10],
        [5, 5],
      ],
    );
    const left = correctMisclassified({ table: few, confusion: evenConfusion(['a', 'b'], 0.3) });
    expect(left.counts[1]).toEqual([0, 0]);
    expect(left.rates[1]).toEqual([null, null]);
  });

  it('refuses rates that do not fit', () => {
    const of = (parts: Partial<Confusion>) => () => {
      return correctMisclassified({ table: estimated, confusion: { ...confusion, ...parts } });
    };
    expect(of({ groups: ['a', 'c'] })).toThrow('COUNTS_INVALID');
    expect(
      of({
        rates: [
          [0.9, 0.2],
          [0.2, 0.8],
        ],
      }),
    ).toThrow('COUNTS_INVALID');
    expect(of({ validated: [100] })).toThrow('COUNTS_INVALID');
  });

  const people = fc.array(fc.array(fc.integer({ min: 200, max: 5000 }), { minLength: 3, maxLength: 3 }), {
    minLength: 2,
    maxLength: 4,
  });

  it('give back what was there before an estimator erred, and are never worth more people than there are', () => {
    fc.assert(
      fc.property(people, fc.integer({ min: 0, max: 20 }), fc.constantFrom(null, 50, 1000), (truth, percent, n) => {
        const groups = truth.map((_, at) => `g${at}`);
        const even = evenConfusion(groups, percent / 100);
        const seen = truth.map((_, j) =>
          [0, 1, 2].map((s) =>
            truth.reduce((sum, row, i) => sum + (row[s] as number) * (even.rates[i]?.[j] as number), 0),
          ),
        );
        const table = { groups, segments: ['s', 't', 'u'], counts: seen };
        const given = correctMisclassified({
          table,
          confusion: { ...even, validated: n === null ? null : groups.map(() => n) },
        });
        truth.forEach((row, group) => {
          const all = row.reduce((sum, one) => sum + one, 0);
          row.forEach((count, s) => {
            expect(given.rates[group]?.[s]).toBeCloseTo(count / all, 9);
          });
          expect(sums(given.counts)[group]).toBeLessThanOrEqual(all);
        });
      }),
    );
  });

  it('cover the true difference of two rates at least as often as they say', () => {
    const random = seededRandom(7);
    const drawn = (n: number, p: number) => [...Array(n)].filter(() => random() < p).length;
    const rates = [0.5, 0.3];
    let covered = 0;
    const draws = 400;
    for (let draw = 0; draw < draws; draw += 1) {
      const seen = [
        [0, 0],
        [0, 0],
      ];
      rates.forEach((rate, truth) => {
        const inside = drawn(400, rate);
        for (const [s, n] of [inside, 400 - inside].entries()) {
          const wrong = drawn(n, 0.2);
          (seen[truth] as number[])[s] = (seen[truth]?.[s] as number) + n - wrong;
          (seen[1 - truth] as number[])[s] = (seen[1 - truth]?.[s] as number) + wrong;
        }
      });
      const wrong = [drawn(200, 0.2), drawn(200, 0.2)].map((n) => n / 200) as [number, number];
      const found = {
        groups: ['a', 'b'],
        rates: [
          [1 - wrong[0], wrong[0]],
          [wrong[1], 1 - wrong[1]],
        ],
        validated: [200, 200],
      };
      const { counts } = correctMisclassified({ table: countTable(['a', 'b'], ['in', 'out'], seen), confusion: found });
      const [one, two] = counts.map(([n = 0, m = 0]) => ({ p: n / (n + m), v: (n * m) / (n + m) ** 3 })) as [
        Rate,
        Rate,
      ];
      if (Math.abs(one.p - two.p - 0.2) <= 1.96 * Math.sqrt(one.v + two.v)) covered += 1;
    }
    expect(covered / draws).toBeGreaterThan(0.93);
  });
});

interface Rate {
  readonly p: number;
  readonly v: number;
}
