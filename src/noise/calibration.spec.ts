import fc from 'fast-check';
import { seededBits } from './example-bits.js';
import {
  analyticGaussianSigma,
  EPSILON_UNIT,
  epsilonOfRho,
  epsilonWithinRho,
  gaussianDelta,
  halfWidth95,
  keyThreshold,
  type Loss,
  laplaceThreshold,
  noiseFor,
  RHO_UNIT,
  rhoOfEpsilon,
  rhoOfEpsilonDelta,
  withNoise,
} from './index.js';
import { approximately } from './ratio.js';

describe('Gaussian calibration', () => {
  // Of the tests of Google's differential privacy library, go/noise/gaussian_noise_test.go.
  it.each([
    [10, 1, 0.1, 0.00875176814581],
    [0.5, 1, 0, 0.6826894921370859],
    [10, 5, Math.log(3), 0.004159742234001],
  ])('gives the δ of σ %d, sensitivity %d, ε %d', (sigma, sensitivity, epsilon, delta) => {
    expect(gaussianDelta(sigma, { sensitivity, epsilon })).toBeCloseTo(delta, 14);
  });

  it.each([
    [1, 1e-5, 3.7306316348],
    [0.5, 1e-6, 8.0576184807],
    [1, 1e-6, 4.2246788893],
    [Math.log(3), 1e-10, 5.3614859714],
  ])('gives the least σ for ε %d and δ %d', (epsilon, delta, sigma) => {
    expect(analyticGaussianSigma({ sensitivity: 1, epsilon }, delta)).toBeCloseTo(sigma, 9);
  });

  it('is what the classical formula overstates', () => {
    const classical = Math.sqrt(2 * Math.log(1.25 / 1e-5));
    const ratio = classical / analyticGaussianSigma({ sensitivity: 1, epsilon: 1 }, 1e-5);
    expect(ratio).toBeGreaterThan(1.16);
    expect(ratio).toBeLessThan(1.32);
  });

  it('goes with the sensitivity and keeps its δ', () => {
    const positive = fc.double({ min: 0.01, max: 20, noNaN: true });
    fc.assert(
      fc.property(positive, positive, fc.integer({ min: 1, max: 12 }), (epsilon, sensitivity, digits) => {
        const delta = 10 ** -digits;
        const sigma = analyticGaussianSigma({ sensitivity, epsilon }, delta);
        expect(gaussianDelta(sigma, { sensitivity, epsilon })).toBeLessThanOrEqual(delta);
        expect(sigma / analyticGaussianSigma({ sensitivity: 1, epsilon }, delta)).toBeCloseTo(sensitivity, 6);
      }),
      { numRuns: 30 },
    );
  });
});

describe('thresholds for keys', () => {
  // Of go/noise/laplace_noise_test.go.
  it.each([
    [1, Math.log(3), 1e-10, 21.33],
    [1, 2 * Math.log(3), 1e-10, 11.16],
    [10, Math.log(3), 1e-10, 213.28],
    [1, Math.log(3), 1e-200, 419.55],
  ])('with continuous noise: Δ %d, ε %d, δ %d', (sensitivity, epsilon, delta, threshold) => {
    expect(laplaceThreshold(sensitivity, epsilon, delta)).toBeCloseTo(threshold, 2);
  });

  it('with discrete noise are the least that keep δ', () => {
    const parts = fc.tuple(fc.integer({ min: 1000, max: 5_000_000 }), fc.integer({ min: 1, max: 30 }));
    fc.assert(
      fc.property(parts, ([epsilon, digits]) => {
        const noise = noiseFor(1n, { epsilon });
        if (noise.kind !== 'discrete-laplace') throw new Error('another kind of noise');
        const delta = 10 ** -digits;
        const threshold = Number(keyThreshold(noise.scale, delta));
        const a = Math.exp(-1 / approximately(noise.scale));
        const shown = (at: number) => a ** (at - 1) / (1 + a);
        expect(shown(threshold)).toBeLessThanOrEqual(delta * (1 + 1e-9));
        if (threshold > 2) expect(shown(threshold - 1)).toBeGreaterThan(delta * (1 - 1e-9));
      }),
    );
  });
});

