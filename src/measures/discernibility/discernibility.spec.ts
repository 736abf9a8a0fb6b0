import { classTable } from '../class-table/index.js';
import { discernibility } from './discernibility.js';

describe('discernibility', () => {
  it('squares class sizes, and lumps suppressed people with everybody', () => {
    const found = discernibility(classTable(['s'], [[2], [2], [3]], 1));
    expect(found).toEqual({ sumOfSquares: 17, withSuppressed: 25, averageClassSize: 7 / 3 });
  });

  it('of nobody is 0', () => {
    expect(discernibility(classTable(['s'], []))).toEqual({
      sumOfSquares: 0,
      withSuppressed: 0,
      averageClassSize: null,
    });
  });
});
