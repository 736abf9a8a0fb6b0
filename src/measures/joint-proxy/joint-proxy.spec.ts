import { assert, integer, property, tuple } from 'fast-check';
import { type CombinationTable, jointProxy } from './joint-proxy.js';

const table = (combinations: CombinationTable['combinations'], groups = ['a', 'b']): CombinationTable => ({
  trait: 'sex',
  groups,
  features: ['x', 'y'].slice(0, combinations[0]?.codes.length ?? 0),
  combinations,
});

describe('joint proxy', () => {
  it('sees two features that tell a trait together and neither alone', () => {
    const together = jointProxy(
      table([
        { codes: [0, 0], counts: [0, 50] },
        { codes: [0, 1], counts: [50, 0] },
        { codes: [1, 0], counts: [50, 0] },
        { codes: [1, 1], counts: [0, 50] },
      ]),
    );
    expect(together).toMatchObject({ people: 200, balancedAccuracy: 1, strength: 1, p: 0.05 });
    const alone = jointProxy(
      table([
        { codes: [0], counts: [50, 50] },
        { codes: [1], counts: [50, 50] },
      ]),
    );
    expect(alone.p).toBeGreaterThan(0.5);
  });

  it('learns from others alone: a value of its own tells nobody', () => {
    const people = Array.from({ length: 40 }, (_, at) => ({ codes: [at], counts: at % 2 ? [1, 0] : [0, 1] }));
    const { balancedAccuracy, p } = jointProxy(table(people));
    expect([balancedAccuracy, p]).toEqual([0.5, 1]);
  });

  it('counts a small group as much as a large one', () => {
    const { balancedAccuracy, recalls } = jointProxy(
      table([
        { codes: [0], counts: [900, 0] },
        { codes: [1], counts: [90, 10] },
      ]),
    );
    expect(recalls).toEqual([
      { group: 'a', people: 990, recall: expect.closeTo(900 / 990, 12) },
      { group: 'b', people: 10, recall: 1 },
    ]);
    expect(balancedAccuracy).toBeCloseTo((900 / 990 + 1) / 2, 12);
  });

  it('lists a group of one or nobody without a share, and says nothing of a single group', () => {
    const small = jointProxy(table([{ codes: [0], counts: [5, 1, 0] }], ['a', 'b', 'none']));
    expect(small).toMatchObject({ balancedAccuracy: null, strength: null, p: null });
    expect(small.recalls.map(({ people, recall }) => [people, recall])).toEqual([
      [5, null],
      [1, null],
      [0, null],
    ]);
  });

  it('does not turn on the codes of values or the order of features', () => {
    const count = integer({ min: 0, max: 12 });
    assert(
      property(tuple(count, count, count, count, count, count, count, count), (n) => {
        const of = (coded: (x: number, y: number) => number[]) =>
          [0, 1, 2, 3].map((at) => ({
            codes: coded(at >> 1, at & 1),
            counts: [n[2 * at] as number, n[2 * at + 1] as number],
          }));
        const one = jointProxy(table(of((x, y) => [x, y])));
        const other = jointProxy(table(of((x, y) => [1 - y, x])));
        if (one.balancedAccuracy === null) expect(other.balancedAccuracy).toBeNull();
        else expect(other.balancedAccuracy).toBeCloseTo(one.balancedAccuracy, 12);
      }),
      { numRuns: 30 },
    );
  });

  it('gives the same again under the same seed', () => {
    const some = table([
      { codes: [0, 1], counts: [7, 3] },
      { codes: [1, 1], counts: [2, 9] },
      { codes: [1, 0], counts: [4, 4] },
    ]);
    expect(jointProxy(some, 5)).toEqual(jointProxy(some, 5));
  });
});
