import { existsSync, readFileSync } from 'node:fs';
import { packageRoot } from '../documents/index.js';
import {
  association,
  balance,
  type CountTable,
  countTable,
  differentialFairness,
  rankProxies,
  selectionRates,
  totalVariation,
} from './index.js';

const data = new URL('../shared/data/', packageRoot());
const present = existsSync(data);
const told = present ? describe : describe.skip;
if (!present) console.warn('skipped: ../shared/data is absent');

type Row = Readonly<Record<string, string>>;

/** Ten decimals, of which the last may be cut off instead of rounded. */
const given = (value: number) => expect.closeTo(value, 9.6);

const CENSUS = [
  ...['age', 'workclass', 'fnlwgt', 'education', 'education-num', 'marital-status', 'occupation', 'relationship'],
  ...['race', 'sex', 'capital-gain', 'capital-loss', 'hours-per-week', 'native-country', 'income'],
];

function read(file: string, header?: readonly string[]): readonly Row[] {
  const lines = readFileSync(new URL(file, data), 'utf8').split(/\r?\n/);
  const rows = lines.filter((line) => line.trim() !== '').map((line) => line.split(',').map((cell) => cell.trim()));
  const names = header ?? (rows.shift() as string[]);
  return rows.map((row) => Object.fromEntries(names.map((name, at) => [name, row[at] ?? ''])));
}

/** Counts of rows by two readings of them, names in the order of their first row. */
function crossed(rows: readonly Row[], group: (row: Row) => string, segment: (row: Row) => string): CountTable {
  const [groups, segments] = [[...new Set(rows.map(group))], [...new Set(rows.map(segment))]];
  const places = new Map(groups.map((name, at) => [name, at]));
  const columns = new Map(segments.map((name, at) => [name, at]));
  const counts = groups.map(() => segments.map(() => 0));
  for (const row of rows) {
    const cells = counts[places.get(group(row)) as number] as number[];
    const at = columns.get(segment(row)) as number;
    cells[at] = (cells[at] as number) + 1;
  }
  return countTable(groups, segments, counts);
}

const column = (name: string) => (row: Row) => row[name] as string;
const together =
  (...of: readonly ((row: Row) => string)[]) =>
  (row: Row) =>
    of.map((one) => one(row)).join(' | ');
const income = (row: Row) => (row['income']?.startsWith('>50K') ? 'high' : 'low');
const whiteOrOther = (row: Row) => (row['race'] === 'White' ? 'White' : 'other');
const usOrOther = (row: Row) => (row['native-country'] === 'United-States' ? 'US' : 'other');

told('E: differential fairness on adult.test', () => {
  const test = present ? read('adult/adult.test', CENSUS) : [];
  const smoothing = { concentration: 1, outcomes: 2 };

  it('over white or other, sex, US or other: eight groups', () => {
    const table = crossed(test, together(whiteOrOther, column('sex'), usOrOther), income);
    expect(table.groups).toHaveLength(8);
    expect(differentialFairness(table, smoothing).epsilon).toBeCloseTo(1.53679014653623, 13);
  });

  it('over five races, sex, US or other: nineteen of twenty groups', () => {
    const table = crossed(test, together(column('race'), column('sex'), usOrOther), income);
    expect(table.groups).toHaveLength(19);
    expect(differentialFairness(table, smoothing).epsilon).toBeCloseTo(2.063813731996515, 13);
  });
});

told('F: income on adult', () => {
  const train = present ? read('adult/adult.data', CENSUS) : [];
  const all = present ? [...train, ...read('adult/adult.test', CENSUS)] : [];
  const known = all.filter((row) => !Object.values(row).includes('?'));
  const high = (rows: readonly Row[], group: (row: Row) => string) => {
    const { rates, segments } = selectionRates(crossed(rows, group, income));
    return {
      rates: rates.filter(({ segment }) => segment === 'high').map(({ rate }) => rate as number),
      ...segments.find(({ segment }) => segment === 'high'),
    };
  };

  it.each([
    ['sex, train', 32_561, () => train, column('sex'), 0.3057365764, 0.1094605886, 0.1962759878, 0.3580225497],
    ['white, train', 32_561, () => train, whiteOrOther, 0.2558599367, 0.1525816649, 0.1032782718, 0.596348404],
    ['sex, all', 48_842, () => all, column('sex'), 0.3037672282, 0.1092514822, 0.194515746, 0.3596552626],
    ['white, all', 48_842, () => all, whiteOrOther, 0.253986878, 0.1525423729, 0.1014445051, 0.6005915506],
    ['sex, complete', 45_222, () => known, column('sex'), null, null, 0.1989014327, 0.3634695424],
    ['white, complete', 45_222, () => known, whiteOrOther, null, null, 0.1039593703, 0.6037688467],
  ] as const)('by %s', (_, size, rows, group, privileged, other, difference, ratio) => {
    expect(rows()).toHaveLength(size);
    const found = high(rows(), group);
    if (privileged !== null) expect(Math.max(...found.rates)).toEqual(given(privileged));
    if (other !== null) expect(Math.min(...found.rates)).toEqual(given(other));
    expect(found.difference).toEqual(given(difference));
    expect(found.ratio).toEqual(given(ratio));
  });

  it('by five races, and by race and sex together, which is more than twice as far from even', () => {
    const races = high(train, column('race'));
    expect([races.difference, races.ratio]).toEqual([given(0.173389116), given(0.3472779293)]);
    const both = together(column('race'), column('sex'));
    const found = high(train, both);
    expect([found.difference, found.ratio]).toEqual([given(0.2811734647), given(0.1637201244)]);
    const table = crossed(train, both, income);
    const at = found.rates.indexOf(Math.min(...found.rates));
    expect([table.groups[at], table.counts[at]]).toEqual(['Other | Female', [103, 6]]);
    // Smoothing draws a group of 109 people towards the middle: another one leads.
    expect(differentialFairness(table).groups?.[0]).toBe('Black | Female');
  });
});

