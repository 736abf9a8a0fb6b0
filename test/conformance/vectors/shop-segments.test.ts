import {
  association,
  balance,
  type CountTable,
  countTable,
  selectionRates,
  testIndependence,
  totalVariation,
} from '../../../src/measures/index.js';
import { benjaminiHochberg, chiSquareSurvival, fisherExact, holm } from '../../../src/measures/statistics/index.js';
import { describeWith } from '../../data-sets.js';
import { band, cross, lines } from './tables.js';

const told = describeWith('mall-customers');

/** One segment against all others. */
function against({ groups, segments, counts }: CountTable, segment: string): CountTable {
  const at = segments.indexOf(segment);
  const rows = counts.map((row) => [
    row[at] as number,
    row.reduce((sum, count) => sum + count, 0) - (row[at] as number),
  ]);
  return countTable(groups, ['in', 'out'], rows);
}

describe('five segments of a shop by sex', () => {
  const table = countTable(
    ['Female', 'Male'],
    ['1', '2', '3', '4', '5'],
    [
      [13, 14, 48, 21, 16],
      [9, 9, 33, 18, 19],
    ],
  );

  it('have the reference figures', () => {
    expect(association(table)).toEqual({
      total: 200,
      degreesOfFreedom: 4,
      chiSquare: expect.closeTo(2.232060790078859, 12),
      g: expect.closeTo(2.2223978610556596, 12),
      cramerV: expect.closeTo(0.10564233976, 10),
      cramerVCorrected: 0,
      mutualInformation: expect.closeTo(0.005555994652639, 14),
      groupToldBySegment: expect.any(Number),
      segmentToldByGroup: expect.closeTo(0.0037505317, 9),
    });
    expect(testIndependence(table)).toMatchObject({ method: 'chi-square', p: expect.closeTo(0.6931640962, 9) });
    expect(balance(table)).toMatchObject({
      chierichetti: expect.closeTo(0.6428571429, 10),
      bera: expect.closeTo(0.8105263158, 10),
    });
    expect(totalVariation(table).totalVariation).toBeCloseTo(0.0900974026, 10);
    expect(selectionRates(table).segments.map(({ ratio }) => ratio)).toEqual(
      [0.881119, 0.818182, 0.875, 0.916667, 0.661654].map((ratio) => expect.closeTo(ratio, 6)),
    );
  });

  it('have the reference p-values segment by segment', () => {
    const [female, male] = table.counts as [number[], number[]];
    const ps = female.map((count, at) => fisherExact(count, male[at] as number, 112, 88));
    expect(ps).toEqual([0.8228376, 0.6615861, 0.4708216, 0.8576668, 0.1934831].map((p) => expect.closeTo(p, 7)));
    expect(holm(ps)).toEqual([1, 1, 1, 1, expect.closeTo(0.9674155, 6)]);
    expect(benjaminiHochberg(ps)).toEqual(ps.map(() => expect.closeTo(0.8576668, 7)));
  });
});

describe('five segments of a shop by age', () => {
  const bands = ['18-29', '30-44', '45-59', '60+'];
  const table = countTable(
    bands,
    ['1', '2', '3', '4', '5'],
    [
      [16, 2, 24, 8, 5],
      [6, 8, 15, 31, 16],
      [0, 9, 26, 0, 14],
      [0, 4, 16, 0, 0],
    ],
  );

  it('have the reference figures', () => {
    expect(association(table)).toMatchObject({
      chiSquare: expect.closeTo(90.25860004195, 9),
      degreesOfFreedom: 12,
      cramerV: expect.closeTo(0.3878543542, 9),
      cramerVCorrected: expect.closeTo(0.363765518, 9),
      mutualInformation: expect.closeTo(0.2649466448, 9),
    });
    expect(testIndependence(table).smallestExpected).toBeCloseTo(2.2, 12);
    expect(totalVariation(table).totalVariation).toBeCloseTo(0.6973684211, 9);
    expect(balance(table)).toMatchObject({ bera: 0, chierichetti: 0 });
  });

  it('have the reference p-values segment by segment', () => {
    const found = table.segments.map((segment) => {
      const { chiSquare, degreesOfFreedom } = association(against(table, segment));
      return chiSquareSurvival(chiSquare as number, degreesOfFreedom);
    });
    const wanted = [4.273892507e-6, 0.06869048862, 1.394214692e-6, 1.347924335e-8, 0.008249106343];
    for (const [at, p] of found.entries()) expect(p / (wanted[at] as number)).toBeCloseTo(1, 8);
    expect(testIndependence(table).method).toBe('chi-square');
  });
});

told('eight groups of a shop by sex and age', () => {
  it('have the reference figures, and need a permutation test', () => {
    const centroids = [
      [25.727273, 79.363636],
      [26.304348, 20.913043],
      [55.296296, 49.518519],
      [86.538462, 82.128205],
      [88.2, 17.114286],
    ] as const;
    const people = lines('mall-customers/Mall_Customers.csv')
      .slice(1)
      .map((line) => line.split(','));
    const segment = ([, , , income, score]: string[]) => {
      const distances = centroids.map(([x, y]) => (Number(income) - x) ** 2 + (Number(score) - y) ** 2);
      return String(distances.indexOf(Math.min(...distances)));
    };
    const table = cross(people, ([, sex, age]) => `${sex}|${band(Number(age), [30, 45, 60])}`, segment);
    expect(association(table)).toMatchObject({
      chiSquare: expect.closeTo(96.9603995466, 9),
      degreesOfFreedom: 28,
      cramerV: expect.closeTo(0.348138621, 9),
      cramerVCorrected: expect.closeTo(0.2962924697, 9),
    });
    expect(totalVariation(table).totalVariation).toBeCloseTo(0.8, 12);
    const test = testIndependence(table);
    expect(test).toMatchObject({ method: 'permutation', p: 1 / 5000, draws: 4999 });
    expect(test.smallestExpected).toBeCloseTo(0.88, 12);
    expect(testIndependence(table)).toEqual(test);
  });
});
