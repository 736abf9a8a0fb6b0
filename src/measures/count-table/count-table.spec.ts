import { countTable, marginsOf, withoutEmpty } from './count-table.js';

describe('a table of counts', () => {
  it('keeps declared groups and segments without people, and can leave them out', () => {
    const table = countTable(
      ['a', 'b'],
      ['s', 't'],
      [
        [3, 0],
        [0, 0],
      ],
    );
    expect(marginsOf(table)).toEqual({ groupTotals: [3, 0], segmentTotals: [3, 0], total: 3 });
    expect(withoutEmpty(table)).toEqual({ groups: ['a'], segments: ['s'], counts: [[3]] });
  });

  it('is a frozen copy', () => {
    const counts = [[1, 2]];
    const table = countTable(['a'], ['s', 't'], counts);
    (counts[0] as number[])[0] = 99;
    expect(table.counts).toEqual([[1, 2]]);
    expect(Object.isFrozen(table.counts[0])).toBe(true);
  });

  it.each([
    ['a missing row', ['a', 'b'], ['s'], [[1]]],
    ['a short row', ['a'], ['s', 't'], [[1]]],
    ['a negative count', ['a'], ['s'], [[-1]]],
    ['a share', ['a'], ['s'], [[0.5]]],
    ['not a number', ['a'], ['s'], [[Number.NaN]]],
    ['a group twice', ['a', 'a'], ['s'], [[1], [2]]],
    ['a segment twice', ['a'], ['s', 's'], [[1, 2]]],
  ])('refuses %s', (_, groups, segments, counts) => {
    expect(() => countTable(groups, segments, counts)).toThrow('COUNTS_INVALID');
  });
});
