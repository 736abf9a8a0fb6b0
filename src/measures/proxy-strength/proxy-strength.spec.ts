import fc from 'fast-check';
import { rankProxies, type ValueTable } from './proxy-strength.js';

const tableOf = (counts: readonly (readonly number[])[], more: Partial<ValueTable> = {}): ValueTable => ({
  feature: 'f',
  trait: 'sex',
  numeric: true,
  groups: (counts[0] ?? []).map((_, at) => `g${at}`),
  distinct: counts.length,
  rows: counts.flat().reduce((sum, count) => sum + count, 0),
  counts,
  ...more,
});
const strongest = (table: ValueTable) => rankProxies([table]).proxies[0];

describe('the strength of a number', () => {
  it('counts pairs, ties by half, whichever group is higher', () => {
    // Members 1, 2; others 2, 3: of four pairs three are lower and one is equal.
    const counts = [
      [1, 0],
      [1, 1],
      [0, 1],
    ];
    expect(strongest(tableOf(counts))).toMatchObject({ measure: 'AUC', value: 0.875, strength: 0.75, group: 'g0' });
    expect(strongest(tableOf([...counts].reverse()))?.value).toBe(0.875);
  });

  it('names the group told best', () => {
    const counts = [
      [5, 5, 0],
      [5, 5, 1],
      [0, 0, 9],
    ];
    expect(strongest(tableOf(counts))?.group).toBe('g2');
  });

  it('equals the mean over all pairs of people', () => {
    const row = fc.array(fc.nat(4), { minLength: 2, maxLength: 2 });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 6 }), (counts) => {
        const people = (group: number) =>
          counts.flatMap((cells, value) => new Array<number>(cells[group] ?? 0).fill(value));
        const pairs = people(0).flatMap((a) => people(1).map((b) => (a > b ? 1 : a === b ? 0.5 : 0)));
        const area = pairs.reduce<number>((sum, pair) => sum + pair, 0) / pairs.length;
        const wanted = pairs.length === 0 ? 0.5 : Math.max(area, 1 - area);
        expect(strongest(tableOf(counts))?.value).toBeCloseTo(wanted, 12);
      }),
    );
  });

  it('is 0 for a group alone', () => {
    expect(strongest(tableOf([[3], [4]]))).toMatchObject({ value: 0.5, strength: 0, group: null });
  });
});

describe('the ranking', () => {
  it('names identifiers instead of ranking them, but never a number', () => {
    const unique = Array.from({ length: 20 }, (_, at) => (at < 10 ? [1, 0] : [0, 1]));
    const { proxies, identifierLike } = rankProxies([
      tableOf(unique, { feature: 'email', numeric: false }),
      tableOf(unique, { feature: 'spend' }),
      tableOf(
        [
          [9, 1],
          [1, 9],
        ],
        { feature: 'city', numeric: false },
      ),
    ]);
    expect(identifierLike).toEqual(['email']);
    expect(proxies.map(({ feature, strength }) => [feature, strength])).toEqual([
      ['spend', 1],
      ['city', expect.closeTo(0.792, 2)],
    ]);
  });

  it('has strength 0 for a feature of one value', () => {
    expect(strongest(tableOf([[5, 6]], { numeric: false }))).toMatchObject({ measure: 'V', value: 0, strength: 0 });
  });

  it('does not depend on the order of tables', () => {
    const tables = ['c', 'a', 'b'].map((feature) =>
      tableOf(
        [
          [4, 2],
          [2, 4],
        ],
        { feature },
      ),
    );
    expect(rankProxies([...tables].reverse())).toEqual(rankProxies(tables));
    expect(rankProxies(tables).proxies.map(({ feature }) => feature)).toEqual(['a', 'b', 'c']);
  });
});
