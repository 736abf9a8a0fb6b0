import { classTable } from '../class-table/index.js';
import { homogeneity } from './homogeneity.js';

describe('homogeneity', () => {
  it('is the largest share of one segment in a class', () => {
    const found = homogeneity(
      classTable(
        ['s', 't'],
        [
          [7, 1],
          [3, 3],
        ],
      ),
    );
    expect(found).toEqual({ largestShare: 0.875, homogeneousClasses: 0, people: 0, peopleShare: 0 });
  });

  it('finds the class that gives its segment away, however large', () => {
    const found = homogeneity(
      classTable(
        ['s', 't'],
        [
          [40, 0],
          [20, 20],
        ],
      ),
    );
    expect(found).toEqual({ largestShare: 1, homogeneousClasses: 1, people: 40, peopleShare: 0.5 });
  });

  it('of nobody is not there', () => {
    expect(homogeneity(classTable(['s'], []))).toMatchObject({ largestShare: null, peopleShare: null });
  });
});
