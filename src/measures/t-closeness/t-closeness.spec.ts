import { classTable } from '../class-table/index.js';
import { tCloseness } from './t-closeness.js';

describe('t-closeness', () => {
  const salaries = ['3', '4', '5', '6', '7', '8', '9', '10', '11'];
  const having = (...values: number[]) => salaries.map((salary) => (values.includes(Number(salary)) ? 1 : 0));

  it('has the ordered distances of the salary table', () => {
    // The largest class distance counts, so each class is seen beside the two that are nearer to all people.
    expect(tCloseness(classTable(salaries, [having(3, 4, 5), having(6, 8, 11), having(7, 9, 10)])).ordered).toBeCloseTo(
      0.375,
      12,
    );
    const without = classTable(salaries, [having(6, 8, 11), having(3, 4, 5, 7, 9, 10)]);
    expect(tCloseness(without).ordered).toBeCloseTo(1 / 6, 9);
  });

  it('is 0 for one segment, for one class, and for classes that are all alike', () => {
    for (const table of [
      classTable(['s'], [[3], [4]]),
      classTable(['s', 't'], [[3, 4]]),
      classTable(
        ['s', 't'],
        [
          [1, 2],
          [2, 4],
        ],
      ),
    ]) {
      expect(tCloseness(table)).toEqual({ equal: 0, ordered: 0 });
    }
  });

  it('takes no notice of segments without people', () => {
    const found = tCloseness(
      classTable(
        ['s', 'empty', 't'],
        [
          [4, 0, 0],
          [2, 0, 2],
        ],
      ),
    );
    expect(found).toEqual(
      tCloseness(
        classTable(
          ['s', 't'],
          [
            [4, 0],
            [2, 2],
          ],
        ),
      ),
    );
    expect(found.equal).toBe(0.25);
  });

  it('of nobody is not there', () => {
    expect(tCloseness(classTable(['s'], []))).toEqual({ equal: null, ordered: null });
  });
});
