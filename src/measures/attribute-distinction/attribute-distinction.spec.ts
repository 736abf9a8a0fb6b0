import fc from 'fast-check';
import { classKeys } from '../class-keys/index.js';
import { attributeDistinction, subsetsOf } from './attribute-distinction.js';

const of = (keys: readonly (readonly (number | null)[])[], sizes = keys.map(() => 1)) =>
  attributeDistinction(classKeys(['age', 'sex', 'state'], keys, sizes)).sets;

describe('the distinction of attributes', () => {
  it('has the reference figures of five people', () => {
    const sets = of([
      [20, 0, 0],
      [30, 0, 0],
      [40, 0, 1],
      [20, 1, 2],
      [40, 1, 0],
    ]);
    const close = (value: number) => expect.closeTo(value, 12);
    expect(
      sets.map(({ attributes, distinction, separation }) => [attributes.join('+'), distinction, separation]),
    ).toEqual([
      ['age', close(0.6), close(0.8)],
      ['sex', close(0.4), close(0.6)],
      ['state', close(0.6), close(0.7)],
      ['age+sex', 1, 1],
      ['age+state', 1, 1],
      ['sex+state', close(0.8), close(0.9)],
      ['age+sex+state', 1, 1],
    ]);
  });

  it('looks at all attributes together beyond those that it looks at in sets', () => {
    const table = classKeys(
      ['a', 'b', 'c', 'd'],
      [
        [0, 0, 0, 0],
        [1, 0, 0, 0],
      ],
      [2, 1],
    );
    const { sets } = attributeDistinction(table, 1);
    expect(sets.map(({ attributes }) => attributes.length)).toEqual([1, 1, 1, 1, 4]);
    expect(subsetsOf(5, 3)).toHaveLength(5 + 10 + 10);
  });

  it('of nobody, and of one person, is not there', () => {
    expect(of([])[0]).toEqual({ attributes: ['age'], distinction: null, separation: null });
    expect(of([[1, 1, 1]])[0]).toEqual({ attributes: ['age'], distinction: 1, separation: null });
  });

  it('never falls when an attribute is added', () => {
    const code = fc.option(fc.nat(2), { nil: null });
    fc.assert(
      fc.property(fc.array(fc.tuple(code, code, code), { minLength: 2, maxLength: 30 }), (keys) => {
        const sets = of(keys);
        for (const one of sets) {
          for (const more of sets.filter(({ attributes }) =>
            one.attributes.every((name) => attributes.includes(name)),
          )) {
            expect(more.distinction).toBeGreaterThanOrEqual(one.distinction as number);
            expect(more.separation).toBeGreaterThanOrEqual((one.separation as number) - 1e-12);
          }
        }
      }),
    );
  });
});
