import { balance, countTable, selectionRates, totalVariation } from '../../../src/measures/index.js';
import { cross, disparity } from './tables.js';

describe('small tables', () => {
  it('equal the guide of fairlearn', () => {
    const predicted = '001011100111100110'.split('');
    const groups = 'bbabbcccaacabccbcc'.split('');
    const table = cross(
      [...predicted.keys()],
      (at) => groups[at] as string,
      (at) => predicted[at] as string,
    );
    expect(disparity(table, '1')).toEqual({
      segment: '1',
      overall: expect.closeTo(0.555556, 6),
      difference: 0.25,
      ratio: expect.closeTo(0.666667, 6),
      differenceToOverall: expect.closeTo(0.194444, 6),
      ratioToOverall: expect.closeTo(0.740741, 6),
    });
    expect(
      selectionRates(table)
        .rates.filter(({ segment }) => segment === '1')
        .map(({ rate }) => rate),
    ).toEqual([0.75, 0.5, 0.5]);
  });

  it('equal the clusters of holisticai', () => {
    const table = countTable(
      ['a', 'b'],
      ['0', '1', '2'],
      [
        [1, 2, 1],
        [4, 1, 1],
      ],
    );
    expect(totalVariation(table).totalVariation).toBeCloseTo(0.4166666667, 10);
    const smallest = Math.min(...[0, 1, 2].map((at) => (table.counts[0]?.[at] ?? 0) / (table.counts[1]?.[at] ?? 0)));
    expect(smallest).toBe(0.25);
    expect(balance(table).chierichetti).toBe(0.25);
  });
});
