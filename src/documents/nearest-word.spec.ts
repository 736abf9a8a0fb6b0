import fc from 'fast-check';
import { nearestWord } from './index.js';
import { editDistance } from './nearest-word.js';

describe('nearestWord', () => {
  it('finds a slip of the pen', () => {
    expect(nearestWord('enfroce', ['enforce', 'warn', 'audit'])).toBe('enforce');
    expect(nearestWord('GRANTED', ['refused', 'granted'])).toBe('granted');
    expect(nearestWord('user.finacial', ['user.financial', 'user.account'])).toBe('user.financial');
  });

  it('finds nothing where nothing is near', () => {
    expect(nearestWord('weather', ['enforce', 'warn'])).toBeUndefined();
    expect(nearestWord('x', [])).toBeUndefined();
  });

  it('takes the first of equally near words, so that messages do not change', () => {
    expect(nearestWord('cat', ['bat', 'hat'])).toBe('bat');
  });
});

describe('editDistance', () => {
  const word = fc.string({ maxLength: 8, unit: fc.constantFrom('a', 'b', 'c') });

  it('counts an insertion, a deletion, a change and a swap as one', () => {
    expect([editDistance('ab', 'abc'), editDistance('abc', 'ab'), editDistance('ab', 'ac')]).toEqual([1, 1, 1]);
    expect(editDistance('ab', 'ba')).toBe(1);
  });

  it('is zero for the same word alone, the same both ways, and never more than the longer word', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(editDistance(a, b) === 0).toBe(a === b);
        expect(editDistance(a, b)).toBe(editDistance(b, a));
        expect(editDistance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
    );
  });
});
