import fc from 'fast-check';
import { countTable } from '../count-table/index.js';
import { normalQuantile, seededRandom } from '../statistics/index.js';
import { type BenefitOptions, type BenefitTable, judgeBenefit } from './judge-benefit.js';

const options: BenefitOptions = { confidence: 0.95, correction: 'none', groupSizeMin: 30 };

const tableOf = (counts: readonly (readonly number[])[]) =>
  countTable(
    counts.map((_, at) => `g${at}`),
    (counts[0] ?? []).map((_, at) => `s${at}`),
    counts,
  );

const asked = (counts: readonly (readonly number[])[], parts: Partial<BenefitTable> = {}): BenefitTable => {
  const of = { trait: 'sex', status: 'held', table: tableOf(counts), benefits: [10, 0] } as const;
  return { ...of, ratioMin: null, differenceMax: null, ...parts };
};

const example = [
  [30, 70],
  [45, 55],
];
const verdict = (parts: Partial<BenefitTable>, counts: readonly (readonly number[])[] = example) =>
  judgeBenefit([asked(counts, parts)], options).traits[0];

describe('mean benefit against limits', () => {
  it('gives the example of the claim', () => {
    const [ratio] = verdict({ ratioMin: 0.8 })?.comparisons ?? [];
    expect(ratio).toMatchObject({
      limit: 'ratio',
      groups: ['g0', 'g1'],
      verdict: 'inconclusive',
      groupSizeNeeded: 358,
    });
    expect(ratio?.found).toBeCloseTo(2 / 3, 12);
    expect(ratio?.interval).toEqual([expect.closeTo(0.444690766, 8), expect.closeTo(0.954341849, 8)]);
    const [difference] = verdict({ differenceMax: 3 })?.comparisons ?? [];
    expect(difference).toMatchObject({ limit: 'difference', found: 1.5, verdict: 'pass', reason: 'shown-within' });
    expect(difference?.interval).toEqual([expect.closeTo(0.173092197, 8), expect.closeTo(2.826907803, 8)]);
    expect(verdict({ differenceMax: 0.1 })).toMatchObject({ verdict: 'fail', reason: 'shown-beyond' });
  });

  it('says what it cannot say', () => {
    const nobody = [
      [0, 0],
      [45, 55],
    ];
    expect(verdict({ ratioMin: 0.8 }, nobody)).toMatchObject({ verdict: 'not_estimable', reason: 'group-absent' });
    const nothing = [
      [0, 60],
      [0, 50],
    ];
    expect(verdict({ ratioMin: 0.8 }, nothing)).toMatchObject({ verdict: 'not_estimable', reason: 'no-ratio' });
    expect(verdict({ differenceMax: 3 }, nothing)).toMatchObject({ verdict: 'pass' });
    expect(verdict({ ratioMin: 0.8, benefits: [1, -9] })).toMatchObject({
      verdict: 'not_estimable',
      reason: 'no-ratio',
    });
    expect(verdict({ ratioMin: 0.8, benefits: null })).toMatchObject({
      verdict: 'not_assessed',
      reason: 'no-benefits',
    });
    const unknown = { ratioMin: 0.8, status: 'not-held', table: null } as const;
    expect(verdict(unknown)).toMatchObject({ verdict: 'not_assessed', reason: 'trait-not-held' });
    const small = [
      [9, 1],
      [900, 100],
    ];
    expect(verdict({ ratioMin: 0.5 }, small)).toMatchObject({ verdict: 'inconclusive', reason: 'group-under-minimum' });
    const alike = [
      [5000, 5000],
      [5000, 5000],
    ];
    const estimated = verdict({ ratioMin: 0.8, status: 'estimated' }, alike);
    expect(estimated).toMatchObject({ verdict: 'inconclusive', reason: 'trait-estimated' });
    expect(verdict({ ratioMin: 0.8 }, [[3, 4]])).toMatchObject({
      verdict: 'not_estimable',
      reason: 'nothing-to-compare',
    });
  });

  it('is not certain of a group whose people all get the same', () => {
    const some = [
      [40, 0],
      [60, 5],
    ];
    const [found] = verdict({ ratioMin: 0.9 }, some)?.comparisons ?? [];
    expect(found?.verdict).toBe('inconclusive');
    expect((found?.interval?.[1] as number) - (found?.interval?.[0] as number)).toBeGreaterThan(0.1);
  });

  it('refuses limits and values out of range', () => {
    expect(() => verdict({ ratioMin: 1.1 })).toThrow('MEASURE_OPTION_INVALID');
    expect(() => verdict({ differenceMax: 0 })).toThrow('MEASURE_OPTION_INVALID');
    expect(() => verdict({ ratioMin: 0.8, benefits: [1] })).toThrow('COUNTS_INVALID');
  });

  const grid = fc.array(fc.array(fc.nat(200), { minLength: 3, maxLength: 3 }), { minLength: 2, maxLength: 4 });
  const values = fc.array(fc.integer({ min: -3, max: 20 }), { minLength: 3, maxLength: 3 });
  const limits = fc.record({ ratioMin: fc.constantFrom(0.5, 0.8, 1), differenceMax: fc.constantFrom(0.5, 2, 8) });

  it('is the interval on one side of the limit where nothing is corrected', () => {
    fc.assert(
      fc.property(grid, values, limits, (counts, benefits, of) => {
        const { comparisons } = verdict({ benefits, ...of }, counts) as NonNullable<ReturnType<typeof verdict>>;
        for (const { limit, interval, verdict: word, pBeyond } of comparisons) {
          if (pBeyond === null || interval === null) continue;
          const at = limit === 'ratio' ? of.ratioMin : of.differenceMax;
          const beyond = limit === 'ratio' ? interval[1] < at - 1e-9 : interval[0] > at + 1e-9;
          const straddles = interval[0] < at - 1e-9 && interval[1] > at + 1e-9;
          if (beyond) expect(word).toBe('fail');
          if (straddles) expect(word).toBe('inconclusive');
          if (word === 'pass') expect(beyond || straddles).toBe(false);
        }
      }),
    );
  });

  it('does not depend on the order of groups and segments, nor on the unit of the benefit', () => {
    fc.assert(
      fc.property(grid, values, limits, (counts, benefits, of) => {
        const words = (found: ReturnType<typeof verdict>) =>
          found?.comparisons.map((one) => `${one.limit} ${[...one.groups].sort().join()} ${one.verdict}`).sort();
        const once = verdict({ benefits, ...of }, counts);
        const names = counts.map((_, at) => `g${at}`).reverse();
        const turned = countTable(names, ['s2', 's1', 's0'], counts.map((row) => [...row].reverse()).reverse());
        expect(words(verdict({ table: turned, benefits: [...benefits].reverse(), ...of }))).toEqual(words(once));
        const eightfold = { ratioMin: of.ratioMin, differenceMax: 8 * of.differenceMax };
        expect(words(verdict({ benefits: benefits.map((value) => 8 * value), ...eightfold }, counts))).toEqual(
          words(once),
        );
      }),
    );
  });

  it('never turns an answer into its opposite by correction over more pairs', () => {
    fc.assert(
      fc.property(grid, values, limits, (counts, benefits, of) => {
        const tables = [asked(counts, { benefits, ...of })];
        const plain = judgeBenefit(tables, options).traits[0]?.comparisons ?? [];
        const holm = judgeBenefit(tables, { ...options, correction: 'holm' }).traits[0]?.comparisons ?? [];
        plain.forEach(({ verdict: word }, at) => {
          expect([word, 'inconclusive']).toContain(holm[at]?.verdict);
        });
      }),
    );
  });

  it('passes two groups whose true ratio is the limit no more often than one in forty', () => {
    const random = seededRandom(20_261_201);
    const [people, rate] = [400, 0.3];
    let passed = 0;
    for (let draw = 0; draw < 2_000; draw += 1) {
      const of = (p: number) => {
        const z = normalQuantile(Math.min(1 - 1e-12, Math.max(1e-12, random())));
        const count = Math.min(people, Math.max(0, Math.round(people * p + z * Math.sqrt(people * p * (1 - p)))));
        return [count, people - count];
      };
      if (verdict({ ratioMin: 0.8 }, [of(0.8 * rate), of(rate)])?.verdict === 'pass') passed += 1;
    }
    expect(passed / 2_000).toBeLessThan(0.035);
  });
});
