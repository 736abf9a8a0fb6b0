import fc from 'fast-check';
import { distanceFairness, type GroupDistances } from './distance-fairness.js';

const groupOf = (group: string, distances: readonly number[]): GroupDistances => ({
  group,
  people: distances.length,
  sum: distances.reduce((sum, distance) => sum + distance ** 2, 0),
  squares: distances.reduce((sum, distance) => sum + distance ** 4, 0),
});
const people = fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 12 });
const groups = fc.array(people, { minLength: 1, maxLength: 4 });
const measured = (all: readonly (readonly number[])[]) =>
  distanceFairness(all.map((one, at) => groupOf(`g${at}`, one)));

describe('distance fairness', () => {
  it('names the group that is described worst', () => {
    expect(distanceFairness([groupOf('a', [1, 3]), groupOf('b', [2]), groupOf('nobody', [])])).toEqual({
      groups: [
        { group: 'a', people: 2, mean: 5, interval: [0, expect.closeTo(5 + 1.959964 * 4, 4)] },
        { group: 'b', people: 1, mean: 4, interval: null },
        { group: 'nobody', people: 0, mean: null, interval: null },
      ],
      socialCost: 5,
      group: 'a',
      ratio: 0.8,
      mean: 14 / 3,
    });
  });

  it('cannot be stated for nobody, and has no ratio where all stand on their centres or one group is alone', () => {
    expect(distanceFairness([])).toMatchObject({ socialCost: null, ratio: null, mean: null });
    expect(measured([[0, 0], [0]])).toMatchObject({ socialCost: 0, ratio: null });
    expect(measured([[2, 3]])).toMatchObject({ socialCost: 6.5, ratio: null });
  });

  it('does not depend on order, nor on groups without people', () => {
    fc.assert(
      fc.property(groups, (all) => {
        const { groups: _, group: _name, ...found } = measured(all);
        const near = Object.fromEntries(
          Object.entries(found).map(([name, value]) => [name, value === null ? null : expect.closeTo(value, 9)]),
        );
        expect(measured([...all].reverse())).toMatchObject(near);
        expect(measured([...all, []])).toMatchObject(near);
      }),
    );
  });

  it('is scaled by the square of a scale, and keeps its ratio', () => {
    fc.assert(
      fc.property(groups, (all) => {
        const found = measured(all);
        const scaled = measured(all.map((one) => one.map((distance) => 3 * distance)));
        expect(scaled.socialCost).toEqual(found.socialCost === null ? null : expect.closeTo(9 * found.socialCost, 6));
        expect(scaled.ratio).toEqual(found.ratio === null ? null : expect.closeTo(found.ratio, 9));
      }),
    );
  });

  it('keeps means when everybody is counted twice, and narrows their intervals', () => {
    fc.assert(
      fc.property(groups, (all) => {
        const [once, twice] = [measured(all), measured(all.map((one) => [...one, ...one]))];
        once.groups.forEach(({ mean, interval }, at) => {
          const other = twice.groups[at];
          expect(other?.mean).toEqual(mean === null ? null : expect.closeTo(mean, 9));
          if (interval && other?.interval) expect(other.interval[1]).toBeLessThanOrEqual(interval[1] + 1e-9);
        });
      }),
    );
  });
});
