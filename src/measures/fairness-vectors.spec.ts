import {
  association,
  balance,
  type CountTable,
  compareRates,
  conditionalDisparity,
  countTable,
  distributionDistance,
  judgeFairness,
  segmentBenefit,
  selectionRates,
  testIndependence,
  testSegments,
  totalVariation,
} from './index.js';
import { benjaminiHochberg, clopperPearsonInterval, fisherExact, holm, wilsonInterval } from './statistics/index.js';

// Published values of other tools, and of the field, to the digits that they are given with.

/** Counts of two columns of values, in the order given. */
function counted(
  groups: readonly string[],
  segments: readonly string[],
  of: readonly (readonly string[])[],
): CountTable {
  const [first = [], second = []] = of;
  const count = (group: string, segment: string) =>
    first.filter((value, at) => value === group && second[at] === segment).length;
  return countTable(
    groups,
    segments,
    groups.map((group) => segments.map((segment) => count(group, segment))),
  );
}

const words = (text: string) => text.split(' ');

describe('A: the guide of fairlearn', () => {
  const table = counted(words('a b c'), words('1 0'), [
    words('b b a b b c c c a a c a b c c b c c'),
    words('0 0 1 0 1 1 1 0 0 1 1 1 1 0 0 1 1 0'),
  ]);

  it('has its rates and both forms of disparity', () => {
    const { rates, segments } = selectionRates(table);
    expect(rates.filter(({ segment }) => segment === '1').map(({ rate, total }) => [rate, total])).toEqual([
      [0.75, 4],
      [0.5, 6],
      [0.5, 8],
    ]);
    const [selected] = segments;
    expect(selected?.overall).toBeCloseTo(0.555556, 6);
    expect([selected?.difference, selected?.ratio]).toEqual([0.25, expect.closeTo(0.666667, 6)]);
    expect(selected?.differenceToOverall).toBeCloseTo(0.194444, 6);
    expect(selected?.ratioToOverall).toBeCloseTo(0.740741, 6);
  });
});

describe('B: the report of aequitas', () => {
  it.each([
    ['false negatives among the positive', [1, 3], [1, 2], 1.5],
    ['false positives among the negative', [1, 2], [2, 3], 4 / 3],
    ['false discoveries among the predicted', [1, 3], [2, 3], 2],
    ['predicted positives', [3, 5], [3, 5], 1],
  ])('has the ratio of %s', (_, [high = 0, highTotal = 0], [low = 0, lowTotal = 0], ratio) => {
    const found = compareRates({
      first: { count: low, total: lowTotal },
      second: { count: high, total: highTotal },
    });
    expect(found.ratio).toBeCloseTo(ratio, 4);
  });
});

describe('C: the clusters of holisticai', () => {
  const table = counted(words('a b'), words('0 1 2'), [words('a a a a b b b b b b'), words('0 1 1 2 0 0 0 0 1 2')]);

  it('has balance, total variation and divergence', () => {
    expect(balance(table).bera).toBeCloseTo(0.5, 12);
    expect(balance(table).chierichetti).toBeCloseTo(0.25, 12);
    expect(totalVariation(table).totalVariation).toBeCloseTo(0.4166666667, 10);
    const [a = [], b = []] = table.counts;
    expect(distributionDistance({ counts: a, reference: b }).kullbackLeibler).toBeCloseTo(0.4054651081, 10);
  });

  it('has the entropy of a group, which is ln K less its divergence from an even spread', () => {
    const even = distributionDistance({ counts: table.counts[1] ?? [], reference: [1, 1, 1] });
    expect(Math.log(3) - (even.kullbackLeibler as number)).toBeCloseTo(0.8675632285, 10);
  });
});

describe('D: the data balance of responsibleai', () => {
  it('has distances from an even spread', () => {
    const found = distributionDistance({ counts: [4, 3, 2], reference: [1, 1, 1] });
    expect(found).toMatchObject({
      kullbackLeibler: expect.closeTo(0.03775534151008829, 14),
      jensenShannon: expect.closeTo(0.0978522408673632, 14),
      largestDifference: expect.closeTo(0.1111111111, 10),
      totalVariation: expect.closeTo(0.1111111111, 10),
      chiSquare: expect.closeTo(0.6666666667, 10),
      p: expect.closeTo(0.7165313105737893, 14),
    });
  });
});

