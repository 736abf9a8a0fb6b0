import fc from 'fast-check';
import { chiSquareSurvival } from '../measures/index.js';
import { bernoulliExp, bernoulliExpLarge } from './bernoulli-exp.js';
import { discreteGaussian } from './discrete-gaussian.js';
import { discreteLaplace } from './discrete-laplace.js';
import { seededBits } from './example-bits.js';
import { RandomBits, systemBits } from './random-bits.js';
import { approximately, integerRoot, type Ratio, ratio } from './ratio.js';
import { uniformBelow, uniformBelowLarge } from './uniform.js';

const DRAWS = 100_000;
/** One false alarm in a million for each test, before seeds were fixed. */
const ALPHA = 1e-6;

/** How often each integer was drawn. */
function histogram(draw: () => bigint): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (let at = 0; at < DRAWS; at += 1) {
    const value = Number(draw());
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

/** P of a chi-square test against a probability function; outermost integers are pooled until 5 are expected. */
function fitOf(counts: ReadonlyMap<number, number>, probability: (x: number) => number): number {
  let reach = 0;
  while (DRAWS * probability(reach + 1) >= 5) reach += 1;
  const inside = Array.from({ length: 2 * reach + 1 }, (_, at) => at - reach);
  const tail = (sign: 1 | -1) =>
    [...counts].reduce((sum, [value, count]) => (value * sign > reach ? sum + count : sum), 0);
  const within = inside.reduce((sum, x) => sum + probability(x), 0);
  const cells = [
    ...inside.map((x) => ({ found: counts.get(x) ?? 0, expected: DRAWS * probability(x) })),
    ...([1, -1] as const).map((sign) => ({ found: tail(sign), expected: (DRAWS * (1 - within)) / 2 })),
  ];
  const pooled = cells.filter(({ expected }) => expected >= 5);
  const square = pooled.reduce((sum, { found, expected }) => sum + (found - expected) ** 2 / expected, 0);
  return chiSquareSurvival(square, pooled.length - 1);
}

/** The largest distance between the two distribution functions, times the root of the draws: KS of Kolmogorov 1933. */
function kolmogorov(counts: ReadonlyMap<number, number>, probability: (x: number) => number): number {
  const values = [...counts.keys()];
  const [from, to] = [Math.min(...values), Math.max(...values)];
  let [found, expected, furthest] = [0, 0, 0];
  for (let x = from - 1000; x < from; x += 1) expected += probability(x);
  for (let x = from; x <= to; x += 1) {
    found += (counts.get(x) ?? 0) / DRAWS;
    expected += probability(x);
    furthest = Math.max(furthest, Math.abs(found - expected));
  }
  return furthest * Math.sqrt(DRAWS);
}
/** P(sqrt(n) D > 2.7) is about 2 exp(−2 · 2.7²) = 9e-7; for integers it is less. */
const KOLMOGOROV_MAX = 2.7;

function laplace({ over, under }: Ratio) {
  const a = Math.exp(-Number(under) / Number(over));
  return { probability: (x: number) => ((1 - a) / (1 + a)) * a ** Math.abs(x), variance: (2 * a) / (1 - a) ** 2 };
}

function gaussian(variance: number) {
  const weight = (x: number) => Math.exp((-x * x) / (2 * variance));
  const reach = Math.ceil(40 * Math.sqrt(variance)) + 40;
  let total = weight(0);
  for (let x = 1; x <= reach; x += 1) total += 2 * weight(x);
  return (x: number) => weight(x) / total;
}

const moment = (counts: ReadonlyMap<number, number>, power: number) =>
  [...counts].reduce((sum, [value, count]) => sum + count * value ** power, 0) / DRAWS;

describe('discrete Laplace noise', () => {
  it.each([
    ['ε 0.1', ratio(10n, 1n), 0.04995837495788, 199.8334166336],
    ['ε 0.5', ratio(2n, 1n), 0.24491866240371, 7.835396178066],
    ['ε 1', ratio(1n, 1n), 0.46211715726001, 1.841347188416],
    ['ε 3', ratio(1n, 3n), null, null],
    ['a scale of many digits', ratio(1_000_000n, 333_333n), null, null],
    ['parts that are no small numbers', ratio(3n * 10n ** 13n, 10n ** 13n + 1n), null, null],
  ])('with %s is drawn as its probabilities say', (name, scale, zero, variance) => {
    const bits = seededBits(`laplace ${name}`);
    const counts = histogram(() => discreteLaplace(bits, scale));
    const expected = laplace(scale);
    if (zero !== null && variance !== null) {
      expect(expected.probability(0)).toBeCloseTo(zero, 12);
      expect(expected.variance).toBeCloseTo(variance, 8);
    }
    expect(fitOf(counts, expected.probability)).toBeGreaterThan(ALPHA);
    expect(kolmogorov(counts, expected.probability)).toBeLessThan(KOLMOGOROV_MAX);
    // Five deviations of the mean.
    expect(Math.abs(moment(counts, 1))).toBeLessThan(5 * Math.sqrt(expected.variance / DRAWS));
  });

  it('tells neighbours apart by no more than ε', () => {
    const bits = seededBits('privacy loss');
    const counts = histogram(() => discreteLaplace(bits, ratio(2n, 1n)));
    // The counts 0 and 1 of a neighbouring pair: the same noise, one further on.
    for (let x = -6; x <= 6; x += 1) {
      const [here, there] = [counts.get(x) ?? 0, counts.get(x - 1) ?? 0];
      const deviation = Math.sqrt(1 / here + 1 / there);
      expect(Math.abs(Math.log(here / there))).toBeLessThan(0.5 + 5 * deviation);
    }
  });

  it('of a wide scale has the spread that its formula says', () => {
    const bits = seededBits('wide');
    const scale = 10n ** 15n;
    const sizes = Array.from(
      { length: 20_000 },
      () => Number(discreteLaplace(bits, { over: scale, under: 1n })) / 1e15,
    );
    const mean = sizes.reduce((sum, x) => sum + Math.abs(x), 0) / sizes.length;
    // |X| is nearly exponential: mean 1, deviation 1.
    expect(Math.abs(mean - 1)).toBeLessThan(5 / Math.sqrt(sizes.length));
  });
});

describe('discrete Gaussian noise', () => {
  it.each([
    ['1', ratio(1n, 1n)],
    ['0.09', ratio(9n, 100n)],
    ['50', ratio(50n, 1n)],
    ['a fraction', ratio(1_000_003n, 30_011n)],
  ])('of variance %s is drawn as its probabilities say', (name, variance) => {
    const bits = seededBits(`gaussian ${name}`);
    const counts = histogram(() => discreteGaussian(bits, variance));
    const probability = gaussian(approximately(variance));
    expect(fitOf(counts, probability)).toBeGreaterThan(ALPHA);
    expect(kolmogorov(counts, probability)).toBeLessThan(KOLMOGOROV_MAX);
  });
});

describe('Bernoulli draws of exp(−x)', () => {
  it.each([
    [0, 7],
    [3, 7],
    [7, 7],
    [19, 7],
    [1, 1_000_000_007],
  ])('of %d/%d come true as often as they must, whichever arithmetic draws them', (over, under) => {
    const p = Math.exp(-over / under);
    const deviation = Math.sqrt((p * (1 - p)) / DRAWS);
    const [small, large] = [seededBits(`small ${over}`), seededBits(`large ${over}`)];
    const shift = 10n ** 15n;
    const wide = { over: BigInt(over) * shift, under: BigInt(under) * shift };
    let [few, many] = [0, 0];
    for (let at = 0; at < DRAWS; at += 1) {
      if (bernoulliExp(small, over, under)) few += 1;
      if (bernoulliExpLarge(large, wide)) many += 1;
    }
    expect(Math.abs(few / DRAWS - p)).toBeLessThanOrEqual(5 * deviation);
    expect(Math.abs(many / DRAWS - p)).toBeLessThanOrEqual(5 * deviation);
  });
});

describe('uniform draws', () => {
  it('stay below their bound, in numbers and in BigInt alike', () => {
    const bits = seededBits('bounds');
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 48 - 1 }), (n) => {
        const drawn = uniformBelow(bits, n);
        expect(Number.isSafeInteger(drawn) && drawn >= 0 && drawn < n).toBe(true);
        const large = uniformBelowLarge(bits, BigInt(n) ** 3n);
        expect(large >= 0n && large < BigInt(n) ** 3n).toBe(true);
      }),
    );
  });

  it('give every residue equally often', () => {
    const bits = seededBits('residues');
    const counts = [0, 0, 0, 0, 0, 0];
    for (let at = 0; at < DRAWS; at += 1) (counts[uniformBelow(bits, 6)] as number)++;
    const square = counts.reduce((sum, count) => sum + (count - DRAWS / 6) ** 2 / (DRAWS / 6), 0);
    expect(chiSquareSurvival(square, 5)).toBeGreaterThan(ALPHA);
  });
});

