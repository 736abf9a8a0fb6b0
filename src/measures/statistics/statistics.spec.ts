import fc from 'fast-check';
import {
  benjaminiHochberg,
  chiSquareSurvival,
  clopperPearsonInterval,
  holm,
  incompleteBeta,
  logGamma,
  lowerGamma,
  normalCdf,
  normalQuantile,
  twoSidedZ,
  upperGamma,
  wilsonInterval,
} from './index.js';

/** Digits that agree, counted relatively. */
function agrees(found: number, wanted: number, tolerance = 1e-12): void {
  expect(Math.abs(found - wanted)).toBeLessThanOrEqual(tolerance * Math.abs(wanted));
}

describe('log-gamma', () => {
  it.each([
    [0.5, 0.5723649429247001],
    [1e-10, 23.025850929882733],
    [10, 12.801827480081469],
    [100.5, 361.4355404677806],
    [1e6, 12815504.569147611],
  ])('of %d', (x, wanted) => agrees(logGamma(x), wanted));

  it('is 0 at 1 and 2', () => {
    expect(Math.abs(logGamma(1))).toBeLessThan(4e-15);
    expect(Math.abs(logGamma(2))).toBeLessThan(4e-15);
  });

  it('rises by ln x from x to x + 1', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 1e5, noNaN: true }), (x) => {
        const error = Math.abs(logGamma(x + 1) - logGamma(x) - Math.log(x));
        return error <= 1e-14 * Math.max(1, Math.abs(logGamma(x + 1)));
      }),
    );
  });
});

describe('the normal distribution', () => {
  it.each([
    [0, 0.5],
    [1.96, 0.9750021048517795],
    [-1, 0.15865525393145707],
    [-6, 9.865876450376946e-10],
    [-20, 2.7536241186062337e-89],
  ])('has P(Z ≤ %d)', (z, wanted) => agrees(normalCdf(z), wanted, 1e-13));

  it.each([
    [0.975, 1.959963984540054],
    [0.8, 0.8416212335729143],
    [0.001, -3.090232306167813],
    [1e-12, -7.034483825301132],
    [1e-100, -21.273453560965326],
  ])('has quantile %d', (p, wanted) => agrees(normalQuantile(p), wanted, 1e-14));

  it('has quantiles that undo probabilities, and ends', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-300, max: 0.9999, noNaN: true }), (p) => {
        agrees(normalCdf(normalQuantile(p)), p, 1e-11);
      }),
    );
    expect([0, 1, 2, Number.NaN].map(normalQuantile)).toEqual([-Infinity, Infinity, NaN, NaN]);
  });
});

describe('the incomplete gamma function', () => {
  it('is exp(−x) for one of 2 degrees of freedom, and its Poisson sum for more', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 600, noNaN: true }), fc.integer({ min: 1, max: 30 }), (x, pairs) => {
        let term = Math.exp(-x);
        let sum = term;
        for (let n = 1; n < pairs; n += 1) {
          term *= x / n;
          sum += term;
        }
        agrees(chiSquareSurvival(2 * x, 2 * pairs), sum, 1e-11);
      }),
    );
  });

  it.each([
    [2.232060790078859, 4, 0.6931640962],
    [0.6666666667, 2, 0.7165313105737893],
    [3.841458820694124, 1, 0.05],
  ])('gives P(X² > %d) with %d degrees of freedom', (x, df, wanted) => agrees(chiSquareSurvival(x, df), wanted, 1e-9));

  it('and its complement make one', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 200, noNaN: true }),
        fc.double({ min: 0, max: 400, noNaN: true }),
        (a, x) => {
          agrees(upperGamma(a, x) + lowerGamma(a, x), 1, 1e-15);
        },
      ),
    );
    expect([lowerGamma(2, 0), upperGamma(2, 0)]).toEqual([0, 1]);
  });
});

describe('the incomplete beta function', () => {
  it('is the binomial tail', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.nat(39),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (n, at, p) => {
          const k = 1 + (at % n);
          let term = p ** n;
          let tail = term;
          for (let i = n; i > k; i -= 1) {
            term *= ((i / (n - i + 1)) * (1 - p)) / p;
            tail += term;
          }
          agrees(incompleteBeta(p, k, n - k + 1), tail, 1e-11);
        },
      ),
    );
    expect([incompleteBeta(0, 2, 3), incompleteBeta(1, 2, 3)]).toEqual([0, 1]);
  });
});

describe('intervals of one rate', () => {
  const z = twoSidedZ(0.95);

  it.each([
    [16, 112, 0.0898866109, 0.2195143513],
    [19, 88, 0.1428082469, 0.3127753137],
    [0, 12, 0, 0.2424940067],
    [1, 3, 0.0614919447, 0.7923403991],
  ])('by Wilson for %d of %d', (count, total, low, high) => {
    const [from, to] = wilsonInterval({ count, total }, z);
    expect(from).toBeCloseTo(low, 9);
    expect(to).toBeCloseTo(high, 9);
  });

  it.each([
    [0, 12, 0, 0.2646484694],
    [1, 3, 0.0084037587, 0.905700676],
    [12, 12, 1 - 0.2646484694, 1],
  ])('by Clopper and Pearson for %d of %d', (count, total, low, high) => {
    const [from, to] = clopperPearsonInterval({ count, total }, 0.95);
    expect(from).toBeCloseTo(low, 9);
    expect(to).toBeCloseTo(high, 9);
  });

  it('hold the rate itself', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), fc.double({ min: 0, max: 1, noNaN: true }), (total, share) => {
        const count = Math.round(total * share);
        const [low, high] = wilsonInterval({ count, total }, z);
        return 0 <= low && low <= count / total && count / total <= high && high <= 1;
      }),
    );
  });
});

describe('corrections', () => {
  const sexP = [0.8228376, 0.6615861, 0.4708216, 0.8576668, 0.1934831];
  const ageP = [4.273892507e-6, 0.06869048862, 1.394214692e-6, 1.347924335e-8, 0.008249106343];

  it('by Holm equal the reference', () => {
    expect(holm(sexP)).toEqual([1, 1, 1, 1, expect.closeTo(0.9674155, 7)]);
    const wanted = [1.282167753e-5, 0.06869048862, 5.576858768e-6, 6.739621676e-8, 0.01649821249];
    for (const [at, p] of holm(ageP).entries()) agrees(p, wanted[at] as number, 1e-7);
  });

  it('by Holm beside other tests are those of a family in which the others have p = 1', () => {
    const ps = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 });
    fc.assert(
      fc.property(ps, fc.nat(20), (some, besides) => {
        const all = holm([...some, ...Array.from({ length: besides }, () => 1)]);
        expect(holm(some, besides)).toEqual(all.slice(0, some.length));
      }),
    );
  });

  it('by Benjamini and Hochberg equal the reference', () => {
    for (const p of benjaminiHochberg(sexP)) expect(p).toBeCloseTo(0.8576668, 7);
  });

  it('keep the order of p-values, and Holm is never the smaller one', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 }), (ps) => {
        const [family, share] = [holm(ps), benjaminiHochberg(ps)];
        ps.forEach((p, at) => {
          expect(share[at]).toBeGreaterThanOrEqual(p);
          expect(family[at]).toBeGreaterThanOrEqual(share[at] as number);
          ps.forEach((q, other) => {
            if (p < q) expect(family[at]).toBeLessThanOrEqual(family[other] as number);
          });
        });
      }),
    );
  });
});
