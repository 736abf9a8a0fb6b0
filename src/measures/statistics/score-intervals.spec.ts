import fc from 'fast-check';
import {
  newcombeInterval,
  type Share,
  scoreDifferenceInterval,
  scoreRatioInterval,
  twoSidedZ,
  wilsonInterval,
} from './index.js';

const z = twoSidedZ(0.95);
const share = fc
  .tuple(fc.integer({ min: 2, max: 5000 }), fc.nat(1000))
  .map(([total, part]): Share => ({ count: Math.round((total * part) / 1000), total }));

describe('the score interval of a difference', () => {
  it.each([
    // Newcombe 1998, table II, method 6.
    [56, 70, 48, 80, 0.0528, 0.3382],
    [9, 10, 3, 10, 0.17, 0.8406],
    [10, 10, 0, 20, 0.7156, 1],
  ])('of %d of %d and %d of %d is the published one', (a, n, b, m, low, high) => {
    const [from, to] = scoreDifferenceInterval({ count: a, total: n }, { count: b, total: m }, z);
    expect(from).toBeCloseTo(low, 4);
    expect(to).toBeCloseTo(high, 4);
  });

  it('holds the difference, and turns round with the groups', () => {
    fc.assert(
      fc.property(share, share, (one, other) => {
        const difference = one.count / one.total - other.count / other.total;
        const [low, high] = scoreDifferenceInterval(one, other, z);
        expect(low).toBeLessThanOrEqual(difference);
        expect(high).toBeGreaterThanOrEqual(difference);
        const [back, forth] = scoreDifferenceInterval(other, one, z);
        // The roots of the cubic may lie so near each other that half the digits of a double are lost.
        expect(-forth).toBeCloseTo(low, 7);
        expect(-back).toBeCloseTo(high, 7);
      }),
    );
  });

  it('comes near that of Newcombe for many people', () => {
    const [one, other] = [
      { count: 4239, total: 18112 },
      { count: 2828, total: 11888 },
    ];
    const [low, high] = scoreDifferenceInterval(one, other, z);
    const [hybridLow, hybridHigh] = newcombeInterval(one, other, z);
    expect(Math.abs(low - hybridLow)).toBeLessThan(1e-4);
    expect(Math.abs(high - hybridHigh)).toBeLessThan(1e-4);
  });
});

describe('the score interval of a ratio', () => {
  it.each([
    // The same closed form with the same correction in statsmodels 0.14.
    [56, 70, 48, 80, 1.0790471195344218, 1.6721453590897675],
    [9, 10, 3, 10, 1.3279565734835286, 8.691914949017299],
    [16, 112, 19, 88, 0.3640804235417473, 1.2022529787889613],
    [3951, 18112, 3725, 11888, 0.67002645038963, 0.723393025015142],
    [36, 40, 16, 80, 2.934646459487796, 7.166298299460339],
  ])('of %d of %d by %d of %d is that of another program', (a, n, b, m, low, high) => {
    const interval = scoreRatioInterval({ count: a, total: n }, { count: b, total: m }, z);
    expect(interval?.[0]).toBeCloseTo(low, 10);
    expect(interval?.[1]).toBeCloseTo(high, 10);
  });

  it('needs no half in empty cells, and says where it has no end', () => {
    const [none, some, all] = [
      { count: 0, total: 12 },
      { count: 7, total: 40 },
      { count: 10, total: 10 },
    ];
    expect(scoreRatioInterval(none, some, z)).toEqual([0, expect.closeTo(1.5307141718803128, 10)]);
    expect(scoreRatioInterval(all, { count: 0, total: 20 }, z)).toEqual([expect.closeTo(6.03281025145544, 10), null]);
    expect(scoreRatioInterval(none, { count: 0, total: 40 }, z)).toBeNull();
  });

  it('holds the ratio, and turns over with the groups', () => {
    fc.assert(
      fc.property(share, share, (one, other) => {
        fc.pre(one.count > 0 && other.count > 0);
        const ratio = one.count / one.total / (other.count / other.total);
        const [low, high] = scoreRatioInterval(one, other, z) as [number, number];
        expect(low).toBeLessThanOrEqual(ratio * (1 + 1e-12));
        expect(high).toBeGreaterThanOrEqual(ratio * (1 - 1e-12));
        const [back, forth] = scoreRatioInterval(other, one, z) as [number, number];
        expect(1 / forth / low).toBeCloseTo(1, 8);
        expect(1 / back / high).toBeCloseTo(1, 8);
      }),
    );
  });

  it('narrows towards that of the rate itself when the other group is very large', () => {
    const one = { count: 30, total: 200 };
    const [low, high] = scoreRatioInterval(one, { count: 15e7, total: 1e9 }, z) as [number, number];
    const [from, to] = wilsonInterval(one, z);
    expect(low).toBeCloseTo(from / 0.15, 2);
    expect(high).toBeCloseTo(to / 0.15, 2);
  });
});
