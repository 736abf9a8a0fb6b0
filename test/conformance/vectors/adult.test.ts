import { type CountTable, judgeFairness, selectionRates } from '../../../src/measures/index.js';
import { describeWith } from '../../data-sets.js';
import { ageBand, educationHours, everybody, of, type Person, train } from './adult.js';
import { cross, disparity, lazily } from './tables.js';

const told = describeWith('adult');

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
