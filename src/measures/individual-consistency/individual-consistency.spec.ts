import fc from 'fast-check';
import { type GroupNeighbours, individualConsistency } from './individual-consistency.js';

const groupOf = (group: string, same: readonly number[]): GroupNeighbours => ({
  group,
  people: same.length,
  same: same.reduce((sum, count) => sum + count, 0),
  squares: same.reduce((sum, count) => sum + count ** 2, 0),
});
const groups = fc.array(fc.array(fc.nat(5), { maxLength: 15 }), { minLength: 1, maxLength: 4 });
const measured = (all: readonly (readonly number[])[]) =>
  individualConsistency({ neighbours: 5, groups: all.map((one, at) => groupOf(`g${at}`, one)) });

describe('individual consistency', () => {
  it('is the mean share of neighbours in the same segment, by group', () => {
    expect(
      individualConsistency({
        neighbours: 5,
        groups: [groupOf('a', [5, 3]), groupOf('b', [2]), groupOf('nobody', [])],
      }),
    ).toEqual({
      neighbours: 5,
      people: 3,
      share: expect.closeTo(2 / 3, 12),
      groups: [
        { group: 'a', people: 2, share: 0.8, interval: [expect.closeTo(0.8 - 1.959964 * 0.2, 5), 1] },
        { group: 'b', people: 1, share: 0.4, interval: null },
        { group: 'nobody', people: 0, share: null, interval: null },
      ],
      difference: 0.4,
      lowest: 'b',
    });
  });

  it('lies between 0 and 1 with its intervals, whatever the order', () => {
    fc.assert(
      fc.property(groups, (all) => {
        const found = measured(all);
        for (const { share, interval } of found.groups) {
          if (share === null || interval === null) continue;
          expect(interval[0]).toBeGreaterThanOrEqual(0);
          expect(interval[0]).toBeLessThanOrEqual(share + 1e-12);
          expect(interval[1]).toBeGreaterThanOrEqual(share - 1e-12);
          expect(interval[1]).toBeLessThanOrEqual(1);
        }
        const turned = measured([...all].reverse());
        expect([turned.share, turned.difference, turned.people]).toEqual([found.share, found.difference, found.people]);
      }),
    );
  });

  it('is the mean of the groups by their people, and does not see one without people', () => {
    fc.assert(
      fc.property(groups, (all) => {
        const found = measured(all);
        const weighted = found.groups.reduce((sum, { people, share }) => sum + people * (share ?? 0), 0);
        if (found.share !== null) expect(weighted / found.people).toBeCloseTo(found.share, 12);
        const more = measured([...all, []]);
        expect([more.share, more.difference]).toEqual([found.share, found.difference]);
      }),
    );
  });

  it('refuses no neighbours, and says nothing of nobody', () => {
    expect(() => individualConsistency({ neighbours: 0, groups: [] })).toThrow('MEASURE_OPTION_INVALID');
    expect(measured([[]])).toMatchObject({ people: 0, share: null, difference: null, lowest: null });
  });
});
