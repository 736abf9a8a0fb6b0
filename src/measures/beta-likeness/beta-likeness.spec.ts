import { classTable } from '../class-table/index.js';
import { betaLikeness } from './beta-likeness.js';

describe('beta-likeness', () => {
  it('caps a gain by the share of its own segment', () => {
    const table = classTable(
      ['common', 'rare'],
      [
        [1, 3],
        [8, 0],
      ],
    );
    expect(betaLikeness(table)).toEqual({ basic: 2, enhanced: expect.closeTo(-Math.log(0.25), 12) });
  });

  it('does not cap one gain by the share of another segment', () => {
    // Gains: 1 for the half (cap 0.693), 0.8 for the tenth (cap 2.303), 0.55 for the rest (cap 0.916).
    const table = classTable(
      ['half', 'rest', 'tenth'],
      [
        [20, 0, 0],
        [10, 31, 9],
        [20, 9, 1],
      ],
    );
    const { basic, enhanced } = betaLikeness(table);
    expect(basic).toBeCloseTo(1, 12);
    expect(enhanced).toBeCloseTo(0.8, 12);
  });

  it('does not count losses', () => {
    expect(
      betaLikeness(
        classTable(
          ['s', 't'],
          [
            [5, 5],
            [5, 5],
          ],
        ),
      ),
    ).toEqual({ basic: 0, enhanced: 0 });
  });

  it('of nobody is not there', () => {
    expect(betaLikeness(classTable(['s'], []))).toEqual({ basic: null, enhanced: null });
  });
});