describe('conversions', () => {
  it('from ε to ρ and back never say too little', () => {
    expect(rhoOfEpsilon(EPSILON_UNIT)).toBe(RHO_UNIT / 2);
    expect(epsilonWithinRho(RHO_UNIT / 2)).toBe(EPSILON_UNIT);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 * EPSILON_UNIT }), (epsilon) => {
        const rho = rhoOfEpsilon(epsilon);
        expect(rho / RHO_UNIT).toBeGreaterThanOrEqual((epsilon / EPSILON_UNIT) ** 2 / 2 - 1e-12);
        expect(epsilonWithinRho(rho)).toBeGreaterThanOrEqual(epsilon);
        expect(rhoOfEpsilon(epsilonWithinRho(rho))).toBeLessThanOrEqual(rho);
      }),
    );
  });

  it('from ρ to (ε, δ) are at least as good as ρ + 2√(ρ ln 1/δ), and rise with ρ and 1/δ', () => {
    expect(epsilonOfRho(0, 1e-6)).toBe(0);
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 10, noNaN: true }), fc.integer({ min: 1, max: 15 }), (rho, digits) => {
        const delta = 10 ** -digits;
        const epsilon = epsilonOfRho(rho, delta);
        expect(epsilon).toBeLessThanOrEqual(rho + 2 * Math.sqrt(rho * Math.log(1 / delta)));
        expect(epsilonOfRho(rho * 1.5, delta)).toBeGreaterThanOrEqual(epsilon);
        expect(epsilonOfRho(rho, delta / 10)).toBeGreaterThanOrEqual(epsilon);
        expect(rhoOfEpsilonDelta(epsilon, delta)).toBeLessThanOrEqual(rho * 1.0001);
      }),
      { numRuns: 20 },
    );
  });

  // What a Gaussian of this ρ really gives is less than what follows from ρ alone, and not by much.
  it('from ρ to (ε, δ) stay above the exact curve of the Gaussian', () => {
    for (const rho of [0.001, 0.01, 0.1, 0.5, 1]) {
      const epsilon = epsilonOfRho(rho, 1e-6);
      const exact = gaussianDelta(Math.sqrt(1 / (2 * rho)), { sensitivity: 1, epsilon });
      expect(exact).toBeLessThanOrEqual(1e-6);
      expect(exact).toBeGreaterThan(1e-9);
    }
  });
});

describe('noise for an answer', () => {
  it.each([
    [0.1, 30],
    [0.5, 6],
    [1, 3],
  ])('of ε %d lies within ±%d nineteen times in twenty', (epsilon, half) => {
    expect(halfWidth95(noiseFor(1n, { epsilon: epsilon * EPSILON_UNIT }))).toBe(half);
  });

  it.each<[string, bigint, Loss]>([
    ['Laplace', 1n, { epsilon: 250_000 }],
    ['Laplace of a wide sum', 50_000_000n, { epsilon: 333_333 }],
    ['Gaussian', 1n, { rho: 5_000_000 }],
    ['narrow Gaussian', 1n, { rho: 3 * RHO_UNIT }],
  ])('covers by its interval: %s', (name, sensitivity, loss) => {
    const noise = noiseFor(sensitivity, loss);
    const half = BigInt(halfWidth95(noise));
    const drawn = withNoise(seededBits(name), Array<bigint>(20_000).fill(7n), noise);
    const inside = drawn.filter((value) => value >= 7n - half && value <= 7n + half).length;
    expect(inside / drawn.length).toBeGreaterThan(0.95 - 5 * Math.sqrt((0.95 * 0.05) / drawn.length));
  });

  it('has the variance of its ρ: Δ² / (2ρ)', () => {
    const noise = noiseFor(3n, { rho: RHO_UNIT / 10 });
    expect(noise.kind === 'discrete-gaussian' && approximately(noise.variance)).toBe(45);
  });
});