describe('E: the small cases of AIF360', () => {
  it('has class imbalance as a difference of shares', () => {
    // People of the unprivileged group less those of the other, by all: 6 and 10.
    expect(6 / 16 - 10 / 16).toBe(-0.25);
    const found = distributionDistance({ counts: [6, 10], reference: [1, 1] });
    expect(2 * (found.largestDifference as number)).toBe(0.25);
  });

  it('has the divergence of two groups over three labels', () => {
    const found = distributionDistance({ counts: [5, 2, 3], reference: [4, 3, 3] });
    expect(found.kullbackLeibler).toBeCloseTo((5 * Math.log(5 / 4) + 2 * Math.log(2 / 3)) / 10, 15);
  });

  it('has its conditional disparity as the mean over groups by their size', () => {
    const table = countTable(
      ['0', '1', '2'],
      ['accepted', 'rejected'],
      [
        [2, 1],
        [4, 3],
        [2, 4],
      ],
    );
    const { disparities } = conditionalDisparity([table]);
    const accepted = disparities.filter(({ segment }) => segment === 'accepted');
    const mean = accepted.reduce(
      (sum, { conditional }, at) => sum + ([3, 7, 6][at] as number) * (conditional as number),
      0,
    );
    expect(mean / 16).toBeCloseTo((3 * (1 - 2) + 7 * (3 - 4) + 6 * (4 - 2)) / 128, 15);
  });

  it('has generalised entropy, Theil and the part between groups', () => {
    const valued = (counts: readonly (readonly number[])[]) =>
      segmentBenefit({
        table: countTable(
          counts.map((_, at) => `${at}`),
          ['0', '1', '2'],
          counts,
        ),
        benefits: [0, 1, 2],
      });
    // Two, four and four people with 1 1, 1 0 2 2 and 1 1 1 0.
    const found = valued([
      [0, 2, 0],
      [1, 1, 2],
      [1, 3, 0],
    ]);
    expect(found.generalisedEntropy).toBeCloseTo(0.2, 15);
    expect(found.theil).toBeCloseTo(0.4 * Math.LN2, 15);
    const parts = [1, 1, 1.25, 1.25, 1.25, 1.25, 0.75, 0.75, 0.75, 0.75];
    expect(found.betweenGroups).toBeCloseTo(
      parts.reduce((sum, part) => sum + (part ** 2 - 1) / 20, 0),
      15,
    );
    expect(valued([[3, 4, 3]]).generalisedEntropy).toBeCloseTo(0.3, 15);
  });
});

const BANDS = ['18-29', '30-44', '45-59', '60+'];
const mall = (groups: readonly string[], counts: readonly (readonly number[])[]) =>
  countTable(groups, words('1 2 3 4 5'), counts);
const bySex = mall(words('Female Male'), [
  [13, 14, 48, 21, 16],
  [9, 9, 33, 18, 19],
]);
const byBand = mall(BANDS, [
  [16, 2, 24, 8, 5],
  [6, 8, 15, 31, 16],
  [0, 9, 26, 0, 14],
  [0, 4, 16, 0, 0],
]);

describe('H: mall customers in five segments', () => {
  it('by sex', () => {
    const found = association(bySex);
    expect(found.chiSquare).toBeCloseTo(2.232060790078859, 13);
    expect(found.g).toBeCloseTo(2.2223978610556596, 12);
    expect(found.cramerV).toBeCloseTo(0.10564233976, 11);
    expect(found.cramerVCorrected).toBe(0);
    expect(found.mutualInformation).toBeCloseTo(0.005555994652639, 14);
    expect(found.segmentToldByGroup).toBeCloseTo(0.0037505317, 10);
    expect(testIndependence(bySex)).toMatchObject({ method: 'chi-square', p: expect.closeTo(0.6931640962, 10) });
    expect(balance(bySex).chierichetti).toBeCloseTo(0.6428571429, 10);
    expect(balance(bySex).bera).toBeCloseTo(0.8105263158, 10);
    expect(totalVariation(bySex).totalVariation).toBeCloseTo(0.0900974026, 10);
    const ratios = selectionRates(bySex).segments.map(({ ratio }) => ratio);
    expect(ratios).toEqual([0.881119, 0.818182, 0.875, 0.916667, 0.661654].map((ratio) => expect.closeTo(ratio, 6)));
  });

  it('by sex, segment by segment', () => {
    const [female = [], male = []] = bySex.counts;
    const ps = female.map((count, at) => fisherExact(count, male[at] as number, 112, 88));
    const near = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 7));
    expect(ps).toEqual(near([0.8228376, 0.6615861, 0.4708216, 0.8576668, 0.1934831]));
    expect(holm(ps)).toEqual(near([1, 1, 1, 1, 0.9674155]));
    expect(benjaminiHochberg(ps)).toEqual(near([0.8576668, 0.8576668, 0.8576668, 0.8576668, 0.8576668]));
  });

  it('by age band', () => {
    const found = association(byBand);
    expect(found.chiSquare).toBeCloseTo(90.25860004195, 11);
    expect(found.degreesOfFreedom).toBe(12);
    expect(found.cramerV).toBeCloseTo(0.3878543542, 10);
    expect(found.cramerVCorrected).toBeCloseTo(0.363765518, 10);
    expect(found.mutualInformation).toBeCloseTo(0.2649466448, 10);
    expect(testIndependence(byBand).smallestExpected).toBeCloseTo(2.2, 12);
    expect(totalVariation(byBand).totalVariation).toBeCloseTo(0.6973684211, 10);
    expect(balance(byBand)).toMatchObject({ bera: 0, chierichetti: 0 });
  });

  it('by age band, segment by segment', () => {
    const { tests } = testSegments([{ trait: 'age-band', table: byBand }]);
    const wanted = [
      [4.273892507e-6, 1.282167753e-5],
      [0.06869048862, 0.06869048862],
      [1.394214692e-6, 5.576858768e-6],
      [1.347924335e-8, 6.739621676e-8],
      [0.008249106343, 0.01649821249],
    ];
    tests.forEach(({ method, p, holm: adjusted }, at) => {
      expect(method).toBe('chi-square');
      expect((p as number) / (wanted[at]?.[0] as number)).toBeCloseTo(1, 8);
      // The last of the reference, 0.01649821249, is not twice the p beside it, 0.016498212686; ours is.
      expect((adjusted as number) / (wanted[at]?.[1] as number)).toBeCloseTo(1, at === 4 ? 7 : 8);
    });
  });
});

