import fc from 'fast-check';
import { classTable, withSegmentKnown } from '../class-table/index.js';
import { kAnonymity } from './k-anonymity.js';

const segments = ['s', 't', 'u'];
const classes = fc.array(fc.array(fc.nat(6), { minLength: 3, maxLength: 3 }), { maxLength: 15 });

describe('k-anonymity', () => {
  it('is the smallest class, with who stands alone and who stands under the limit', () => {
    const table = classTable(segments, [
      [4, 0, 2],
      [1, 0, 0],
      [1, 1, 1],
      [1, 0, 0],
    ]);
    expect(kAnonymity(table, 5)).toMatchObject({ people: 11, classes: 4, k: 1, uniques: 2, peopleBelow: 5 });
  });

  it('counts suppressed people apart, so that they neither help nor harm', () => {
    const table = classTable(
      segments,
      [
        [2, 0, 0],
        [0, 2, 0],
        [0, 0, 2],
      ],
      1,
    );
    expect(kAnonymity(table)).toMatchObject({ people: 6, classes: 3, k: 2, suppressed: 1, suppressedShare: 1 / 7 });
  });

  it('of nobody is 0', () => {
    expect(kAnonymity(classTable(segments, []))).toMatchObject({ k: 0, people: 0, suppressedShare: null });
  });

  it('never rises when the segment is known too, and nobody is lost', () => {
    fc.assert(
      fc.property(classes, (counts) => {
        const table = classTable(segments, counts);
        const known = kAnonymity(withSegmentKnown(table));
        expect(known.k).toBeLessThanOrEqual(kAnonymity(table).k);
        expect(known.people).toBe(kAnonymity(table).people);
      }),
    );
  });

  it('never rises when a quasi-identifier splits classes, and never falls when classes are joined', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(3), fc.nat(2), fc.nat(2)), { maxLength: 60 }), (people) => {
        const by = (key: (person: readonly [number, number, number]) => string) => {
          const found = new Map<string, number[]>();
          for (const person of people) {
            const counts = found.get(key(person)) ?? [0, 0, 0];
            counts[person[2]] = (counts[person[2]] as number) + 1;
            found.set(key(person), counts);
          }
          return kAnonymity(classTable(segments, [...found.values()])).k;
        };
        const coarse = by(([a]) => String(a > 1));
        const one = by(([a]) => String(a));
        const two = by(([a, b]) => `${a},${b}`);
        expect(two).toBeLessThanOrEqual(one);
        expect(one).toBeLessThanOrEqual(coarse);
      }),
    );
  });
});
