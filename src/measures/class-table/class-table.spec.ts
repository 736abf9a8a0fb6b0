import fc from 'fast-check';
import { classCountOf, classTable, peopleOf, segmentTotals, withSegmentKnown } from './class-table.js';

describe('a table of classes', () => {
  it('joins classes that look alike and drops empty ones', () => {
    const table = classTable(
      ['s', 't'],
      [
        [2, 1],
        [0, 0],
        [2, 1],
        [5, 0],
      ],
      4,
    );
    expect(table).toEqual({
      segments: ['s', 't'],
      classes: [
        { size: 3, counts: [2, 1], times: 2 },
        { size: 5, counts: [5, 0], times: 1 },
      ],
      suppressed: 4,
    });
    expect([peopleOf(table), classCountOf(table), segmentTotals(table)]).toEqual([11, 3, [9, 2]]);
  });

  it('is the same whatever the order of classes', () => {
    const row = fc.array(fc.nat(4), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 20 }), (rows) => {
        expect(classTable(['s', 't', 'u'], [...rows].reverse())).toEqual(classTable(['s', 't', 'u'], rows));
      }),
    );
  });

  it('has every cell as a class of its own when the segment is known', () => {
    const segments = ['s', 't', 'u'];
    const row = fc.array(fc.nat(4), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 20 }), (rows) => {
        const alone = rows.flatMap((counts) =>
          counts.map((count, at) => segments.map((_, to) => (to === at ? count : 0))),
        );
        expect(withSegmentKnown(classTable(segments, rows, 2))).toEqual(classTable(segments, alone, 2));
      }),
    );
  });

  it.each([[[[1]]], [[[1, -1]]], [[[1, 0.5]]]])('refuses %j', (classes) => {
    expect(() => classTable(['s', 't'], classes)).toThrow('COUNTS_INVALID');
  });
});
