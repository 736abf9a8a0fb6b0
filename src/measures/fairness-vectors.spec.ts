import { existsSync, readFileSync } from 'node:fs';
import { packageRoot } from '../documents/index.js';
import {
  association,
  balance,
  type CountTable,
  countTable,
  judgeFairness,
  rankProxies,
  selectionRates,
  testIndependence,
  totalVariation,
  type ValueTable,
} from './index.js';
import { benjaminiHochberg, chiSquareSurvival, fisherExact, holm } from './statistics/index.js';

const data = new URL('../shared/data/', packageRoot());
const present = existsSync(data);
const told = present ? describe : describe.skip;
if (!present) console.warn('skipped: ../shared/data is absent');

const lines = (file: string) =>
  readFileSync(new URL(file, data), 'utf8')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '');

/** Counts of two functions of a row; names in ascending order unless they are given. */
function cross<Row>(rows: readonly Row[], group: (row: Row) => string, segment: (row: Row) => string): CountTable {
  const names = (of: (row: Row) => string) => [...new Set(rows.map(of))].sort();
  const [groups, segments] = [names(group), names(segment)];
  const counts = groups.map(() => segments.map(() => 0));
  const places = (list: readonly string[]) => new Map(list.map((name, at) => [name, at]));
  const [rowOf, columnOf] = [places(groups), places(segments)];
  for (const row of rows) {
    const cells = counts[rowOf.get(group(row)) as number] as number[];
    const at = columnOf.get(segment(row)) as number;
    cells[at] = (cells[at] as number) + 1;
  }
  return countTable(groups, segments, counts);
}

/** One segment against all others. */
function against({ groups, segments, counts }: CountTable, segment: string): CountTable {
  const at = segments.indexOf(segment);
  const rows = counts.map((row) => [
    row[at] as number,
    row.reduce((sum, count) => sum + count, 0) - (row[at] as number),
  ]);
  return countTable(groups, ['in', 'out'], rows);
}

/** Reads once, and only when a test asks: collecting skipped tests must not read. */
function lazily<Value>(read: () => Value): () => Value {
  let value: Value | undefined;
  return () => {
    value ??= read();
    return value;
  };
}

const disparity = (table: CountTable, segment: string) =>
  selectionRates(table).segments.find((found) => found.segment === segment);

describe('small tables', () => {
  it('equal the guide of fairlearn', () => {
    const predicted = '001011100111100110'.split('');
    const groups = 'bbabbcccaacabccbcc'.split('');
    const table = cross(
      [...predicted.keys()],
      (at) => groups[at] as string,
      (at) => predicted[at] as string,
    );
    expect(disparity(table, '1')).toEqual({
      segment: '1',
      overall: expect.closeTo(0.555556, 6),
      difference: 0.25,
      ratio: expect.closeTo(0.666667, 6),
      differenceToOverall: expect.closeTo(0.194444, 6),
      ratioToOverall: expect.closeTo(0.740741, 6),
    });
    expect(
      selectionRates(table)
        .rates.filter(({ segment }) => segment === '1')
        .map(({ rate }) => rate),
    ).toEqual([0.75, 0.5, 0.5]);
  });

  it('equal the clusters of holisticai', () => {
    const table = countTable(
      ['a', 'b'],
      ['0', '1', '2'],
      [
        [1, 2, 1],
        [4, 1, 1],
      ],
    );
    expect(totalVariation(table).totalVariation).toBeCloseTo(0.4166666667, 10);
    const smallest = Math.min(...[0, 1, 2].map((at) => (table.counts[0]?.[at] ?? 0) / (table.counts[1]?.[at] ?? 0)));
    expect(smallest).toBe(0.25);
    expect(balance(table).chierichetti).toBe(0.25);
  });
});

const ADULT_COLUMNS = [
  ...['age', 'workclass', 'fnlwgt', 'education', 'education-num', 'marital-status', 'occupation', 'relationship'],
  ...['race', 'sex', 'capital-gain', 'capital-loss', 'hours-per-week', 'native-country', 'income'],
];
type Person = Readonly<Record<string, string>>;

function adult(...files: string[]): readonly Person[] {
  return files.flatMap((file) =>
    lines(`adult/${file}`).map((line) => {
      const cells = line.replace(/\.$/, '').split(', ');
      return Object.fromEntries(ADULT_COLUMNS.map((name, at) => [name, cells[at] as string]));
    }),
  );
}

