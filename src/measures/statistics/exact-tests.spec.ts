import fc from 'fast-check';
import { drawMarked, fisherExact, seededRandom } from './index.js';

/** Fisher's test by adding up exact fractions of whole numbers. */
function fisherByFractions(a: number, b: number, aTotal: number, bTotal: number): number {
  const choose = (n: number, k: number): bigint => {
    let result = 1n;
    for (let i = 1; i <= k; i += 1) result = (result * BigInt(n - k + i)) / BigInt(i);
    return result;
  };
  const drawn = a + b;
  const weights: [number, bigint][] = [];
  for (let k = Math.max(0, drawn - bTotal); k <= Math.min(aTotal, drawn); k += 1) {
    weights.push([k, choose(aTotal, k) * choose(bTotal, drawn - k)]);
  }
  const observed = weights.find(([k]) => k === a)?.[1] ?? 0n;
  const sum = (list: readonly [number, bigint][]) => list.reduce((total, [, weight]) => total + weight, 0n);
  const hits = sum(weights.filter(([, weight]) => weight * 10_000_000n <= observed * 10_000_001n));
  return Number((hits * 10n ** 18n) / sum(weights)) / 1e18;
}

describe('the exact test of Fisher', () => {
  it.each([
    [16, 19, 112, 88, 0.1934831, 7],
    [0, 7, 12, 40, 0.1808106, 7],
    [0, 0, 12, 40, 1, 12],
    [4239, 2828, 18112, 11888, 0.4443311, 7],
  ])('for %d and %d of %d and %d is the reference', (a, b, aTotal, bTotal, p, digits) => {
    expect(fisherExact(a, b, aTotal, bTotal)).toBeCloseTo(p, digits);
  });

  it.each([
    [3951, 3725, 2.34e-75],
    [4972, 2642, 1.62e-24],
    [4950, 2693, 6.62e-20],
  ])('keeps its digits far out: %d and %d', (a, b, p) => {
    expect(fisherExact(a, b, 18112, 11888) / p).toBeCloseTo(1, 2);
  });

  it('is the sum of exact fractions', () => {
    const total = fc.integer({ min: 1, max: 60 });
    fc.assert(
      fc.property(total, total, fc.nat(), fc.nat(), (aTotal, bTotal, x, y) => {
        const [a, b] = [x % (aTotal + 1), y % (bTotal + 1)];
        const found = fisherExact(a, b, aTotal, bTotal);
        expect(found).toBeCloseTo(fisherByFractions(a, b, aTotal, bTotal), 12);
        expect(fisherExact(b, a, bTotal, aTotal)).toBeCloseTo(found, 12);
        expect(fisherExact(aTotal - a, bTotal - b, aTotal, bTotal)).toBeCloseTo(found, 12);
      }),
      { numRuns: 300 },
    );
  });

  it('takes millions of people', () => {
    const p = fisherExact(500_000, 501_500, 5_000_000, 5_000_000);
    // Close to the normal approximation at this size.
    expect(p).toBeGreaterThan(0.1);
    expect(p).toBeLessThan(0.13);
  });
});

describe('seeded randomness', () => {
  it('repeats with its seed, is uniform enough, and differs between seeds', () => {
    const draw = (seed: number) => Array.from({ length: 20_000 }, seededRandom(seed));
    const [first, again, other] = [draw(42), draw(42), draw(43)];
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
    expect(first.every((value) => value >= 0 && value < 1)).toBe(true);
    const bins = first.reduce((counts, value) => {
      counts[Math.floor(value * 20)] = (counts[Math.floor(value * 20)] ?? 0) + 1;
      return counts;
    }, new Array<number>(20).fill(0));
    const statistic = bins.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    // 99.99 % of chi-square with 19 degrees of freedom.
    expect(statistic).toBeLessThan(50.8);
  });

  it('draws marked balls by their probabilities', () => {
    const random = seededRandom(5);
    const draws = 60_000;
    const counts = [0, 0, 0, 0];
    for (let draw = 0; draw < draws; draw += 1) {
      const marked = drawMarked({ marked: 4, others: 5, drawn: 3 }, random);
      counts[marked] = (counts[marked] as number) + 1;
    }
    const expected = [10, 40, 30, 4].map((ways) => (ways / 84) * draws);
    const statistic = counts.reduce(
      (sum, count, at) => sum + (count - (expected[at] as number)) ** 2 / (expected[at] as number),
      0,
    );
    expect(statistic).toBeLessThan(21.1);
  });

  it('draws no more than there are', () => {
    const random = seededRandom(1);
    const many = fc.nat(5000);
    fc.assert(
      fc.property(many, many, fc.double({ min: 0, max: 1, noNaN: true }), (marked, others, share) => {
        const drawn = Math.round((marked + others) * share);
        const found = drawMarked({ marked, others, drawn }, random);
        return found >= Math.max(0, drawn - others) && found <= Math.min(marked, drawn);
      }),
    );
  });
});
