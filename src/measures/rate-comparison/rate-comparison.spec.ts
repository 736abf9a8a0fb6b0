import fc from 'fast-check';
import { compareRates } from './rate-comparison.js';

const share = fc
  .tuple(fc.integer({ min: 1, max: 800 }), fc.nat(1000))
  .map(([total, part]) => ({ count: Math.round((total * part) / 1000), total }));

describe('two rates', () => {
  it('stand with every interval', () => {
    const found = compareRates({ first: { count: 16, total: 112 }, second: { count: 19, total: 88 } });
    expect(found.first?.wilson[0]).toBeCloseTo(0.0898866109, 10);
    expect(found.newcombe?.[0]).toBeCloseTo(-0.1834554913, 10);
    expect(found.newcombe?.[1]).toBeCloseTo(0.0328728413, 10);
    expect(found.ratio).toBeCloseTo(0.6616541353, 10);
    expect(found.katz).toEqual([expect.closeTo(0.361822, 6), expect.closeTo(1.209949, 6)]);
    expect(found.scoreRatio).toEqual([expect.closeTo(0.3640804235, 9), expect.closeTo(1.2022529788, 9)]);
    expect(found.fisher).toBeCloseTo(0.1934831, 7);
  });

  it('have what can be had of empty groups and cells', () => {
    const none = compareRates({ first: { count: 0, total: 0 }, second: { count: 7, total: 40 } });
    expect(none).toMatchObject({ first: null, difference: null, ratio: null, fisher: null });
    const nobody = compareRates({ first: { count: 0, total: 12 }, second: { count: 0, total: 40 } });
    expect(nobody).toMatchObject({ difference: 0, ratio: null, katz: null, scoreRatio: null, fisher: 1 });
    const open = compareRates({ first: { count: 5, total: 9 }, second: { count: 0, total: 40 } });
    expect(open).toMatchObject({ ratio: null, scoreRatio: [expect.any(Number), null] });
  });

  it('lie inside their intervals, and Clopper and Pearson are the wider', () => {
    fc.assert(
      fc.property(share, share, (first, second) => {
        const found = compareRates({ first, second });
        for (const one of [found.first, found.second]) {
          if (one === null) continue;
          expect(one.clopperPearson[0]).toBeLessThanOrEqual(one.rate);
          expect(one.clopperPearson[1]).toBeGreaterThanOrEqual(one.rate);
        }
        for (const interval of [found.newcombe, found.scoreDifference]) {
          expect(interval?.[0]).toBeLessThanOrEqual((found.difference as number) + 1e-12);
          expect(interval?.[1]).toBeGreaterThanOrEqual((found.difference as number) - 1e-12);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('keep their rates and narrow their intervals when everybody is counted four times', () => {
    fc.assert(
      fc.property(share, share, (first, second) => {
        const four = (one: typeof first) => ({ count: 4 * one.count, total: 4 * one.total });
        const [once, more] = [
          compareRates({ first, second }),
          compareRates({ first: four(first), second: four(second) }),
        ];
        expect([more.ratio, more.difference]).toEqual([once.ratio, once.difference]);
        const width = (interval: readonly [number, number] | null) =>
          (interval as [number, number])[1] - (interval as [number, number])[0];
        expect(width(more.newcombe)).toBeLessThan(width(once.newcombe) + 1e-12);
        expect(width(more.scoreDifference)).toBeLessThan(width(once.scoreDifference) + 1e-12);
      }),
      { numRuns: 30 },
    );
  });

  it('refuses a count above its total', () => {
    expect(() => compareRates({ first: { count: 3, total: 2 }, second: { count: 1, total: 2 } })).toThrow(
      'COUNTS_INVALID',
    );
  });
});
