import fc from 'fast-check';
import { countTable } from '../count-table/index.js';
import { differentialFairness } from './differential-fairness.js';

const cells = fc.array(fc.array(fc.nat(60), { minLength: 3, maxLength: 3 }), { minLength: 2, maxLength: 5 });
const tableOf = (counts: readonly (readonly number[])[]) =>
  countTable(
    counts.map((_, at) => `g${at}`),
    (counts[0] ?? []).map((_, at) => `s${at}`),
    counts,
  );
const epsilonOf = (counts: readonly (readonly number[])[]) => differentialFairness(tableOf(counts)).epsilon;

describe('differential fairness', () => {
  it('names the segment and the groups that are furthest apart', () => {
    const found = differentialFairness(
      tableOf([
        [3, 1],
        [1, 3],
      ]),
    );
    expect(found).toMatchObject({ concentration: 1, outcomes: 2, segment: 's0', groups: ['g1', 'g0'] });
    expect(found.epsilon).toBeCloseTo(Math.log(3.5 / 1.5), 12);
    expect(found.worstRatio).toBeCloseTo(1.5 / 3.5, 12);
  });

  it('takes concentration and outcomes as parameters, and comes near the bare ratio without smoothing', () => {
    const table = tableOf([
      [30, 70],
      [60, 40],
    ]);
    expect(differentialFairness(table, { concentration: 1e-9 }).worstRatio).toBeCloseTo(0.5, 9);
    expect(differentialFairness(table, { concentration: 10, outcomes: 5 }).worstRatio).toBeCloseTo(32 / 62, 12);
    expect(differentialFairness(table, { concentration: 1e9 }).epsilon).toBeCloseTo(0, 5);
  });

  it('does not depend on order or on groups and segments without people', () => {
    fc.assert(
      fc.property(cells, (counts) => {
        const epsilon = epsilonOf(counts);
        expect(epsilonOf([...counts].reverse())).toEqual(epsilon);
        expect(epsilonOf(counts.map((row) => [...row].reverse()))).toEqual(epsilon);
        expect(epsilonOf([...counts.map((row) => [...row, 0]), [0, 0, 0, 0]])).toEqual(epsilon);
      }),
    );
  });

  it('is unchanged when everybody, the made-up people too, is counted twice', () => {
    fc.assert(
      fc.property(cells, (counts) => {
        const doubled = tableOf(counts.map((row) => row.map((count) => 2 * count)));
        const twice = differentialFairness(doubled, { concentration: 2 }).epsilon;
        expect(twice === null ? null : twice).toEqual(
          epsilonOf(counts) === null ? null : expect.closeTo(epsilonOf(counts) as number, 9),
        );
      }),
    );
  });

  it('is 0 for groups that are spread alike, and is not there for one group', () => {
    expect(
      epsilonOf([
        [10, 30],
        [10, 30],
      ]),
    ).toBe(0);
    expect(
      differentialFairness(
        tableOf([
          [3, 4],
          [0, 0],
        ]),
      ),
    ).toMatchObject({ epsilon: null, segment: null });
  });

  it('refuses a smoothing that is none', () => {
    const table = tableOf([
      [1, 2],
      [3, 4],
    ]);
    expect(() => differentialFairness(table, { concentration: 0 })).toThrow('MEASURE_OPTION_INVALID');
    expect(() => differentialFairness(table, { concentration: 1, outcomes: 1 })).toThrow('MEASURE_OPTION_INVALID');
  });
});
