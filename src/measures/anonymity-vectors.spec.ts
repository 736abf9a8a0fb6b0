import { existsSync, readFileSync } from 'node:fs';
import { packageRoot } from '../documents/index.js';
import {
  betaLikeness,
  type ClassTable,
  classTable,
  deltaDisclosure,
  discernibility,
  homogeneity,
  kAnonymity,
  lDiversity,
  populationUniqueness,
  reidentificationRisk,
  tCloseness,
  withSegmentKnown,
} from './index.js';
import { recursiveAbove } from './l-diversity/index.js';

const data = new URL('../shared/data/', packageRoot());
const present = existsSync(data);
const told = present ? describe : describe.skip;
if (!present) console.warn('skipped: ../shared/data is absent');

/** Records by column name; quoted cells may hold commas. */
function read(file: string, header?: readonly string[]): readonly Record<string, string>[] {
  const lines = readFileSync(new URL(file, data), 'utf8')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '');
  const rows = lines.map((line) =>
    [...line.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g)].map(([, quoted, plain]) => (quoted ?? plain ?? '').trim()),
  );
  const names = header ?? (rows.shift() as string[]);
  return rows.map((row) => Object.fromEntries(names.map((name, at) => [name, row[at] ?? ''])));
}

/** Classes of equal quasi-identifiers by the sensitive values in ascending order. */
function classesOf(
  records: readonly Record<string, string>[],
  quasiIdentifiers: readonly string[],
  sensitive: string,
): ClassTable {
  const values = [...new Set(records.map((record) => record[sensitive] as string))];
  const numeric = values.every((value) => value !== '' && Number.isFinite(Number(value)));
  values.sort(numeric ? (a, b) => Number(a) - Number(b) : undefined);
  const places = new Map(values.map((value, at) => [value, at]));
  const classes = new Map<string, number[]>();
  for (const record of records) {
    const key = JSON.stringify(quasiIdentifiers.map((name) => record[name]));
    const counts = classes.get(key) ?? new Array<number>(values.length).fill(0);
    (counts[places.get(record[sensitive] as string) as number] as number) += 1;
    classes.set(key, counts);
  }
  return classTable(values, [...classes.values()]);
}

const ADULT = ['age', 'education', 'occupation', 'relationship', 'sex', 'native-country'];
const MATHS = ['Teacher', 'Gender', 'Ethnic', 'Freeredu', 'wesson'];
const DRUGS = ['Age', 'Sex', 'BP', 'Cholesterol', 'Na_to_K'];
const HOSPITAL = ['name', 'age', 'gender', 'city', 'religion'];
const CENSUS = [
  ...['age', 'workclass', 'fnlwgt', 'education', 'education-num', 'marital-status', 'occupation', 'relationship'],
  ...['race', 'sex', 'capital-gain', 'capital-loss', 'hours-per-week', 'native-country', 'salary-class'],
];

/** n, classes, k, three risks, l, entropy l, alpha, t, basic beta, enhanced beta, finite delta, sum of squares. */
type Wanted = readonly number[];
const TABLES: readonly (readonly [string, readonly string[], string, Wanted])[] = [
  [
    'adult_anonymized_3',
    ADULT,
    'salary-class',
    [
      18203, 2837, 3, 0.3333333333, 0.1558534308, 0.217665401, 1, 1, 1, 0.7135636983, 2.4911775988, 1.2502391002,
      2.9206129678, 194183,
    ],
  ],
  [
    'adult_anonymized_10',
    ADULT,
    'salary-class',
    [
      7303, 462, 10, 0.1, 0.0632616733, 0.0715111931, 1, 1, 1, 0.6349445433, 1.7393098275, 1.0077060009, 2.8038789208,
      136905,
    ],
  ],
  [
    'adult_anonymized_20',
    ADULT,
    'salary-class',
    [
      2428, 89, 20, 0.05, 0.0366556837, 0.0389010783, 1, 1, 1, 0.6684514003, 2.0161490683, 1.1039808748, 2.8553049534,
      70778,
    ],
  ],
  [
    'StudentsMath_Score',
    MATHS,
    'Score',
    [216, 46, 1, 1, 0.212962963, 0.2700749733, 1, 1, 1, 0.4165919952, 71, 5.3752784077, 4.276666119, 1208],
  ],
  [
    'StudentsMath_Score_k2',
    MATHS,
    'Score',
    [
      215, 45, 2, 0.5, 0.2093023256, 0.2538544172, 2, 2, 0.5, 0.4172293073, 70.6666666667, 5.3706380281, 4.2720257395,
      1207,
    ],
  ],
  [
    'StudentsMath_Score_k5',
    MATHS,
    'Score',
    [
      154, 25, 5, 0.2, 0.1623376623, 0.1702712843, 4, 3.4641016151, 0.5, 0.3102328706, 29.8, 5.0369526024, 3.42751469,
      1006,
    ],
  ],
  [
    'StudentsMath_Score_k7',
    MATHS,
    'Score',
    [
      64, 8, 7, 0.1428571429, 0.125, 0.1279310968, 6, 5.7423474921, 0.2857142857, 0.1974888393, 8.1428571429,
      4.1588830834, 2.2129729343, 526,
    ],
  ],
  ['drug_type', DRUGS, 'Drug', [200, 200, 1, 1, 1, 1, 1, 1, 1, 0.92, 11.5, 2.5257286443, 2.5257286443, 200]],
  [
    'drugs_k5',
    DRUGS,
    'Drug',
    [
      185, 20, 5, 0.2, 0.1081081081, 0.1246264357, 2, 1.5691925832, 0.8333333333, 0.6797297297, 9.6730769231,
      2.6554064676, 2.3677243952, 1963,
    ],
  ],
  [
    'hospital_anonymized',
    HOSPITAL,
    'disease',
    [13, 5, 2, 0.5, 0.3846153846, 0.4, 1, 1, 1, 0.6153846154, 3.3333333333, 2.5649493574, 1.4663370688, 35],
  ],
];

