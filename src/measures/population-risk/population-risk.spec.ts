import fc from 'fast-check';
import { classTable } from '../class-table/index.js';
import { reidentificationRisk } from '../reidentification-risk/index.js';
import { populationRisk } from './population-risk.js';

describe('the risk against a population', () => {
  it('is that of the worked example', () => {
    const found = populationRisk([
      { sample: 1, population: 4 },
      { sample: 2, population: 2 },
      { sample: 0, population: 5 },
      { sample: 0, population: 0 },
    ]);
    expect(found).toEqual({
      ...{ people: 3, population: 11, kMap: 2, presence: { least: 0, most: 1 }, populationUniques: 0 },
      journalist: { highest: 0.5, peopleAverage: 1.25 / 3, classAverage: 0.375 },
      marketer: 1.25 / 3,
    });
  });

  it('is not there without people', () => {
    expect(populationRisk([])).toMatchObject({ kMap: 0, presence: { least: null, most: null }, marketer: null });
    expect(populationRisk([{ sample: 0, population: 3 }])).toMatchObject({ kMap: 0, presence: { least: 0, most: 0 } });
  });

  it.each([[{ sample: 2, population: 1 }], [{ sample: -1, population: 1 }], [{ sample: 0.5, population: 1 }]])(
    'refuses %j',
    (one) => expect(() => populationRisk([one])).toThrow('COUNTS_INVALID'),
  );
});

const pair = fc.tuple(fc.nat(9), fc.nat(90)).map(([sample, more]) => ({ sample, population: sample + more }));

describe('the risk against any population', () => {
  it("is the prosecutor's when everybody is in the release", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 20 }), (sizes) => {
        const found = populationRisk(sizes.map((size) => ({ sample: size, population: size })));
        const { highest, peopleAverage, classAverage } = reidentificationRisk(
          classTable(
            ['s'],
            sizes.map((size) => [size]),
          ),
        );
        expect(found.journalist.highest).toBe(highest);
        expect(found.journalist.peopleAverage).toBeCloseTo(peopleAverage as number, 12);
        expect(found.journalist.classAverage).toBeCloseTo(classAverage as number, 12);
        expect(found.presence).toEqual({ least: 1, most: 1 });
      }),
    );
  });

  it('does not hang on the order of classes, and never rises when more people live there', () => {
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 20 }), (classes) => {
        const found = populationRisk(classes);
        const grown = populationRisk(classes.map(({ sample, population }) => ({ sample, population: 2 * population })));
        expect(populationRisk([...classes].reverse())).toMatchObject({ kMap: found.kMap, presence: found.presence });
        expect(grown.marketer ?? 0).toBeLessThanOrEqual(found.marketer ?? 0);
        expect(grown.kMap).toBe(2 * found.kMap);
      }),
    );
  });
});
