import { countTable } from '../../measures/index.js';
import { hiddenPlaces, hiddenSegments, shownCount } from './minimum-cell.js';

describe('the minimum cell of a report', () => {
  it('hides small counts and shows that nobody is there', () => {
    expect([shownCount(0, 10), shownCount(9, 10), shownCount(10, 10)]).toEqual([0, null, 10]);
  });

  it('hides a small cell with a companion, so that margins do not give it back', () => {
    const table = countTable(
      ['a', 'b'],
      ['s', 't'],
      [
        [3, 97],
        [50, 50],
      ],
    );
    const { cell } = hiddenPlaces(table, 10);
    expect(cell('a', 's')).toBe(true);
    const hidden = table.groups.flatMap((group) => table.segments.map((segment) => cell(group, segment)));
    expect(hidden.filter(Boolean).length).toBeGreaterThan(1);
  });

  it('hides a total that would give back a small cell', () => {
    const table = countTable(
      ['a', 'b'],
      ['s', 't'],
      [
        [0, 249],
        [0, 6],
      ],
    );
    const { total } = hiddenPlaces(table, 10);
    const totals = [...table.groups.map(total), hiddenSegments(table, 10).includes('t')];
    expect(totals.filter(Boolean).length).toBeGreaterThan(1);
  });
});
