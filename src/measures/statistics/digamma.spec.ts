import { digamma } from './digamma.js';
import { logGamma } from './log-gamma.js';

describe('the digamma function', () => {
  it('has its known values', () => {
    expect(digamma(1)).toBeCloseTo(-0.5772156649015329, 14);
    expect(digamma(0.5)).toBeCloseTo(-1.9635100260214235, 14);
    expect(digamma(10)).toBeCloseTo(2.251752589066721, 14);
    expect(digamma(1e6)).toBeCloseTo(Math.log(1e6) - 5e-7, 12);
  });

  it('is the slope of the logarithm of the gamma function', () => {
    for (const x of [0.3, 2.7, 17, 400]) {
      expect(digamma(x)).toBeCloseTo((logGamma(x + 1e-5) - logGamma(x - 1e-5)) / 2e-5, 6);
      expect(digamma(x + 1) - digamma(x)).toBeCloseTo(1 / x, 12);
    }
  });
});
