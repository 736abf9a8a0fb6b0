import { selectionRates } from '../../../src/measures/index.js';
import { describeWith } from '../../data-sets.js';
import { cross, disparity, lazily, lines } from './tables.js';

const told = describeWith('german-credit');

told('german credit', () => {
  const people = lazily(() => lines('german-credit/german.data').map((line) => line.trim().split(/\s+/)));
  const granted = (group: (cells: string[]) => string) => cross(people(), group, (cells) => cells[20] as string);
  const age = (cells: string[]) => Number(cells[12]);

  it('flips its verdict with one inclusive boundary', () => {
    const above = disparity(
      granted((cells) => (age(cells) > 25 ? 'old' : 'young')),
      '1',
    );
    const from = disparity(
      granted((cells) => (age(cells) >= 25 ? 'old' : 'young')),
      '1',
    );
    expect(above?.difference).toBeCloseTo(0.1494476933, 10);
    expect(above?.ratio).toBeCloseTo(0.7948260482, 10);
    expect(from?.ratio).toBeCloseTo(0.8212484098, 9);
  });

  it('has the rates by sex', () => {
    const table = granted((cells) => (['A92', 'A95'].includes(cells[8] as string) ? 'female' : 'male'));
    expect(
      selectionRates(table)
        .rates.filter(({ segment }) => segment === '1')
        .map(({ rate }) => rate),
    ).toEqual([expect.closeTo(0.6483870968, 10), expect.closeTo(0.7231884058, 10)]);
    expect(disparity(table, '1')?.ratio).toBeCloseTo(0.8965673283, 9);
  });
});