told('G: german credit, where one boundary turns the verdict', () => {
  const rows = present ? read('german-credit/german_data_credit.csv') : [];
  const good = (row: Row) => (row['class-label'] === '1' ? 'good' : 'bad');
  const ratio = (group: (row: Row) => string) =>
    selectionRates(crossed(rows, group, good)).segments.find(({ segment }) => segment === 'good');

  it('by age above 25, and from 25', () => {
    const above = ratio((row) => String(Number(row['age']) > 25));
    expect(above?.difference).toEqual(given(0.1494476933));
    expect(above?.ratio).toEqual(given(0.7948260482));
    expect(ratio((row) => String(Number(row['age']) >= 25))?.ratio).toEqual(given(0.8212484098));
  });

  it('by sex', () => {
    expect(ratio(column('sex'))?.ratio).toEqual(given(0.8965673283));
    const { rates } = selectionRates(crossed(rows, column('sex'), good));
    const shown = rates.filter(({ segment }) => segment === 'good').map(({ group, rate }) => [group, rate]);
    expect(Object.fromEntries(shown)).toEqual({
      male: given(0.7231884058),
      female: given(0.6483870968),
    });
  });
});

told('J: credit card clients by limit band', () => {
  const rows = present ? read('credit-card-clients/credit-card-clients.csv') : [];
  const band = (row: Row) => {
    const limit = Number(row['LIMIT_BAL']);
    return String([50_000, 140_000, 240_000].filter((edge) => limit > edge).length);
  };

  it('and sex', () => {
    const table = crossed(rows, column('SEX'), band);
    const found = association(table);
    expect(found.chiSquare).toBeCloseTo(393.5559936319, 9);
    expect(found.g).toBeCloseTo(390.7020567694, 9);
    expect(found.cramerV).toEqual(given(0.1145361651));
    expect(found.cramerVCorrected).toEqual(given(0.1141006738));
    expect(found.mutualInformation).toBeCloseTo(0.006511700946, 12);
    expect(balance(table).chierichetti).toEqual(given(0.5313757039));
    expect(balance(table).bera).toEqual(given(0.8165752841));
    expect(totalVariation(table).totalVariation).toEqual(given(0.0990417334));
  });

  it('and education, and sex with marriage', () => {
    const education = crossed(rows, column('EDUCATION'), band);
    expect(association(education).chiSquare).toBeCloseTo(2411.7167796066, 8);
    expect(association(education).cramerV).toEqual(given(0.1636974438));
    expect(education.counts[education.groups.indexOf('0')]?.reduce((sum, count) => sum + count, 0)).toBe(14);
    const both = crossed(rows, together(column('SEX'), column('MARRIAGE')), band);
    expect(both.groups).toHaveLength(8);
    expect(association(both).chiSquare).toBeCloseTo(953.056680843, 8);
    expect(association(both).cramerV).toEqual(given(0.102905387));
  });
});

told('K: proxies for sex in adult train', () => {
  const train = present ? read('adult/adult.data', CENSUS) : [];

  it.each([
    ['relationship', [0.6490003368, 0.6488919835, 0.2731470704, 0.430329154]],
    ['marital-status', [0.4618270378, 0.4616345771, 0.1132735065, 0.1784565808]],
    ['occupation', [0.4243644873, 0.4238640826, 0.0993089624, 0.1564561601]],
    ['workclass', [0.1536703199, 0.1528711376, 0.0130541613, 0.0205661594]],
    ['race', [0.1181154692]],
    ['education', [0.0956206065]],
    ['native-country', [0.0671477594, 0.057006207]],
  ])('by category: %s', (name, wanted) => {
    const found = association(crossed(train, column('sex'), column(name)));
    const figures = [found.cramerV, found.cramerVCorrected, found.mutualInformation, found.groupToldBySegment];
    expect(figures.slice(0, wanted.length)).toEqual(wanted.map(given));
  });

  it.each([
    ['hours-per-week', 0.6539401241],
    ['age', 0.5615688366],
    ['capital-gain', 0.5195948476],
    ['fnlwgt', 0.5153867133],
    ['capital-loss', 0.5094508954],
    ['education-num', 0.5037582687],
  ])('by number: %s', (name, area) => {
    const { groups, segments, counts } = crossed(train, column('sex'), column(name));
    const ascending = segments.map((value, at) => ({ value: Number(value), at })).sort((a, b) => a.value - b.value);
    const { proxies } = rankProxies([
      {
        ...{ feature: name, trait: 'sex', numeric: true, groups },
        ...{ distinct: segments.length, rows: train.length },
        counts: ascending.map(({ at }) => counts.map((row) => row[at] as number)),
      },
    ]);
    expect(proxies[0]?.value).toEqual(given(area));
  });
});
