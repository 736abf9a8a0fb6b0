import fc from 'fast-check';
import { countTable } from '../count-table/index.js';
import { balance } from './balance.js';

const tableOf = (counts: readonly (readonly number[])[]) =>
  countTable(
    counts.map((_, at) => `g${at}`),
    (counts[0] ?? []).map((_, at) => `s${at}`),
    counts,
  );

describe('balance', () => {
  it('is 1 and the bound where every segment mirrors all people', () => {
    const found = balance(
      tableOf([
        [10, 20],
        [30, 60],
      ]),
    );
    expect(found).toMatchObject({ bera: 1, chierichetti: 1 / 3, chierichettiBound: 1 / 3 });
  });

  it('is 0 where a group is missing from a segment', () => {
    expect(
      balance(
        tableOf([
          [0, 20],
          [30, 60],
        ]),
      ),
    ).toMatchObject({ bera: 0, chierichetti: 0 });
  });

  it('cannot be stated for one group', () => {
    expect(
      balance(
        tableOf([
          [3, 4],
          [0, 0],
        ]),
      ),
    ).toMatchObject({ bera: null, chierichetti: null, chierichettiBound: null });
  });

  it('never exceeds its bounds, and does not depend on order or on groups without people', () => {
    const cells = fc.array(fc.array(fc.nat(40), { minLength: 3, maxLength: 3 }), { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(cells, (counts) => {
        const { lifts: _, ...found } = balance(tableOf(counts));
        const { bera, chierichetti, chierichettiBound } = found;
        if (bera === null || chierichetti === null || chierichettiBound === null) return;
        expect(bera).toBeLessThanOrEqual(1);
        expect(chierichetti).toBeLessThanOrEqual(chierichettiBound + 1e-12);
        expect(balance(tableOf([...counts].reverse()))).toMatchObject(found);
        expect(balance(tableOf([...counts, [0, 0, 0]]))).toMatchObject(found);
      }),
    );
  });
});
