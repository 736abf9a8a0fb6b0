import fc from 'fast-check';
import { type CountTable, countTable } from '../count-table/index.js';
import { groupSizeNeeded } from './group-size-needed.js';
import { type FairnessOptions, judgeFairness } from './judge-fairness.js';

const uncorrected: FairnessOptions = { ratioMin: 0.8, confidence: 0.95, correction: 'none', groupSizeMin: 0 };
const corrected: FairnessOptions = { ...uncorrected, correction: 'holm' };

/** One segment and the rest, so that each group has the total given. */
function twoGroups([a, aTotal]: [number, number], [b, bTotal]: [number, number]): CountTable {
  return countTable(
    ['a', 'b'],
    ['in', 'out'],
    [
      [a, aTotal - a],
      [b, bTotal - b],
    ],
  );
}

const judgeOne = (table: CountTable, options = uncorrected) =>
  judgeFairness([{ trait: 'sex', status: 'held', table }], options);
const inside = (table: CountTable, options = uncorrected) => judgeOne(table, options).traits[0]?.comparisons[0];

describe('a verdict without correction', () => {
  const cases: [string, [number, number], [number, number], number | null, [number, number] | null, string][] = [
    ['one segment of a shop', [16, 112], [19, 88], 0.6616541353, [0.361822, 1.209949], 'inconclusive'],
    ['limits up to 50k', [3951, 18112], [3725, 11888], 0.6961825598, [0.670011, 0.723377], 'fail'],
    ['limits from 50k to 140k', [4972, 18112], [2642, 11888], 0.8095791344, [0.776959, 0.843568], 'inconclusive'],
    ['limits from 140k to 240k', [4950, 18112], [2693, 11888], 0.8288744783, [0.795711, 0.86342], 'inconclusive'],
    ['limits above 240k', [4239, 18112], [2828, 11888], 0.9838443555, [0.94377, 1.025621], 'pass'],
    ['an empty cell', [0, 12], [7, 40], 0, [0.012864, 3.436592], 'inconclusive'],
    ['nobody in either group', [0, 12], [0, 40], null, null, 'not_estimable'],
    ['an absent group', [0, 0], [7, 40], null, null, 'not_estimable'],
  ];

  it.each(cases)('of %s is the reference one', (_, a, b, ratio, interval, verdict) => {
    const found = inside(twoGroups(a, b));
    expect(found?.verdict).toBe(verdict);
    if (ratio === null) expect(found?.ratio).toBeNull();
    else expect(found?.ratio).toBeCloseTo(ratio, 10);
    const ends = interval?.map((end) => expect.closeTo(end, 6)) ?? null;
    expect(found?.ratioInterval).toEqual(ends);
  });

  it('has the difference of Newcombe, lower rate first', () => {
    const found = inside(twoGroups([16, 112], [19, 88]));
    expect(found?.differenceInterval?.[0]).toBeCloseTo(-0.1834554913, 10);
    expect(found?.differenceInterval?.[1]).toBeCloseTo(0.0328728413, 10);
    const cards = inside(twoGroups([3951, 18112], [3725, 11888]));
    expect(cards?.differenceInterval?.[0]).toBeCloseTo(-0.1054927225, 10);
    expect(cards?.differenceInterval?.[1]).toBeCloseTo(-0.0849321792, 10);
  });

  it('is what the interval alone says', () => {
    const people = fc.integer({ min: 1, max: 3000 });
    const share = fc.tuple(people, fc.double({ min: 0, max: 1, noNaN: true }));
    fc.assert(
      fc.property(share, share, fc.double({ min: 0.3, max: 0.99, noNaN: true }), ([n, p], [m, q], ratioMin) => {
        const found = inside(twoGroups([Math.round(n * p), n], [Math.round(m * q), m]), { ...uncorrected, ratioMin });
        const interval = found?.ratioInterval;
        if (!interval) return found?.verdict === 'not_estimable';
        const [low, high] = interval;
        const wanted = high < ratioMin ? 'fail' : low >= ratioMin && high <= 1 / ratioMin ? 'pass' : 'inconclusive';
        return found.verdict === wanted;
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a verdict', () => {
  it('never passes on a handful of people who are all selected', () => {
    expect(inside(twoGroups([1, 1], [1, 1]))?.verdict).toBe('inconclusive');
    expect(inside(twoGroups([0, 1], [1, 1000]))?.verdict).toBe('inconclusive');
  });

  it('is the same whichever group comes first', () => {
    const count = fc.integer({ min: 0, max: 400 });
    fc.assert(
      fc.property(count, count, count, count, (a, restA, b, restB) => {
        const one = inside(twoGroups([a, a + restA], [b, b + restB]));
        const other = inside(twoGroups([b, b + restB], [a, a + restA]));
        const { groups: _, shares: _shares, ...figures } = one as NonNullable<typeof one>;
        expect(other).toMatchObject(figures);
      }),
    );
  });

  it('stays open for a group under the minimum, with the size that would decide', () => {
    const found = inside(twoGroups([3, 30], [900, 3000]), { ...uncorrected, groupSizeMin: 50 });
    expect(found).toMatchObject({ verdict: 'inconclusive', reason: 'group-under-minimum', groupSizeNeeded: 858 });
  });

  it('is not assessed for a trait that is not held or that no policy names', () => {
    const table = twoGroups([10, 100], [20, 100]);
    const result = judgeFairness(
      [
        { trait: 'religion', status: 'not-held', table: null },
        { trait: 'sex', status: 'held', table, ratioMin: null },
      ],
      corrected,
    );
    expect(result.traits.map(({ verdict, reason }) => [verdict, reason])).toEqual([
      ['not_assessed', 'trait-not-held'],
      ['not_assessed', 'no-threshold'],
    ]);
    expect(result.family).toBe(0);
  });

  it('of an estimated trait is never a pass', () => {
    const table = twoGroups([4239, 18112], [2828, 11888]);
    const result = judgeFairness([{ trait: 'sex', status: 'estimated', table }], uncorrected);
    expect(result.traits[0]?.comparisons[0]).toMatchObject({ verdict: 'inconclusive', reason: 'trait-estimated' });
  });

  it('of a trait with one group cannot be stated', () => {
    const result = judgeOne(countTable(['only'], ['in', 'out'], [[10, 20]]));
    expect(result.traits[0]).toMatchObject({ verdict: 'not_estimable', reason: 'nothing-to-compare', worst: null });
  });

  it('of the trait is that of its worst comparison', () => {
    const result = judgeOne(
      countTable(
        ['a', 'b', 'c'],
        ['in', 'out'],
        [
          [500, 500],
          [480, 520],
          [100, 900],
        ],
      ),
    );
    expect(result.traits[0]?.verdict).toBe('fail');
    expect(result.traits[0]?.worst).toMatchObject({ segment: 'in', groups: ['c', 'a'], ratio: 0.2 });
  });
});

describe('the correction', () => {
  const table = countTable(
    ['a', 'b'],
    ['s1', 's2', 's3'],
    [
      [200, 300, 500],
      [262, 290, 448],
    ],
  );

  it('can only open verdicts, never close them', () => {
    const count = fc.integer({ min: 0, max: 2000 });
    const counts = fc.array(fc.array(count, { minLength: 4, maxLength: 4 }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(counts, (cells) => {
        const random = countTable(['a', 'b', 'c'], ['s1', 's2', 's3', 's4'], cells);
        const alone = judgeOne(random).traits[0]?.comparisons ?? [];
        const family = judgeOne(random, corrected).traits[0]?.comparisons ?? [];
        return family.every(
          ({ verdict }, at) => verdict === alone[at]?.verdict || (verdict === 'inconclusive' && at < alone.length),
        );
      }),
    );
  });

  it('says which verdicts it opened', () => {
    expect(inside(table)?.verdict).toBe('inconclusive');
    const borderline = twoGroups([400, 2000], [560, 2000]);
    expect(inside(borderline)).toMatchObject({ verdict: 'fail' });
    const many = Array.from({ length: 40 }, (_, at) => ({
      trait: `t${at}`,
      status: 'held' as const,
      table: at === 0 ? borderline : twoGroups([400, 2000], [420, 2000]),
    }));
    const result = judgeFairness(many, corrected);
    expect(result.family).toBe(80);
    expect(result.traits[0]?.comparisons[0]).toMatchObject({ verdict: 'inconclusive', reason: 'lost-to-correction' });
  });

  it('does not count groups that are absent or too small, so that declaring one changes nothing else', () => {
    const declared = countTable([...table.groups, 'nobody'], table.segments, [...table.counts, [0, 0, 0]]);
    const without = judgeOne(table, corrected);
    const with_ = judgeOne(declared, corrected);
    expect(with_.family).toBe(without.family);
    const shared = with_.traits[0]?.comparisons.filter(({ groups }) => !groups.includes('nobody'));
    expect(shared).toEqual(without.traits[0]?.comparisons);
    expect(with_.traits[0]?.comparisons.filter(({ reason }) => reason === 'group-absent')).toHaveLength(6);
  });
});

describe('the correction over attempts', () => {
  const marginal = twoGroups([1040, 3000], [1200, 3000]);

  it('asks more of a pass the more was tried before, and is that of the run where nothing was', () => {
    const tried = (triedBefore: number) => inside(marginal, { ...corrected, triedBefore });
    expect(tried(0)).toEqual(inside(marginal, corrected));
    expect(tried(0)?.verdict).toBe('pass');
    expect(tried(4)).toMatchObject({ verdict: 'inconclusive', reason: 'lost-to-correction' });
    expect(tried(4)?.pAtOrAbove).toBeCloseTo(5 * (tried(0)?.pAtOrAbove as number), 12);
    expect(tried(4)?.groupSizeNeededCorrected).toBeGreaterThan(tried(4)?.groupSizeNeeded as number);
  });

  it('never turns a verdict into a pass, and never softens a fail', () => {
    const count = fc.integer({ min: 0, max: 2000 });
    fc.assert(
      fc.property(count, count, fc.integer({ min: 0, max: 500 }), (a, b, triedBefore) => {
        const table = twoGroups([a, 2000], [b, 2000]);
        const [before, after] = [judgeOne(table, corrected), judgeOne(table, { ...corrected, triedBefore })];
        before.traits[0]?.comparisons.forEach(({ verdict }, at) => {
          const now = after.traits[0]?.comparisons[at]?.verdict;
          expect(now === verdict || (verdict === 'pass' && now === 'inconclusive')).toBe(true);
        });
      }),
    );
  });
});

describe('the group size that would decide', () => {
  it.each([
    [0.5, 387],
    [0.4, 564],
    [0.2, 1447],
    [0.1, 3213],
    [0.05, 6745],
  ])('at a rate of %d is %d', (rate, size) => {
    expect(groupSizeNeeded(rate, 0.8, 0.95)).toBe(size);
  });

  it('does not exist for a rate of 0 or a threshold of 1', () => {
    expect(groupSizeNeeded(0, 0.8, 0.95)).toBeNull();
    expect(groupSizeNeeded(0.5, 1, 0.95)).toBeNull();
  });
});

describe('options out of range', () => {
  it.each([
    { ...uncorrected, ratioMin: 0 },
    { ...uncorrected, ratioMin: 1.25 },
    { ...uncorrected, confidence: 1 },
    { ...uncorrected, groupSizeMin: -1 },
    { ...uncorrected, ratioMin: Number.NaN },
  ])('are refused: %j', (options) => {
    expect(() => judgeOne(twoGroups([1, 2], [1, 2]), options)).toThrow('MEASURE_OPTION_INVALID');
  });
});