const everybody = lazily(() => adult('adult.data', 'adult.test'));
const train = lazily(() => adult('adult.data'));
const of = (column: string) => (person: Person) => person[column] as string;
const band = (value: number, from: readonly number[]) => from.filter((start) => value >= start).length;
const ageBand = (person: Person) => `A${band(Number(person['age']), [25, 35, 50, 65])}`;
const educationHours = (person: Person) => {
  const education = band(Number(person['education-num']), [9, 10, 13]);
  return `E${education}-H${band(Number(person['hours-per-week']), [40, 41])}`;
};

told('adult income', () => {
  const rich = (group: (person: Person) => string) => cross(everybody(), group, of('income'));

  it('has the rates of every group to the last bit', () => {
    const rate = (table: CountTable, name: string) =>
      selectionRates(table).rates.find(({ group, segment }) => group === name && segment === '>50K')?.rate;
    const [bySex, byRace] = [rich(of('sex')), rich(of('race'))];
    expect(['Female', 'Male'].map((name) => rate(bySex, name))).toEqual([0.10925148221343874, 0.3037672281776417]);
    const races = ['Amer-Indian-Eskimo', 'Asian-Pac-Islander', 'Black', 'Other', 'White'];
    expect(races.map((name) => rate(byRace, name))).toEqual([
      0.11702127659574468, 0.26925608953258723, 0.1208110992529349, 0.12315270935960591, 0.2539868780230832,
    ]);
    expect(['A0', 'A1', 'A2', 'A3', 'A4'].map((name) => rate(rich(ageBand), name))).toEqual([
      0.011029411764705883, 0.16816410908801782, 0.34879654991549625, 0.3571678118085478, 0.20459990416866317,
    ]);
  });

  const crossing =
    (...parts: ((person: Person) => string)[]) =>
    (person: Person) =>
      parts.map((part) => part(person)).join('|');
  it.each([
    ['sex', of('sex'), [0.19451574596420296, 0.3596552625800337, 0.13003028348002182, 0.4565808928098549]],
    ['race', of('race'), [0.15223481293684255, 0.4346095822712376, 0.12226048909771586, 0.4890522111311168]],
    ['age', ageBand, [0.3461384000438419, 0.030880195247319667, 0.22825235392875468, 0.04609382471222424]],
    [
      'race x sex',
      crossing(of('race'), of('sex')),
      [0.28212898293534244, 0.1685492914670201, 0.18208939134337387, 0.23901685188730493],
    ],
    ['sex x race x age', crossing(of('sex'), of('race'), ageBand), [0.4911242603550296, 0, 0.25184249466156905, 0]],
  ] as const)('has the disparities of %s to the last bit', (_, group, wanted) => {
    const found = disparity(rich(group), '>50K');
    expect([found?.difference, found?.ratio, found?.differenceToOverall, found?.ratioToOverall]).toEqual(wanted);
    expect(found?.overall).toBe(0.23928176569346055);
  });

  it('has the differences of the training rows and of those without gaps', () => {
    const all = everybody();
    const white = (person: Person) => (person['race'] === 'White' ? 'white' : 'other');
    const whole = all.filter((person) => !Object.values(person).includes('?'));
    const found = [
      [train(), of('sex'), 0.1962759878, 0.3580225497],
      [train(), white, 0.1032782718, 0.596348404],
      [train(), of('race'), 0.173389116, 0.3472779293],
      [train(), crossing(of('race'), of('sex')), 0.2811734647, 0.1637201244],
      [all, white, 0.1014445051, 0.6005915506],
      [whole, of('sex'), 0.1989014327, 0.3634695424],
      [whole, white, 0.1039593703, 0.6037688467],
    ] as const;
    expect(whole).toHaveLength(45222);
    for (const [rows, group, difference, ratio] of found) {
      expect(disparity(cross(rows, group, of('income')), '>50K')).toMatchObject({
        difference: expect.closeTo(difference, 9),
        ratio: expect.closeTo(ratio, 9),
      });
    }
  });
});

/** n, then difference and ratio by sex and by race. */
const TWELVE: readonly (readonly [string, number, number, number, number, number])[] = [
  ['E0-H0', 2257, 0.028063770738882263, 0.5680526845969757, 0.07416403713877098, 0.24723502304147463],
  ['E0-H1', 3023, 0.022004566942478924, 0.6819614383922369, 0.11713695489319198, 0.2794302471721826],
  ['E0-H2', 1128, 0.018565328614058556, 0.3652796028806159, 0.035436198951215636, 0.2806451612903226],
  ['E1-H0', 3405, 0.07032308318554074, 0.39752837939667957, 0.049327936497007306, 0.4829946700481449],
  ['E1-H1', 8282, 0.017057526375681697, 0.9026519426383487, 0.10986908620300806, 0.5362732712963129],
  ['E1-H2', 4097, 0.06580053901421837, 0.3774594034151755, 0.050289902220959824, 0.439346797503544],
  ['E2-H0', 3979, 0.09099080558565212, 0.36053683852305596, 0.016860055859579018, 0.7964191708708049],
  ['E2-H1', 6642, 0.024395440018400938, 0.8398171270162417, 0.09633162142333089, 0.5561189993238674],
  ['E2-H2', 3919, 0.04898520586045554, 0.4922644535416275, 0.04166378845937821, 0.5142481480623806],
  ['E3-H0', 2046, 0.024456094250313233, 0.5800709670190117, 0.062636392923676, 0.21368032354492703],
  ['E3-H1', 4856, 0.0023883081430188385, 0.9761680131816732, 0.17687028140013727, 0.21671732522796353],
  ['E3-H2', 5208, 0.06342771882887736, 0.5031393906519084, 0.08972308209488325, 0.2750565866908103],
];

