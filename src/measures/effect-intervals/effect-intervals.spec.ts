import fc from 'fast-check';
import { association } from '../association/index.js';
import { balance } from '../balance/index.js';
import { countTable } from '../count-table/index.js';
import { differentialFairness } from '../differential-fairness/index.js';
import { totalVariation } from '../total-variation/index.js';
import { effectIntervals } from './effect-intervals.js';
import { tableFigures } from './table-figures.js';

const tableOf = (counts: readonly (readonly number[])[], groups = counts.map((_, at) => `g${at}`)) =>
  countTable(
    groups,
    (counts[0] ?? []).map((_, at) => `s${at}`),
    counts,
  );
const apart = tableOf([
  [3951, 4972, 4950, 4239],
  [3725, 2642, 2693, 2828],
]);

describe('the figures of a drawn table', () => {
  it('are those of the measures', () => {
    const cells = fc.array(fc.array(fc.nat(60), { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 5 });
    const near = (value: number | null) => (value === null ? null : expect.closeTo(value, 9));
    fc.assert(
      fc.property(cells, (counts) => {
        const table = tableOf(counts);
        const { cramerVCorrected, ...found } = tableFigures(counts);
        // A root near 0 makes much of the last bit.
        expect(((cramerVCorrected ?? -1) ** 2).toFixed(9)).toBe(
          ((association(table).cramerVCorrected ?? -1) ** 2).toFixed(9),
        );
        expect(found).toEqual({
          totalVariation: near(totalVariation(table).totalVariation),
          balance: near(balance(table).bera),
          epsilon: near(differentialFairness(table).epsilon),
        });
      }),
    );
  });
});

describe('intervals over a whole table', () => {
  it('hold the figures of many people, and are narrow', () => {
    const found = effectIntervals(apart);
    expect(found).toMatchObject({ draws: 1000, seed: 0, confidence: 0.95 });
    const [low, high] = found.cramerVCorrected as [number, number];
    const v = association(apart).cramerVCorrected as number;
    expect(low).toBeLessThan(v);
    expect(high).toBeGreaterThan(v);
    // The standard error of V is about 1/√n.
    expect(high - low).toBeGreaterThan(2 / Math.sqrt(30_000));
    expect(high - low).toBeLessThan(6 / Math.sqrt(30_000));
    const [least, most] = found.totalVariation as [number, number];
    expect(least).toBeLessThan(totalVariation(apart).totalVariation as number);
    expect(most).toBeGreaterThan(totalVariation(apart).totalVariation as number);
  });

  it('repeat with their seed, and narrow when everybody is counted four times', () => {
    const table = tableOf([
      [20, 30, 50],
      [40, 20, 40],
    ]);
    const once = effectIntervals(table);
    expect(effectIntervals(table)).toEqual(once);
    expect(effectIntervals(table, { seed: 5 })).not.toEqual(once);
    const more = effectIntervals(tableOf(table.counts.map((row) => row.map((count) => 4 * count))));
    const width = (interval: readonly [number, number] | null) => (interval ? interval[1] - interval[0] : Number.NaN);
    for (const name of ['cramerVCorrected', 'totalVariation', 'balance', 'epsilon'] as const) {
      expect(width(more[name])).toBeLessThan(width(once[name]));
    }
  });

  it('do not change when groups get other names or one without people is declared', () => {
    const table = [
      [20, 30],
      [40, 20],
    ];
    const found = effectIntervals(tableOf(table));
    expect(effectIntervals(tableOf(table, ['x', 'y']))).toEqual(found);
    expect(effectIntervals(tableOf([...table, [0, 0]]))).toEqual(found);
  });

  it('are not there for one group, and refuse too few draws', () => {
    expect(effectIntervals(tableOf([[3, 4]]))).toMatchObject({ cramerVCorrected: null, balance: null, epsilon: null });
    expect(() => effectIntervals(apart, { draws: 999 })).toThrow('MEASURE_OPTION_INVALID');
    expect(() => effectIntervals(apart, { confidence: 1 })).toThrow('MEASURE_OPTION_INVALID');
  });
});
