import { crossingsOf } from './crossings.js';

describe('crossings', () => {
  it('are all up to the declared depth, smaller ones first', () => {
    expect(crossingsOf(['a', 'b', 'c'], [], 2)).toEqual([
      ['a', 'b'],
      ['a', 'c'],
      ['b', 'c'],
    ]);
    expect(crossingsOf(['a', 'b', 'c', 'd'], [], 3)).toHaveLength(6 + 4);
    expect(crossingsOf(['a', 'b', 'c'], [], 3).at(-1)).toEqual(['a', 'b', 'c']);
  });

  it('hold those that are listed, once, and none of a trait that is not held', () => {
    expect(crossingsOf(['a', 'b'], [['b', 'a']], 2)).toEqual([['a', 'b']]);
    expect(crossingsOf(['a', 'b', 'c'], [['a', 'b', 'c']], 1)).toEqual([['a', 'b', 'c']]);
    expect(crossingsOf(['a', 'b'], [['a', 'religion']], 1)).toEqual([]);
  });
});
