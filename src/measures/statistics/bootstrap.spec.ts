import fc from 'fast-check';
import { drawBinomial, seededRandom, stratifiedBootstrap, twoSidedZ, wilsonInterval } from './index.js';

/** Chi-square of drawn numbers against the binomial, cells under five expected draws joined. */
function distance(trials: number, chance: number, draws: number): { statistic: number; cells: number } {
  const random = seededRandom(7);
  const seen = new Map<number, number>();
  for (let draw = 0; draw < draws; draw += 1) {
    const count = drawBinomial(trials, chance, random);
    seen.set(count, (seen.get(count) ?? 0) + 1);
  }
  let log = trials * Math.log1p(-chance);
  const joined = { expected: 0, found: 0 };
  const cells = { statistic: 0, cells: -1 };
  for (let count = 0; count <= trials; count += 1) {
    joined.expected += Math.exp(log) * draws;
    joined.found += seen.get(count) ?? 0;
    log += Math.log(((trials - count) / (count + 1)) * (chance / (1 - chance)));
    if (joined.expected < 5) continue;
    cells.statistic += (joined.found - joined.expected) ** 2 / joined.expected;
    cells.cells += 1;
    Object.assign(joined, { expected: 0, found: 0 });
  }
  return cells;
}

describe('a binomial draw', () => {
  it.each([
    [20, 0.1],
    [20, 0.8],
    [60, 0.3],
    [400, 0.05],
    [1000, 0.7],
  ])('of %d trials with chance %d has its distribution', (trials, chance) => {
    const { statistic, cells } = distance(trials, chance, 40_000);
    // The mean of chi-square and five standard deviations.
    expect(statistic).toBeLessThan(cells + 5 * Math.sqrt(2 * cells));
  });

  it('stays within its trials, and is sure where there is no chance', () => {
    const random = seededRandom(3);
    fc.assert(
      fc.property(fc.nat(1e6), fc.double({ min: 0, max: 1, noNaN: true }), (trials, chance) => {
        const count = drawBinomial(trials, chance, random);
        return Number.isInteger(count) && count >= 0 && count <= trials;
      }),
    );
    expect([drawBinomial(9, 0, random), drawBinomial(9, 1, random), drawBinomial(0, 0.5, random)]).toEqual([0, 9, 0]);
  });
});

describe('the stratified bootstrap', () => {
  const options = { seed: 11, draws: 2000, confidence: 0.95 };
  const firstRate = ([[inside = 0, outside = 0] = []]: readonly (readonly number[])[]) => [inside / (inside + outside)];

  it('gives a rate about the interval that its formula gives', () => {
    const [interval] = stratifiedBootstrap([[300, 700]], firstRate, options);
    const [low, high] = wilsonInterval({ count: 300, total: 1000 }, twoSidedZ(0.95));
    expect(interval?.[0]).toBeCloseTo(low, 2);
    expect(interval?.[1]).toBeCloseTo(high, 2);
  });

  it('keeps the people of every row, so that no group goes missing', () => {
    const totals = (counts: readonly (readonly number[])[]) =>
      counts.map((row) => row.reduce((sum, count) => sum + count, 0));
    const counts = [
      [1, 0, 2],
      [0, 0, 0],
      [400, 3, 9],
    ];
    expect(stratifiedBootstrap(counts, totals, options)).toEqual([
      [3, 3],
      [0, 0],
      [412, 412],
    ]);
  });

  it('repeats with its seed and moves with another', () => {
    const at = (seed: number) => stratifiedBootstrap([[5, 9]], firstRate, { ...options, seed });
    expect(at(1)).toEqual(at(1));
    expect(stratifiedBootstrap([[50, 93]], firstRate, { ...options, seed: 1 })).not.toEqual(
      stratifiedBootstrap([[50, 93]], firstRate, { ...options, seed: 2 }),
    );
  });

  it('gives no interval to a figure that is missing in a draw', () => {
    const share = ([[inside = 0] = []]: readonly (readonly number[])[]) => [inside === 0 ? null : 1];
    expect(stratifiedBootstrap([[1, 40]], share, options)).toEqual([null]);
  });
});
