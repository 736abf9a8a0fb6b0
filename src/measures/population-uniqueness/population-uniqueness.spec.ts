import fc from 'fast-check';
import { populationUniqueness } from './population-uniqueness.js';
import { classesOfPopulation } from './snb.js';

/** Classes of each size of the 30,162 records of ARX's adult table by nine quasi-identifiers. */
const ADULT = [
  ...[
    [1, 15512],
    [2, 2098],
    [3, 754],
    [4, 375],
    [5, 189],
    [6, 155],
    [7, 97],
    [8, 73],
    [9, 39],
    [10, 37],
    [11, 29],
  ],
  ...[
    [12, 18],
    [13, 23],
    [14, 14],
    [15, 15],
    [16, 9],
    [17, 11],
    [18, 10],
    [19, 10],
    [20, 5],
    [21, 3],
    [22, 4],
    [23, 3],
  ],
  ...[
    [24, 2],
    [25, 1],
    [26, 3],
    [27, 5],
    [29, 1],
    [30, 2],
    [32, 1],
    [34, 1],
    [35, 1],
    [36, 1],
    [45, 1],
  ],
].map(([size, classes]) => ({ size: size as number, classes: classes as number }));

describe('the uniqueness of a population', () => {
  it('has the reference figures of a tenth of the population', () => {
    const found = populationUniqueness({ sizes: ADULT, samplingFraction: 0.1 });
    expect(found.zayatz).toBeCloseTo(0.3207402393466189, 9);
    expect(found.pitman).toBeCloseTo(0.27684993883653597, 9);
    expect(found).toMatchObject({ population: 301_620, model: 'pitman', dankar: found.pitman });
  });

  it('counts the classes of the population as Haas and Stokes do, where ARX subtracts once for each size', () => {
    const counts = { sizes: ADULT, people: 30_162, classes: 19_502, population: 301_620 };
    expect(classesOfPopulation(counts)).toBeCloseTo(105_499.4738, 3);
    // The other number, with 1 taken away once for each of the 34 sizes: the two equations have no root with it.
    const f = 0.1;
    const sum = (term: (size: number, classes: number) => number) =>
      ADULT.reduce((all, { size, classes }) => all + term(size, classes), 0);
    const seen = sum((i, times) => times * i * f * f * (1 - f * f) ** (i - 1));
    const both = sum((i, times) => times * (1 - f) ** i * (1 + f) ** i - 1);
    const unseen = sum((i, times) => times * (1 - f) ** i) / sum((i, times) => times * i * f * (1 - f) ** (i - 1));
    expect(19_502 + 15_512 * (seen / both) * unseen ** 2).toBeCloseTo(30_328.993, 2);
  });

  it('has a negative binomial that gives the people seen alone and in pairs', () => {
    const found = populationUniqueness({ sizes: ADULT, samplingFraction: 0.1 });
    expect(found.snb).toBeCloseTo(0.2499769376, 8);
    const larger = populationUniqueness({ sizes: ADULT, samplingFraction: 0.2 });
    expect(larger.model === 'snb' || larger.model === 'zayatz').toBe(true);
    expect(larger.dankar).toBe(Math.min(larger.snb ?? 1, larger.zayatz ?? 1));
  });

  it('is that of the sample where nobody is alone in it, and where it is the population', () => {
    expect(populationUniqueness({ sizes: [{ size: 2, classes: 9 }], samplingFraction: 0.1 })).toMatchObject({
      dankar: 0,
    });
    const all = populationUniqueness({
      sizes: [
        { size: 1, classes: 3 },
        { size: 3, classes: 1 },
      ],
      samplingFraction: 1,
    });
    expect(all).toEqual({ population: 6, zayatz: 0.5, snb: 0.5, pitman: 0.5, dankar: 0.5, model: 'sample' });
    expect(populationUniqueness({ sizes: [], samplingFraction: 0.5 })).toMatchObject({ dankar: null, model: null });
  });

  it('stands on Zayatz where a model has no solution', () => {
    const found = populationUniqueness({ sizes: [{ size: 1, classes: 40 }], samplingFraction: 0.05 });
    expect(found).toMatchObject({ pitman: null, zayatz: 1, dankar: 1, model: 'zayatz' });
  });

  it.each([[0], [1.5], [Number.NaN]])('refuses a sampling fraction of %d', (samplingFraction) => {
    expect(() => populationUniqueness({ sizes: ADULT, samplingFraction })).toThrow('MEASURE_OPTION_INVALID');
  });

  it('is a share whatever the classes', () => {
    const sizes = fc.array(fc.tuple(fc.integer({ min: 1, max: 30 }), fc.nat(50)), { maxLength: 8 });
    fc.assert(
      fc.property(sizes, fc.constantFrom(0.01, 0.1, 0.3, 0.9), (drawn, samplingFraction) => {
        const bySize = new Map(drawn);
        const found = populationUniqueness({
          sizes: [...bySize].map(([size, classes]) => ({ size, classes })),
          samplingFraction,
        });
        for (const share of [found.zayatz, found.snb, found.pitman, found.dankar]) {
          if (share === null) continue;
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1 + 1e-9);
        }
      }),
    );
  });
});
