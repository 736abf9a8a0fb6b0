import fc from 'fast-check';
import { balancedCentres, type GroupMoments, groupCosts } from './index.js';

const value = fc.integer({ min: -50, max: 50 }).map((n) => n / 10);
const moment = fc.record({
  people: fc.integer({ min: 1, max: 40 }),
  mean: fc.tuple(value, value),
  within: fc.nat(20),
});
const moments = (groups: number) =>
  fc.array(fc.array(moment, { minLength: 3, maxLength: 3 }), { minLength: groups, maxLength: groups });
const origin = [
  [0, 0],
  [0, 0],
  [0, 0],
];
const worst = (of: GroupMoments, centres: Parameters<typeof groupCosts>[1]) => Math.max(...groupCosts(of, centres));

/** Where everybody counts alike: the centres of k-means. */
const ordinary = (of: GroupMoments) =>
  origin.map((centre, at) => {
    const total = of.reduce((sum, row) => sum + (row[at]?.people ?? 0), 0);
    return centre.map(
      (_, axis) => of.reduce((sum, row) => sum + (row[at]?.people ?? 0) * (row[at]?.mean?.[axis] ?? 0), 0) / total,
    );
  });

describe('socially fair centres', () => {
  it('lie halfway between two groups that are alike but for their place', () => {
    const of: GroupMoments = [[{ people: 900, mean: [0, 0], within: 0 }], [{ people: 100, mean: [4, 0], within: 0 }]];
    const [centre] = balancedCentres(of, [[9, 9]]);
    expect(centre).toEqual([expect.closeTo(2, 9), expect.closeTo(0, 9)]);
    expect(groupCosts(of, [[2, 0]])).toEqual([4, 4]);
  });

  it('are those of a group that costs more wherever they lie', () => {
    const of: GroupMoments = [[{ people: 10, mean: [0, 0], within: 1000 }], [{ people: 10, mean: [1, 0], within: 0 }]];
    expect(balancedCentres(of, [[9, 9]])).toEqual([[0, 0]]);
  });

  it('keep the centre of a segment of nobody', () => {
    const nobody = { people: 0, mean: null, within: 0 };
    const of: GroupMoments = [[{ people: 5, mean: [1, 1], within: 0 }, nobody]];
    expect(
      balancedCentres(of, [
        [0, 0],
        [7, 8],
      ])[1],
    ).toEqual([7, 8]);
  });

  it('of two groups are as good as any that lie near, and never worse than the ordinary ones', () => {
    const nudge = fc.array(fc.tuple(value, value), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(moments(2), nudge, fc.constantFrom(1, 0.1, 0.001), (of, by, scale) => {
        const best = balancedCentres(of, origin);
        const cost = worst(of, best);
        expect(cost).toBeLessThanOrEqual(worst(of, ordinary(of)) + 1e-9);
        const near = best.map((centre, at) => centre.map((x, axis) => x + scale * (by[at]?.[axis] as number)));
        expect(cost).toBeLessThanOrEqual(worst(of, near) + 1e-9);
      }),
    );
  });

  it('of several groups come within one in a hundred of the best that is found beside them', () => {
    const nudge = fc.array(fc.tuple(value, value), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(moments(4), nudge, fc.constantFrom(1, 0.1, 0.01), (of, by, scale) => {
        const best = balancedCentres(of, origin);
        const cost = worst(of, best);
        expect(cost).toBeLessThanOrEqual(worst(of, ordinary(of)) + 1e-9);
        const near = best.map((centre, at) => centre.map((x, axis) => x + scale * (by[at]?.[axis] as number)));
        expect(cost).toBeLessThanOrEqual(1.01 * worst(of, near) + 1e-9);
      }),
      { numRuns: 40 },
    );
  });
});