describe('I: verdicts at four fifths', () => {
  it.each([
    ['mall segment 5', [16, 112], [19, 88], 0.6616541353, [0.361822, 1.209949], 0.1934831, 'inconclusive'],
    ['cards up to 50k', [3951, 18112], [3725, 11888], 0.6961825598, [0.670011, 0.723377], 2.34e-75, 'fail'],
    ['cards to 140k', [4972, 18112], [2642, 11888], 0.8095791344, [0.776959, 0.843568], 1.62e-24, 'inconclusive'],
    ['cards to 240k', [4950, 18112], [2693, 11888], 0.8288744783, [0.795711, 0.86342], 6.62e-20, 'inconclusive'],
    ['cards above', [4239, 18112], [2828, 11888], 0.9838443555, [0.94377, 1.025621], 0.4443311, 'pass'],
    ['an empty cell', [0, 12], [7, 40], 0, [0.012864, 3.436592], 0.1808106, 'inconclusive'],
    ['nobody in either', [0, 12], [0, 40], null, null, 1, 'not_estimable'],
    ['an absent group', [0, 0], [7, 40], null, null, null, 'not_estimable'],
  ] as const)('%s', (_, [a, aTotal], [b, bTotal], ratio, interval, p, verdict) => {
    const table = countTable(
      ['a', 'b'],
      ['in', 'out'],
      [
        [a, aTotal - a],
        [b, bTotal - b],
      ],
    );
    const options = { ratioMin: 0.8, confidence: 0.95, correction: 'none', groupSizeMin: 0 } as const;
    const found = judgeFairness([{ trait: 't', status: 'held', table }], options).traits[0]?.comparisons[0];
    expect(found?.verdict).toBe(verdict);
    expect(found?.ratio).toEqual(ratio === null ? null : expect.closeTo(ratio, 10));
    expect(found?.ratioInterval).toEqual(interval === null ? null : interval.map((end) => expect.closeTo(end, 6)));
    const exact = compareRates({ first: { count: a, total: aTotal }, second: { count: b, total: bTotal } }).fisher;
    if (p === null) expect(exact).toBeNull();
    else expect((exact as number) / p).toBeCloseTo(1, p < 1e-10 ? 2 : 6);
  });

  it.each([
    [16, 112, [0.0898866109, 0.2195143513], null],
    [19, 88, [0.1428082469, 0.3127753137], null],
    [0, 12, [0, 0.2424940067], [0, 0.2646484694]],
    [1, 3, [0.0614919447, 0.7923403991], [0.0084037587, 0.905700676]],
  ])('the intervals of %d of %d', (count, total, wilson, exact) => {
    const near = (ends: readonly number[]) => ends.map((end) => expect.closeTo(end, 9));
    expect(wilsonInterval({ count, total }, 1.959963984540054)).toEqual(near(wilson));
    if (exact) expect(clopperPearsonInterval({ count, total }, 0.95)).toEqual(near(exact));
  });
});