told('twelve segments of adult', () => {
  const bySex = lazily(() => cross(everybody(), of('sex'), educationHours));
  const byRace = lazily(() => cross(everybody(), of('race'), educationHours));

  it.each(TWELVE)('equal fairlearn to the last bit: %s', (segment, people, ...figures) => {
    const [sex, race] = [disparity(bySex(), segment), disparity(byRace(), segment)];
    expect([sex?.difference, sex?.ratio, race?.difference, race?.ratio]).toEqual(figures);
    const counts = bySex().counts.map((row) => row[bySex().segments.indexOf(segment)] as number);
    expect(counts.reduce((sum, count) => sum + count)).toBe(people);
  });

  it('cannot be judged by a crossing of fifty groups, some of two people', () => {
    const table = cross(
      everybody(),
      (person) => `${person['sex']}|${person['race']}|${ageBand(person)}`,
      educationHours,
    );
    const result = judgeFairness([{ trait: 'crossing', status: 'held', table }], {
      ratioMin: 0.8,
      confidence: 0.95,
      correction: 'holm',
      groupSizeMin: 30,
    });
    const small = result.traits[0]?.comparisons.filter(({ shares }) => shares.some(({ total }) => total < 30)) ?? [];
    expect(table.groups).toHaveLength(50);
    expect(small.length).toBeGreaterThan(0);
    expect(small.every(({ verdict }) => verdict === 'inconclusive' || verdict === 'not_estimable')).toBe(true);
    expect(small.filter(({ ratio, verdict }) => ratio !== null && verdict === 'not_estimable')).toEqual([]);
  });
});

told('proxies of sex in adult', () => {
  const tableOf = (feature: string, numeric: boolean): ValueTable => {
    const { groups, segments, counts } = cross(train(), of('sex'), of(feature));
    const order = segments.map((_, at) => at);
    if (numeric) order.sort((a, b) => Number(segments[a]) - Number(segments[b]));
    const values = order.map((at) => counts.map((row) => row[at] as number));
    return { feature, trait: 'sex', numeric, groups, distinct: segments.length, rows: train().length, counts: values };
  };

  it.each([
    ['relationship', 0.6490003368, 0.6488919835, 0.2731470704, 0.430329154],
    ['marital-status', 0.4618270378, 0.4616345771, 0.1132735065, 0.1784565808],
    ['occupation', 0.4243644873, 0.4238640826, 0.0993089624, 0.1564561601],
    ['workclass', 0.1536703199, 0.1528711376, 0.0130541613, 0.0205661594],
    ['race', 0.1181154692, null, null, null],
    ['education', 0.0956206065, null, null, null],
    ['native-country', 0.0671477594, 0.057006207, null, null],
  ])('have the reference figures: %s', (feature, v, corrected, information, share) => {
    const found = association(cross(train(), of('sex'), of(feature)));
    const wanted = [v, corrected, information, share].map((value) =>
      value === null ? expect.any(Number) : expect.closeTo(value, 9),
    );
    const { cramerV, cramerVCorrected, mutualInformation, groupToldBySegment } = found;
    expect([cramerV, cramerVCorrected, mutualInformation, groupToldBySegment]).toEqual(wanted);
  });

  it('are ranked over both kinds', () => {
    const numeric = ['hours-per-week', 'age', 'capital-gain', 'fnlwgt', 'capital-loss', 'education-num'];
    const texts = ['relationship', 'marital-status', 'occupation', 'workclass'];
    const { proxies } = rankProxies([
      ...numeric.map((feature) => tableOf(feature, true)),
      ...texts.map((feature) => tableOf(feature, false)),
    ]);
    const areas = Object.fromEntries(
      proxies.filter(({ measure }) => measure === 'AUC').map((p) => [p.feature, p.value]),
    );
    expect(areas).toEqual({
      'hours-per-week': expect.closeTo(0.6539401241, 9),
      age: expect.closeTo(0.5615688366, 9),
      'capital-gain': expect.closeTo(0.5195948476, 9),
      fnlwgt: expect.closeTo(0.5153867133, 9),
      'capital-loss': expect.closeTo(0.5094508954, 9),
      'education-num': expect.closeTo(0.5037582687, 9),
    });
    expect(proxies.slice(0, 4).map(({ feature }) => feature)).toEqual([
      'relationship',
      'marital-status',
      'occupation',
      'hours-per-week',
    ]);
    expect(proxies.find(({ feature }) => feature === 'hours-per-week')?.strength).toBeCloseTo(2 * 0.6539401241 - 1, 9);
  });
});

