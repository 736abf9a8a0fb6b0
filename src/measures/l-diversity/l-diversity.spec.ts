import { classTable } from '../class-table/index.js';
import { lDiversity, recursiveAbove } from './l-diversity.js';

const segments = ['a', 'b', 'c', 'd'];

describe('l-diversity', () => {
  it('has the largest count as r1, sorted downwards', () => {
    const table = classTable(segments, [[1, 3, 1, 1]]);
    expect(lDiversity(table)).toEqual({ distinct: 4, entropy: expect.closeTo(3.4641016151, 9), recursiveAbove: 3 });
    expect(recursiveAbove(table, 2)).toBe(1);
  });

  it('counts people without a quasi-identifier in a class of their own, so that they do not vanish', () => {
    const table = classTable(
      ['0', '1', '2'],
      [
        [1, 1, 1],
        [1, 1, 0],
        [1, 1, 0],
      ],
    );
    expect(table.classes.map(({ counts, times }) => [counts.filter((count) => count > 0).length, times])).toEqual([
      [2, 2],
      [3, 1],
    ]);
    expect(lDiversity(table).distinct).toBe(2);
  });

  it('keeps an entropy of exactly 2 as the number that it is', () => {
    expect(lDiversity(classTable(segments, [[5, 5, 0, 0]])).entropy).toBeCloseTo(2, 9);
  });

  it('has no c for an l that a class does not reach', () => {
    expect(recursiveAbove(classTable(segments, [[5, 5, 0, 0]]), 3)).toBeNull();
    expect(recursiveAbove(classTable(segments, []), 1)).toBeNull();
  });

  it('of nobody is 0', () => {
    expect(lDiversity(classTable(segments, []))).toEqual({ distinct: 0, entropy: null, recursiveAbove: null });
  });
});
