import fc from 'fast-check';
import { noiseLimits } from './noise-limits.js';

const of = (values: Readonly<Record<string, number>>) =>
  noiseLimits(Object.entries(values).map(([id, value]) => ({ id, value })));

describe('noise of a permit', () => {
  it('is none where no policy asks for it', () => {
    expect(of({ kMin: 5, noiseDelta: 0, budgetEpsilon: 3 })).toBeNull();
  });

  it('is counted in whole units, as the author wrote them', () => {
    expect(of({ noiseEpsilon: 0.57, noiseDelta: 1e-6, budgetEpsilon: 4.1, budgetDelta: 3e-6 })).toEqual({
      loss: { epsilon: 570_000 },
      delta: 1_000_000_000,
      budget: { epsilon: 4_100_000, rho: null, delta: 3_000_000_000 },
      bounds: [],
    });
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 20_000_000 }), (millionths) => {
        expect(of({ noiseEpsilon: millionths / 1e6 })?.loss).toEqual({ epsilon: millionths });
      }),
    );
  });

  it('keeps an ε and a ρ where policies ask for both', () => {
    expect(of({ noiseEpsilon: 1, noiseRho: 0.5 })?.loss).toEqual({ epsilon: 1_000_000 });
    expect(of({ noiseEpsilon: 1, noiseRho: 0.02 })?.loss).toEqual({ epsilon: 200_000 });
    expect(of({ noiseRho: 0.02 })?.loss).toEqual({ rho: 20_000_000 });
  });

  it('sums no column whose bounds leave nothing between them', () => {
    const bounds = { 'boundLow:b:1': 0, 'boundHigh:b:1': 5, 'boundLow:a': 9, 'boundHigh:a': 9, 'boundLow:c': -2 };
    expect(of({ noiseEpsilon: 1, ...bounds })?.bounds).toEqual([{ column: 'b:1', low: 0, high: 5 }]);
  });
});