told('german credit', () => {
  const people = lazily(() => lines('german-credit/german.data').map((line) => line.trim().split(/\s+/)));
  const granted = (group: (cells: string[]) => string) => cross(people(), group, (cells) => cells[20] as string);
  const age = (cells: string[]) => Number(cells[12]);

  it('flips its verdict with one inclusive boundary', () => {
    const above = disparity(
      granted((cells) => (age(cells) > 25 ? 'old' : 'young')),
      '1',
    );
    const from = disparity(
      granted((cells) => (age(cells) >= 25 ? 'old' : 'young')),
      '1',
    );
    expect(above?.difference).toBeCloseTo(0.1494476933, 10);
    expect(above?.ratio).toBeCloseTo(0.7948260482, 10);
    expect(from?.ratio).toBeCloseTo(0.8212484098, 9);
  });

  it('has the rates by sex', () => {
    const table = granted((cells) => (['A92', 'A95'].includes(cells[8] as string) ? 'female' : 'male'));
    expect(
      selectionRates(table)
        .rates.filter(({ segment }) => segment === '1')
        .map(({ rate }) => rate),
    ).toEqual([expect.closeTo(0.6483870968, 10), expect.closeTo(0.7231884058, 10)]);
    expect(disparity(table, '1')?.ratio).toBeCloseTo(0.8965673283, 9);
  });
});

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

told('credit cards by limit', () => {
  const file = lazily(() => lines('credit-card-clients/credit-card-clients.csv').map((line) => line.split(',')));
  const at = (name: string) => (file()[0] as string[]).indexOf(name);
  const cards = (group: (row: string[]) => string) => cross(file().slice(1), group, limit);
  const column = (name: string) => (row: string[]) => row[at(name)] as string;
  const limit = (row: string[]) =>
    `L${[50000, 140000, 240000].filter((end) => Number(row[at('LIMIT_BAL')]) > end).length}`;

  it('have the reference figures by sex', () => {
    const table = cards(column('SEX'));
    expect(association(table)).toMatchObject({
      total: 30000,
      chiSquare: expect.closeTo(393.5559936319, 8),
      g: expect.closeTo(390.7020567694, 8),
      cramerV: expect.closeTo(0.1145361651, 9),
      cramerVCorrected: expect.closeTo(0.1141006738, 9),
      mutualInformation: expect.closeTo(0.006511700946, 11),
    });
    expect(balance(table)).toMatchObject({
      chierichetti: expect.closeTo(0.5313757039, 9),
      bera: expect.closeTo(0.8165752841, 9),
    });
    expect(totalVariation(table).totalVariation).toBeCloseTo(0.0990417334, 9);
  });

  it('have the reference figures by education and by sex and marriage', () => {
    const education = association(cards(column('EDUCATION')));
    expect([education.chiSquare, education.cramerV]).toEqual([
      expect.closeTo(2411.7167796066, 7),
      expect.closeTo(0.1636974438, 9),
    ]);
    const both = association(cards((row) => `${column('SEX')(row)}|${column('MARRIAGE')(row)}`));
    expect([both.chiSquare, both.cramerV]).toEqual([expect.closeTo(953.056680843, 8), expect.closeTo(0.102905387, 9)]);
  });

  it.each(['none', 'holm'] as const)('have the reference verdicts with correction %s', (correction) => {
    const table = cards(column('SEX'));
    const options = { ratioMin: 0.8, confidence: 0.95, correction, groupSizeMin: 30 };
    const result = judgeFairness([{ trait: 'sex', status: 'held', table }], options);
    const verdicts = result.traits[0]?.comparisons.map(({ segment, verdict }) => [segment, verdict]);
    expect(verdicts).toEqual([
      ['L0', 'fail'],
      ['L1', 'inconclusive'],
      ['L2', 'inconclusive'],
      ['L3', 'pass'],
    ]);
    expect(result.traits[0]?.verdict).toBe('fail');
  });
});