function figures(table: ClassTable, ordered: boolean): readonly (number | null)[] {
  const { people, classes, k } = kAnonymity(table);
  const { highest, peopleAverage, classAverage } = reidentificationRisk(table);
  const { distinct, entropy } = lDiversity(table);
  const { basic, enhanced } = betaLikeness(table);
  const { equal, ordered: orderedT } = tCloseness(table);
  return [
    ...[people, classes, k, highest, peopleAverage, classAverage, distinct, entropy],
    ...[homogeneity(table).largestShare, ordered ? orderedT : equal, basic, enhanced],
    ...[deltaDisclosure(table).finite, discernibility(table).sumOfSquares],
  ];
}

const near = (wanted: Wanted) => wanted.map((value) => expect.closeTo(value, 9));

told('tables with known anonymity', () => {
  it.each(TABLES)('have the reference figures: %s', (file, quasiIdentifiers, sensitive, wanted) => {
    const table = classesOf(read(`pycanon-anonymity/${file}.csv`), quasiIdentifiers, sensitive);
    expect(figures(table, sensitive === 'Score')).toEqual(near(wanted));
  });

  it('have the reference figures: adult before anonymisation', () => {
    const table = classesOf(read('adult/adult.data', CENSUS), ADULT, 'salary-class');
    const wanted = [
      32561, 15093, 1, 1, 0.4635299899, 0.7833112531, 1, 1, 1, 0.7591904426, 3.1526590996, 1.4237488759, 2.9825939174,
      212745,
    ];
    expect(figures(table, false)).toEqual(near(wanted));
  });

  it('are k-anonymous and give their sensitive value away all the same', () => {
    const table = classesOf(read('pycanon-anonymity/adult_anonymized_20.csv'), ADULT, 'salary-class');
    expect(kAnonymity(table).k).toBe(20);
    expect(lDiversity(table).distinct).toBe(1);
    expect(homogeneity(table).largestShare).toBe(1);
    expect(deltaDisclosure(table).infinite).toBe(true);
  });

  it.each([
    ['StudentsMath_Score_k2', MATHS, 'Score', 2, 1],
    ['StudentsMath_Score_k5', MATHS, 'Score', 4, 3],
    ['StudentsMath_Score_k7', MATHS, 'Score', 6, 2],
    ['drugs_k5', DRUGS, 'Drug', 2, 5],
  ] as const)('are recursively diverse by the definition: %s', (file, quasiIdentifiers, sensitive, l, c) => {
    const table = classesOf(read(`pycanon-anonymity/${file}.csv`), quasiIdentifiers, sensitive);
    expect(recursiveAbove(table, l)).toBeCloseTo(c, 12);
    expect(lDiversity(table).recursiveAbove).toBeCloseTo(c, 12);
    expect(recursiveAbove(table, 60)).toBeNull();
  });
});

/** A table of ARX, whose cells are parted by semicolons. */
function semicolons(file: string): readonly Record<string, string>[] {
  const [head = '', ...lines] = readFileSync(new URL(`arx-adult/${file}`, data), 'utf8')
    .trim()
    .split(/\r?\n/);
  const names = head.split(';');
  return lines.map((line) => Object.fromEntries(line.split(';').map((cell, at) => [names[at] as string, cell])));
}

