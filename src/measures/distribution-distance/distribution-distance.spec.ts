import fc from 'fast-check';
import { distributionDistance } from './distribution-distance.js';

const pairs = fc.array(fc.tuple(fc.nat(50), fc.integer({ min: 1, max: 50 })), { minLength: 2, maxLength: 6 });
const near = (found: object) =>
  Object.fromEntries(
    Object.entries(found).map(([name, value]) => [name, value === null ? null : expect.closeTo(value as number, 6)]),
  );

describe('the distance from a reference', () => {
  it('equals a published one against a uniform reference', () => {
    const found = distributionDistance({ counts: [4, 3, 2], reference: [1, 1, 1] });
    expect(found.kullbackLeibler).toBeCloseTo(0.03775534151008829, 15);
    expect(found.jensenShannon).toBeCloseTo(0.0978522408673632, 14);
    expect(found.totalVariation).toBeCloseTo(1 / 9, 14);
    expect(found.largestDifference).toBeCloseTo(1 / 9, 14);
    expect(found.chiSquare).toBeCloseTo(2 / 3, 14);
    expect(found.p).toBeCloseTo(0.7165313105737893, 14);
  });

  it('is 0 from itself, in every sense', () => {
    fc.assert(
      fc.property(pairs, (parts) => {
        const counts = parts.map(([, count]) => count);
        const { people: _, p, ...found } = distributionDistance({ counts, reference: counts });
        for (const value of Object.values(found)) expect(value).toBeCloseTo(0, 6);
        expect(p).toBeCloseTo(1, 6);
      }),
    );
  });

  it('does not depend on the order of parts or the sum of the reference; doubling doubles chi-square alone', () => {
    fc.assert(
      fc.property(pairs, (parts) => {
        fc.pre(parts.some(([count]) => count > 0));
        const ask = { counts: parts.map(([count]) => count), reference: parts.map(([, part]) => part) };
        const found = distributionDistance(ask);
        const turned = { counts: [...ask.counts].reverse(), reference: [...ask.reference].reverse() };
        expect(distributionDistance(turned)).toEqual(near(found));
        expect(distributionDistance({ ...ask, reference: ask.reference.map((part) => part / 7) })).toEqual(near(found));
        const twice = distributionDistance({ ...ask, counts: ask.counts.map((count) => 2 * count) });
        expect(twice.chiSquare).toBeCloseTo(2 * (found.chiSquare as number), 6);
        expect(twice.jensenShannon).toBeCloseTo(found.jensenShannon as number, 6);
        expect(found.jensenShannon as number).toBeLessThanOrEqual(Math.sqrt(Math.LN2) + 1e-9);
        expect(found.largestDifference as number).toBeLessThanOrEqual(2 * (found.totalVariation as number) + 1e-12);
      }),
    );
  });

  it('is infinite where the reference has nobody, and says so by having no figure', () => {
    expect(distributionDistance({ counts: [1, 1], reference: [1, 0] })).toMatchObject({
      kullbackLeibler: null,
      chiSquare: null,
      p: null,
      totalVariation: 0.5,
    });
    expect(distributionDistance({ counts: [0, 0], reference: [1, 1] })).toMatchObject({
      people: 0,
      totalVariation: null,
    });
  });

  it.each([
    [[1, 2], [1]],
    [[1.5], [1]],
    [[1], [0]],
    [
      [1, 1],
      [1, -1],
    ],
  ])('refuses %j against %j', (counts, reference) => {
    expect(() => distributionDistance({ counts, reference })).toThrow('COUNTS_INVALID');
  });
});
