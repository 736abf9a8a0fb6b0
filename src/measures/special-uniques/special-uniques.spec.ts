import fc from 'fast-check';
import { classKeys } from '../class-keys/index.js';
import { specialUniques } from './special-uniques.js';

describe('special uniques', () => {
  it('are those of the worked example', () => {
    const keys = [
      [0, 0, 7],
      [0, 1, 7],
      [1, 1, 7],
    ];
    const found = specialUniques(classKeys(['a', 'b', 'c'], keys, [1, 1, 1]), 2);
    expect(found).toEqual({
      ...{ depth: 2, people: 3, peopleShare: 1, highestScore: 2, averageScore: 5 / 3 },
      bySize: [
        { attributes: 1, uniques: 2 },
        { attributes: 2, uniques: 1 },
      ],
      contributions: [
        { attribute: 'a', share: 0.6 },
        { attribute: 'b', share: 0.6 },
        { attribute: 'c', share: 0 },
      ],
    });
  });

  it('are nobody in a class of two, and none among nobody', () => {
    expect(specialUniques(classKeys(['a'], [[0], [1]], [2, 3]))).toMatchObject({ people: 0, highestScore: 0 });
    expect(specialUniques(classKeys(['a'], [], []))).toMatchObject({
      people: 0,
      peopleShare: null,
      averageScore: null,
    });
  });

  it('are found as the definition says', () => {
    const people = fc.array(fc.tuple(fc.nat(2), fc.nat(2), fc.nat(2), fc.nat(1)), { maxLength: 25 });
    fc.assert(
      fc.property(people, (rows) => {
        const sizes = new Map<string, number>();
        for (const row of rows) sizes.set(row.join(), (sizes.get(row.join()) ?? 0) + 1);
        const keys = [...sizes.keys()].map((key) => key.split(',').map(Number));
        const alone = (row: readonly number[], by: readonly number[]) =>
          rows.filter((other) => by.every((at) => other[at] === row[at])).length === 1;
        const sets = Array.from({ length: 16 }, (_, bits) => [0, 1, 2, 3].filter((at) => (bits >> at) & 1));
        const small = sets.filter((set) => set.length > 0 && set.length <= 3);
        const minimal = (row: readonly number[], by: readonly number[]) =>
          alone(row, by) &&
          small.every((part) => part.length >= by.length || !part.every((at) => by.includes(at)) || !alone(row, part));
        const found = specialUniques(classKeys(['a', 'b', 'c', 'd'], keys, [...sizes.values()]));
        const counted = [1, 2, 3].map((attributes) => ({
          attributes,
          uniques: keys.reduce(
            (sum, row) => sum + small.filter((by) => by.length === attributes && minimal(row, by)).length,
            0,
          ),
        }));
        expect(found.bySize).toEqual(counted);
        expect(found.people).toBe(keys.filter((row) => small.some((by) => alone(row, by))).length);
      }),
    );
  });
});