told('tables that ARX measured', () => {
  const NINE = [
    ...['sex', 'age', 'race', 'marital-status', 'education', 'native-country', 'workclass', 'occupation'],
    'salary-class',
  ];

  it('have its risks, uniques and population uniques by nine quasi-identifiers', () => {
    const table = classesOf(semicolons('adult.csv'), NINE, 'salary-class');
    expect(kAnonymity(table)).toMatchObject({ people: 30_162, classes: 19_502, k: 1, uniques: 15_512 });
    expect(reidentificationRisk(table)).toMatchObject({ highest: 1, peopleAverage: 0.6465751607983555 });
    const sizes = new Map<number, number>();
    for (const { size, times } of table.classes) sizes.set(size, (sizes.get(size) ?? 0) + times);
    const found = populationUniqueness({
      sizes: [...sizes].map(([size, classes]) => ({ size, classes })),
      samplingFraction: 0.1,
    });
    expect(found.pitman).toBeCloseTo(0.27684993883653597, 9);
    expect(found.zayatz).toBeCloseTo(0.3207402393466189, 9);
  });

  it('have its classes by three quasi-identifiers', () => {
    const table = classesOf(semicolons('adult.csv'), ['sex', 'age', 'race'], 'salary-class');
    expect(kAnonymity(table)).toMatchObject({ classes: 528, uniques: 62 });
  });

  it('have its risk before and after two people look alike', () => {
    const people = semicolons('test.csv');
    expect(reidentificationRisk(classesOf(people, ['age', 'gender', 'zipcode'], 'gender')).peopleAverage).toBe(1);
    const coarse = people.map((one) => ({
      ...one,
      age: Number(one['age']) < 50 ? '<50' : '>=50',
      zipcode: `${one['zipcode']?.slice(0, 3)}**`,
    }));
    const { peopleAverage, highest } = reidentificationRisk(classesOf(coarse, ['age', 'zipcode'], 'gender'));
    expect([peopleAverage, highest]).toEqual([expect.closeTo(0.42857142857142855, 12), 0.5]);
  });
});

/** Centroids of the best five segments by income and score, in the order of the reference. */
const CENTROIDS = [
  [25.727273, 79.363636],
  [26.304348, 20.913043],
  [55.296296, 49.518519],
  [86.538462, 82.128205],
  [88.2, 17.114286],
] as const;

function mall(): readonly Record<string, string>[] {
  return read('mall-customers/Mall_Customers.csv').map((record) => {
    const [income, score] = [Number(record['Annual Income (k$)']), Number(record['Spending Score (1-100)'])];
    const distances = CENTROIDS.map(([x, y]) => (income - x) ** 2 + (score - y) ** 2);
    const age = Number(record['Age']);
    const band = age < 30 ? '18-29' : age < 45 ? '30-44' : age < 60 ? '45-59' : '60+';
    return { ...record, band, segment: String(distances.indexOf(Math.min(...distances))) };
  });
}

told('the segment of a shop as the sensitive attribute', () => {
  const byBand = () => classesOf(mall(), ['Gender', 'band'], 'segment');

  it('has the reference figures', () => {
    const table = byBand();
    expect(kAnonymity(table)).toMatchObject({ people: 200, classes: 8, k: 8 });
    expect(lDiversity(table)).toMatchObject({ distinct: 2, entropy: expect.closeTo(1.457569265, 9) });
    expect(homogeneity(table).largestShare).toBeCloseTo(0.875, 12);
    expect(tCloseness(table).equal).toBeCloseTo(0.48, 12);
    expect(betaLikeness(table).basic).toBeCloseTo(1.8213166144, 9);
    expect(reidentificationRisk(table).peopleAverage).toBeCloseTo(0.04, 12);
  });

  it('makes people unique once it is known', () => {
    const known = kAnonymity(withSegmentKnown(byBand()), 5);
    expect(known).toMatchObject({ people: 200, classes: 30, k: 1, uniques: 4, peopleBelow: 34 });
  });

  it('stands beside exact ages, which make people unique on their own', () => {
    const table = classesOf(mall(), ['Gender', 'Age'], 'segment');
    expect(kAnonymity(table)).toMatchObject({ classes: 87, k: 1, uniques: 35 });
    expect(reidentificationRisk(table).peopleAverage).toBeCloseTo(0.435, 12);
  });
});
