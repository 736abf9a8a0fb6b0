import fc from 'fast-check';
import { individualRisk, riskOf } from './individual-risk.js';

describe('the individual risk', () => {
  it('has the reference figures of eight weighted records', () => {
    const f = [3, 1, 3, 1, 2, 2, 1, 3];
    const F = [108, 45.5, 108, 17, 100, 100, 123.5, 108];
    const wanted = [0.01369863, 0.08579129, 0.01369863, 0.17707583, 0.01877883, 0.01877883, 0.03931625, 0.01369863];
    expect(f.map((sample, at) => riskOf({ sample, population: F[at] as number }))).toEqual(
      wanted.map((risk) => expect.closeTo(risk, 8)),
    );
  });

  it('is one over the class where the sample is the population', () => {
    expect([1, 2, 3, 10].map((size) => riskOf({ sample: size, population: size }))).toEqual([1, 0.5, 1 / 3, 0.1]);
  });

  it('is over people and over classes two figures', () => {
    const found = individualRisk([
      { sample: 1, population: 1 },
      { sample: 4, population: 4 },
    ]);
    expect(found).toEqual({ highest: 1, peopleAverage: 0.4, classAverage: 0.625, expected: 2 });
    expect(individualRisk([])).toEqual({ highest: null, peopleAverage: null, classAverage: null, expected: 0 });
  });

  it.each([
    [{ sample: 3, population: 2 }],
    [{ sample: 0, population: 2 }],
    [{ sample: 1.5, population: 2 }],
    [{ sample: 1, population: Number.NaN }],
  ])('refuses %j', (one) => expect(() => riskOf(one)).toThrow('COUNTS_INVALID'));

  it('is a chance, falls with the population, and lies between those of the population and of the sample', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.double({ min: 1, max: 1000, noNaN: true }), (sample, more) => {
        const risk = riskOf({ sample, population: sample * (1 + more) });
        expect(risk).toBeGreaterThan(0);
        expect(risk).toBeLessThanOrEqual(1 / sample + 1e-12);
        expect(riskOf({ sample, population: sample * (2 + more) })).toBeLessThan(risk);
        expect(risk).toBeGreaterThan(1 / (sample * (1 + more)) - 1e-12);
      }),
    );
  });
});