describe('random bits', () => {
  it('are those of their source, in order, each given once', () => {
    let calls = 0;
    const bits = new RandomBits((bytes) => {
      bytes.forEach((_, at) => {
        bytes[at] = (at + calls) % 256;
      });
      calls += 1;
    });
    expect([bits.bits(8), bits.bits(16), bits.bits(4), bits.bits(12)]).toEqual([0, 0x0102, 3, 0x45]);
    for (let at = 6; at < 8192; at += 1) bits.bits(8);
    expect(bits.bits(8)).toBe(1);
    expect(calls).toBe(2);
  });

  it('of the system differ from one source to the next', () => {
    const [one, other] = [systemBits(), systemBits()];
    expect(Array.from({ length: 4 }, () => one.bits(48))).not.toEqual(Array.from({ length: 4 }, () => other.bits(48)));
  });
});

describe('exact numbers', () => {
  it('have roots and lowest terms', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 40n }), fc.bigInt({ min: 1n, max: 10n ** 20n }), (n, factor) => {
        const root = integerRoot(n);
        expect(root * root <= n && (root + 1n) * (root + 1n) > n).toBe(true);
        expect(ratio(n * factor, 7n * factor)).toEqual(ratio(n, 7n));
      }),
    );
    expect(approximately(ratio(22n, 7n))).toBeCloseTo(22 / 7, 15);
  });
});
