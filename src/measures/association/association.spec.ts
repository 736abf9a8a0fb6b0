import fc from 'fast-check';
import { countTable } from '../count-table/index.js';
import { association } from './association.js';

const cells = fc.array(fc.array(fc.nat(60), { minLength: 3, maxLength: 3 }), { minLength: 2, maxLength: 5 });
const tableOf = (counts: readonly (readonly number[])[]) =>
  countTable(
    counts.map((_, at) => `g${at}`),
    (counts[0] ?? []).map((_, at) => `s${at}`),
    counts,
  );
const turned = (counts: readonly (readonly number[])[]) =>
  (counts[0] ?? []).map((_, at) => counts.map((row) => row[at] as number));

/** The same figures up to the order of summing. */
function sameFigures(one: object, other: object): void {
  const near = Object.entries(one).map(([name, value]) => {
    if (value === null) return [name, null];
    // A root near 0 makes much of the last bit.
    const digits = name.startsWith('cramer') ? 6 : 9;
    return [name, expect.closeTo(value as number, digits)];
  });
  expect(other).toEqual(Object.fromEntries(near));
}

describe('association', () => {
  it('is 0 in every sense for independent tables', () => {
    const share = fc.integer({ min: 1, max: 30 });
    fc.assert(
      fc.property(
        fc.array(share, { minLength: 2, maxLength: 5 }),
        fc.array(share, { minLength: 2, maxLength: 5 }),
        (a, b) => {
          const found = association(tableOf(a.map((row) => b.map((column) => row * column))));
          expect(found.cramerVCorrected).toBe(0);
          for (const name of ['chiSquare', 'g', 'mutualInformation', 'groupToldBySegment'] as const) {
            expect(found[name]).toBeCloseTo(0, 9);
          }
        },
      ),
    );
  });

  it('is 1 when the segment is the group', () => {
    expect(
      association(
        tableOf([
          [30, 0, 0],
          [0, 20, 0],
          [0, 0, 50],
        ]),
      ),
    ).toMatchObject({
      cramerV: 1,
      cramerVCorrected: expect.closeTo(1, 12),
      groupToldBySegment: expect.closeTo(1, 12),
      segmentToldByGroup: expect.closeTo(1, 12),
    });
  });

  it('does not depend on the order of groups and segments, nor on those without people', () => {
    fc.assert(
      fc.property(cells, (counts) => {
        const found = association(tableOf(counts));
        sameFigures(found, association(tableOf([...counts].reverse())));
        sameFigures(found, association(tableOf(counts.map((row) => [...row].reverse()))));
        expect(association(tableOf([...counts.map((row) => [...row, 0]), [0, 0, 0, 0]]))).toEqual(found);
      }),
    );
  });

  it('says the same of the turned table', () => {
    fc.assert(
      fc.property(cells, (counts) => {
        const { groupToldBySegment, segmentToldByGroup, ...both } = association(tableOf(counts));
        sameFigures(
          { ...both, groupToldBySegment: segmentToldByGroup, segmentToldByGroup: groupToldBySegment },
          {
            ...association(tableOf(turned(counts))),
          },
        );
      }),
    );
  });

  it('doubles chi-square and G and keeps V and I when everybody is counted twice', () => {
    fc.assert(
      fc.property(cells, (counts) => {
        const once = association(tableOf(counts));
        const twice = association(tableOf(counts.map((row) => row.map((count) => 2 * count))));
        if (once.chiSquare === null || once.g === null) return;
        expect(twice.chiSquare).toBeCloseTo(2 * once.chiSquare, 8);
        expect(twice.g).toBeCloseTo(2 * once.g, 8);
        sameFigures({ v: once.cramerV, i: once.mutualInformation }, { v: twice.cramerV, i: twice.mutualInformation });
      }),
    );
  });

  it('keeps what is told when segments with the same shares are merged', () => {
    const merged = association(
      tableOf([
        [30, 10],
        [20, 40],
      ]),
    );
    const split = association(
      tableOf(
        [
          [10, 20, 10],
          [20 / 3, 40 / 3, 40],
        ].map((row) => row.map((count) => 3 * count)),
      ),
    );
    expect(split.mutualInformation).toBeCloseTo(merged.mutualInformation as number, 12);
  });

  it('cannot be stated for one group, one segment or nobody', () => {
    expect(association(tableOf([[3, 4]]))).toMatchObject({
      cramerV: null,
      cramerVCorrected: null,
      groupToldBySegment: null,
    });
    expect(association(tableOf([[0, 0]]))).toMatchObject({ total: 0, chiSquare: null });
  });
});
