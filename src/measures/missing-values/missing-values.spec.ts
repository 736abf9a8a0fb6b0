import fc from 'fast-check';
import { classKeys } from '../class-keys/index.js';
import { matchingSizes, missingValues } from './missing-values.js';

/** One class per person, so that the sizes are those of people. */
const each = (...keys: readonly (readonly (number | null)[])[]) =>
  classKeys(
    ['A', 'B', 'C'],
    keys,
    keys.map(() => 1),
  );

describe('a missing value', () => {
  const A = [2, 3, 2, 2, 3, 3, 1, 2];
  const B = [3, 3, 3, 3, 3, 3, 4, 3];
  const whole = A.map((a, at) => [a, B[at] as number, [1, 3, 1, 2, 1, 1, 1, 1][at] as number]);
  const lacking = whole.map(([a, b, c], at) => [a as number, b as number, at === 2 || at === 6 ? null : (c as number)]);

  it('that matches anything has the reference class sizes', () => {
    expect(matchingSizes(each(...whole))).toEqual([3, 1, 3, 1, 2, 2, 1, 3]);
    expect(matchingSizes(each(...lacking))).toEqual([3, 1, 4, 2, 2, 2, 1, 3]);
  });

  it('that is a value of its own has other sizes, and larger risks', () => {
    const own = classKeys(
      ['A', 'B', 'C'],
      [
        [2, 3, 1],
        [3, 3, 3],
        [2, 3, null],
        [2, 3, 2],
        [3, 3, 1],
        [1, 4, null],
      ],
      [2, 1, 1, 1, 2, 1],
    );
    expect(missingValues(own)).toEqual({
      people: 2,
      valueOfItsOwn: { k: 1, uniques: 4, peopleAverage: 6 / 8 },
      matchesAnything: { k: 1, uniques: 2, peopleAverage: expect.closeTo((2 / 3 + 1 + 1 / 4 + 1 / 2 + 1 + 1) / 8, 12) },
    });
  });

  it('changes nothing where nothing is missing', () => {
    const found = missingValues(classKeys(['A'], [[0], [1]], [3, 1]));
    expect(found.valueOfItsOwn).toEqual(found.matchesAnything);
    expect(missingValues(classKeys(['A'], [], []))).toMatchObject({ people: 0, valueOfItsOwn: { k: 0 } });
  });
});

const code = fc.option(fc.nat(2), { nil: null });
const people = fc.array(fc.tuple(code, code, code), { maxLength: 30 });

describe('a missing value of any people', () => {
  it('is counted as the definition says, person by person', () => {
    fc.assert(
      fc.property(people, (keys) => {
        const matches = keys.map(
          (own) =>
            keys.filter((other) =>
              own.every((value, at) => value === null || other[at] === null || value === other[at]),
            ).length,
        );
        expect(matchingSizes(each(...keys))).toEqual(matches);
      }),
    );
  });

  it('never makes anybody look riskier when it may be anything', () => {
    fc.assert(
      fc.property(people, (keys) => {
        const joined = new Map<string, { key: readonly (number | null)[]; size: number }>();
        for (const key of keys) {
          const name = JSON.stringify(key);
          joined.set(name, { key, size: (joined.get(name)?.size ?? 0) + 1 });
        }
        const classes = [...joined.values()];
        const { valueOfItsOwn, matchesAnything } = missingValues(
          classKeys(
            ['A', 'B', 'C'],
            classes.map(({ key }) => key),
            classes.map(({ size }) => size),
          ),
        );
        expect(matchesAnything.k).toBeGreaterThanOrEqual(valueOfItsOwn.k);
        expect(matchesAnything.uniques).toBeLessThanOrEqual(valueOfItsOwn.uniques);
        expect(matchesAnything.peopleAverage ?? 0).toBeLessThanOrEqual((valueOfItsOwn.peopleAverage ?? 0) + 1e-12);
      }),
    );
  });
});
