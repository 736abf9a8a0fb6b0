import fc from 'fast-check';
import { countTable } from '../count-table/index.js';
import { testSegments } from './segment-tests.js';

const tableOf = (counts: readonly (readonly number[])[], groups = counts.map((_, at) => `g${at}`)) =>
  countTable(
    groups,
    (counts[0] ?? []).map((_, at) => `s${at}`),
    counts,
  );
const large = fc.array(fc.array(fc.integer({ min: 20, max: 90 }), { minLength: 3, maxLength: 3 }), {
  minLength: 2,
  maxLength: 3,
});

describe('tests of segments', () => {
  it('find the segment that differs, over the family of all traits', () => {
    const uneven = tableOf([
      [60, 20, 20],
      [20, 40, 40],
    ]);
    const even = tableOf([
      [30, 30, 40],
      [30, 30, 40],
    ]);
    const { family, tests } = testSegments([
      { trait: 'a', table: uneven },
      { trait: 'b', table: even },
    ]);
    expect(family).toBe(6);
    expect(tests.filter(({ holm }) => (holm as number) < 0.001).map(({ trait, segment }) => [trait, segment])).toEqual([
      ['a', 's0'],
    ]);
    expect(tests.filter(({ falseDiscovery }) => (falseDiscovery as number) < 0.01)).toHaveLength(3);
  });

  it('cannot test a segment that everybody or nobody is in', () => {
    const { family, tests } = testSegments([
      {
        trait: 'a',
        table: tableOf([
          [5, 0],
          [7, 0],
        ]),
      },
    ]);
    expect(family).toBe(0);
    expect(tests.map(({ method, p, holm }) => [method, p, holm])).toEqual([
      [null, null, null],
      [null, null, null],
    ]);
  });

  it('do not depend on order, names, or groups without people', () => {
    fc.assert(
      fc.property(large, (counts) => {
        const ps = (table: ReturnType<typeof tableOf>) =>
          testSegments([{ trait: 't', table }]).tests.map(({ p }) => expect.closeTo(p as number, 9));
        const found = testSegments([{ trait: 't', table: tableOf(counts) }]).tests.map(({ p }) => p);
        expect(found).toEqual(ps(tableOf([...counts].reverse())));
        expect(found).toEqual(ps(tableOf([...counts, [0, 0, 0]])));
        expect(found).toEqual(
          ps(
            tableOf(
              counts,
              counts.map((_, at) => `other ${at}`),
            ),
          ),
        );
      }),
    );
  });

  it('are never corrected below themselves, and Holm is never the smaller correction', () => {
    fc.assert(
      fc.property(fc.array(large, { minLength: 1, maxLength: 3 }), (tables) => {
        const traits = tables.map((counts, at) => ({ trait: `t${at}`, table: tableOf(counts) }));
        for (const { p, holm, falseDiscovery } of testSegments(traits).tests) {
          expect(falseDiscovery as number).toBeGreaterThanOrEqual(p as number);
          expect(holm as number).toBeGreaterThanOrEqual(falseDiscovery as number);
        }
      }),
    );
  });
});
