import fc from 'fast-check';
import { countTable } from '../count-table/index.js';
import { conditionalDisparity } from './conditional-disparity.js';

const tableOf = (counts: readonly (readonly number[])[]) =>
  countTable(
    counts.map((_, at) => `g${at}`),
    (counts[0] ?? []).map((_, at) => `s${at}`),
    counts,
  );
const grid = fc.array(fc.array(fc.nat(30), { minLength: 3, maxLength: 3 }), { minLength: 3, maxLength: 3 });
const strata = fc.array(grid, { minLength: 1, maxLength: 4 });
const figures = (tables: readonly (readonly (readonly number[])[])[]) =>
  conditionalDisparity(tables.map(tableOf)).disparities;

describe('conditional disparity', () => {
  it('is 0 where the ground explains everything, whatever the whole looks like', () => {
    const found = figures([
      [
        [80, 20],
        [320, 80],
      ],
      [
        [80, 320],
        [20, 80],
      ],
    ]);
    expect(found[0]).toEqual({
      segment: 's0',
      group: 'g0',
      overall: expect.closeTo(0.36, 12),
      conditional: 0,
      covered: 1,
    });
  });

  it('of one stratum is the overall one', () => {
    fc.assert(
      fc.property(grid, (counts) => {
        for (const { overall, conditional } of figures([counts])) {
          expect(conditional).toEqual(overall === null ? null : expect.closeTo(overall, 12));
        }
      }),
    );
  });

  it('adds up to 0 over groups, and does not depend on the order of strata', () => {
    fc.assert(
      fc.property(strata, (tables) => {
        const found = figures(tables);
        const first = found.filter(({ segment }) => segment === 's0').map(({ conditional }) => conditional ?? 0);
        expect(first.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 9);
        figures([...tables].reverse()).forEach(({ conditional }, at) => {
          const other = found[at]?.conditional ?? null;
          expect(conditional).toEqual(other === null ? null : expect.closeTo(other, 9));
        });
      }),
    );
  });

  it('stays the same when everybody is counted twice, or a group or stratum without people is declared', () => {
    fc.assert(
      fc.property(strata, (tables) => {
        const found = figures(tables);
        expect(figures(tables.map((counts) => counts.map((row) => row.map((count) => 2 * count))))).toEqual(found);
        const empty = [0, 0, 0];
        expect(figures([...tables, [empty, empty, empty]])).toEqual(found);
        const more = figures(tables.map((counts) => [...counts, empty])).filter(({ group }) => group !== 'g3');
        expect(more).toEqual(found);
      }),
    );
  });

  it('says how many people it speaks of', () => {
    const [first] = figures([
      [
        [2, 4],
        [2, 2],
      ],
      [
        [0, 5],
        [0, 5],
      ],
    ]);
    expect(first).toMatchObject({ covered: 0.5, conditional: expect.closeTo(4 / 6 - 2 / 4, 12) });
    expect(conditionalDisparity([])).toEqual({ disparities: [] });
  });

  it('refuses strata that are not of one table', () => {
    const one = tableOf([
      [1, 2],
      [3, 4],
    ]);
    const other = tableOf([
      [1, 2, 3],
      [3, 4, 5],
    ]);
    expect(() => conditionalDisparity([one, other])).toThrow('COUNTS_INVALID');
  });
});
