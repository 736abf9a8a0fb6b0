import fc from 'fast-check';
import { type AudienceDifference, audienceDifference } from './audience-difference.js';

type Move = readonly [before: string | null, now: string | null, people: number];
const difference = (...moves: readonly Move[]) =>
  audienceDifference({ moves: moves.map(([before, now, people]) => ({ before, now, people })) });

describe('the difference of audiences', () => {
  it('is that of a segment from the segments which together come nearest to it', () => {
    const found = difference(
      ['active', 'gold', 40],
      ['active', 'silver', 57],
      [null, 'silver', 2],
      ['active', 'rest', 3],
      [null, 'rest', 500],
    );
    expect(found.unions).toContainEqual({
      ...{ side: 'before', segment: 'active', nearest: ['gold', 'silver'] },
      ...{ difference: 5, moved: 3 },
    });
    // From the side of today, half of `active` is not `gold`: nothing comes near.
    expect(found.unions.filter(({ side }) => side === 'now').map(({ segment }) => segment)).toEqual(['silver']);
  });

  it('finds three people who changed where twenty others changed elsewhere', () => {
    const found = difference(
      ['a', 'a', 50],
      ['a', 'b', 3],
      ['b', 'b', 50],
      ['c', 'c', 80],
      ['c', 'd', 20],
      ['d', 'd', 90],
    );
    expect(found.unions.find(({ side, segment }) => side === 'before' && segment === 'a')).toMatchObject({ moved: 3 });
  });

  it('does not go by names', () => {
    expect(difference(['a', 'x', 50], ['b', 'y', 30]).unions.every((one) => one.difference === 0)).toBe(true);
  });

  it('counts those who left and joined in the difference, and not among those who moved', () => {
    expect(difference(['a', 'a', 50], ['a', null, 2], [null, 'a', 1]).unions).toEqual([
      { side: 'before', segment: 'a', nearest: ['a'], difference: 3, moved: 0 },
      { side: 'now', segment: 'a', nearest: ['a'], difference: 3, moved: 0 },
    ]);
  });

  it('says nothing of segments that nothing comes near', () => {
    expect(difference(['a', 'x', 10], ['a', 'y', 10], ['b', 'x', 10], ['b', 'y', 10])).toEqual({ unions: [] });
    expect(difference()).toEqual({ unions: [] });
  });
});

const name = fc.constantFrom('a', 'b', 'c', null);
const people = fc.dictionary(fc.integer({ min: 1, max: 60 }).map(String), fc.tuple(name, name), { maxKeys: 40 });

/** The people themselves: the definition, taken over every union there is. */
function least(pairs: readonly (readonly [string | null, string | null])[], segment: string): number {
  const others = [...new Set(pairs.map(([, now]) => now))].filter((one) => one !== null);
  const sets = Array.from({ length: 2 ** others.length }, (_, bits) => others.filter((_, at) => (bits >> at) & 1));
  const apart = (set: readonly string[]) =>
    pairs.filter(([before, now]) => (before === segment) !== (now !== null && set.includes(now))).length;
  return Math.min(...sets.map(apart));
}

describe('the difference of any audiences', () => {
  const found = (pairs: readonly (readonly [string | null, string | null])[]): AudienceDifference =>
    audienceDifference({ moves: pairs.map(([before, now]) => ({ before, now, people: 1 })) });

  it('is the least over all unions', () => {
    fc.assert(
      fc.property(people, (by) => {
        const pairs = Object.values(by);
        for (const one of found(pairs).unions.filter(({ side }) => side === 'before')) {
          expect(one.difference).toBe(least(pairs, one.segment));
          expect(one.moved).toBeLessThanOrEqual(one.difference);
        }
      }),
    );
  });

  it('is the same whichever way round, and doubles when everybody is there twice', () => {
    fc.assert(
      fc.property(people, (by) => {
        const pairs = Object.values(by);
        const there = found(pairs).unions;
        const back = found(pairs.map(([before, now]) => [now, before] as const)).unions;
        const turned = back.map((one) => ({ ...one, side: one.side === 'now' ? 'before' : 'now' }));
        expect(turned).toHaveLength(there.length);
        expect(turned).toEqual(expect.arrayContaining([...there]));
        const twice = there.map((one) => ({ ...one, difference: 2 * one.difference, moved: 2 * one.moved }));
        expect(found([...pairs, ...pairs]).unions).toEqual(twice);
      }),
    );
  });

  it('is nothing between a release and itself', () => {
    fc.assert(
      fc.property(people, (by) => {
        const pairs = Object.values(by).map(([before]) => [before, before] as const);
        expect(found(pairs).unions.filter((one) => one.difference > 0)).toEqual([]);
      }),
    );
  });
});
