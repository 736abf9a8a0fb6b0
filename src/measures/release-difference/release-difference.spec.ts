import fc from 'fast-check';
import { releaseDifference } from './release-difference.js';

describe('the difference of two releases', () => {
  it('is that of the worked example', () => {
    const moves = [
      { before: 'low', now: 'low', people: 57 },
      { before: 'low', now: 'high', people: 3 },
      { before: 'high', now: 'high', people: 40 },
      { before: null, now: 'low', people: 5 },
    ];
    expect(releaseDifference({ moves })).toEqual({ stayed: 97, changed: 3, left: 0, joined: 5 });
  });

  const segment = fc.option(fc.constantFrom('a', 'b', 'c'));
  const people = fc.dictionary(fc.string({ minLength: 1, maxLength: 3 }), segment, { maxKeys: 40 });

  /** Two releases as they are published: a segment for each person who is in it. */
  const pairOf = (before: Record<string, string | null>, now: Record<string, string | null>) => {
    const names = [...new Set([...Object.keys(before), ...Object.keys(now)])];
    return { moves: names.map((name) => ({ before: before[name] ?? null, now: now[name] ?? null, people: 1 })) };
  };

  it('counts everybody of a release once, whichever way round it is taken', () => {
    fc.assert(
      fc.property(people, people, (before, now) => {
        const there = releaseDifference(pairOf(before, now));
        const back = releaseDifference(pairOf(now, before));
        const released = (of: Record<string, string | null>) => Object.values(of).filter((one) => one !== null).length;
        expect(there.stayed + there.changed + there.left).toBe(released(before));
        expect(there.stayed + there.changed + there.joined).toBe(released(now));
        expect(back).toEqual({ ...there, left: there.joined, joined: there.left });
      }),
    );
  });

  it('is nothing against the same release', () => {
    fc.assert(
      fc.property(people, (one) => {
        expect(releaseDifference(pairOf(one, one))).toMatchObject({ changed: 0, left: 0, joined: 0 });
      }),
    );
  });
});
