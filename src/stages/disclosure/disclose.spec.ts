import fc from 'fast-check';
import { suppressedSegments } from './disclose.js';

const segments = (...sizes: number[]) => ({
  segments: sizes.map((rows, at) => ({ name: `s${at}`, rows, suppressed: false })),
});

describe('suppressed segments', () => {
  it('leaves segments of the minimum size alone', () => {
    expect(suppressedSegments(segments(20, 21, 500), 20)).toEqual([]);
  });

  it('takes the smallest other segment with a single small one', () => {
    expect(suppressedSegments(segments(500, 3, 40), 20)).toEqual([
      { name: 's1', why: 'smaller-than-minimum' },
      { name: 's2', why: 'complementary' },
    ]);
  });

  it('needs no companion when the hidden sum is large enough', () => {
    expect(suppressedSegments(segments(500, 15, 12), 20).map(({ name }) => name)).toEqual(['s1', 's2']);
  });

  it('ignores empty segments, which hold nobody', () => {
    expect(suppressedSegments(segments(500, 0, 40), 20)).toEqual([]);
  });

  it('never leaves a hidden total that singles out fewer people than the minimum, while others could cover them', () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1, max: 30 }), (counts, sizeMin) => {
        const hidden = new Set(suppressedSegments(segments(...counts), sizeMin).map(({ name }) => name));
        const sum = counts.filter((_, at) => hidden.has(`s${at}`)).reduce((total, count) => total + count, 0);
        const shown = counts.filter((count, at) => count > 0 && !hidden.has(`s${at}`));
        expect(shown.every((count) => count >= sizeMin)).toBe(true);
        expect(hidden.size === 0 || sum >= sizeMin || shown.length === 0).toBe(true);
      }),
    );
  });
});
