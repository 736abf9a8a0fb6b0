import fc from 'fast-check';
import { systemBits } from '../../../noise/index.js';
import { crowdedReport, heldReport, releasedReport, withheldReport } from '../report-page/example-reports.js';
import { hiddenFigures } from './hidden-figures.js';
import type { NoisePlan } from './noise-plan.js';
import { drawAnswer } from './noisy-answer.js';
import { noisyProfile } from './noisy-profile.js';

const PLAN: NoisePlan = {
  query: `sha256:${'a'.repeat(64)}`,
  loss: { epsilon: 1_000_000 },
  delta: 1_000_000_000,
  cost: { epsilon: 3_000_000, rho: 4_500_000_000, delta: 1_000_000_000 },
  sums: [{ column: 'spend', low: 0, high: 100 }],
  values: ['region'],
  leftOut: ['visits'],
};
const LEFT = { epsilon: 2_000_000, rho: null, delta: 0 };
const shown = { names: ['low', 'high'], segmentSizeMin: 20 };
const answer = (counts: readonly string[], sums: readonly string[] = ['0', '0']) => ({
  ...{ v: 1 as const, counts, sums: [{ column: 'spend', sums }] },
  values: [{ column: 'region', segment: 1, value: 'north', people: '40' }],
});

describe('an answer as people read it', () => {
  it('has counts and means with half the width of their intervals', () => {
    // 100 people, each 10 above the middle: a sum of 2 · 10 · 100 millions.
    const { segments, unassigned } = noisyProfile(answer(['100', '50', '-3'], ['2000000000', '0']), PLAN, shown);
    expect(unassigned).toEqual({ count: 0, halfWidth: 3 });
    expect(segments[0]).toMatchObject({ segment: 'low', people: { count: 100, halfWidth: 3 }, values: [] });
    expect(segments[0]?.columns).toMatchObject([{ sumFromMiddle: 1000, mean: 60, low: 0, high: 100 }]);
    // ln(40 / 2) times the width of 100, in halves of it: the sum of (value − middle) moves by 50.
    expect(segments[0]?.columns[0]?.halfWidth).toBeCloseTo(50 * Math.log(20), 3);
    expect(segments[1]?.values).toEqual([{ column: 'region', value: 'north', count: 40 }]);
  });

  it('shows nothing of a segment whose noisy count is under the minimum', () => {
    const { segments } = noisyProfile(answer(['19', '20', '0']), PLAN, shown);
    expect(segments[0]).toEqual({ segment: 'low', people: null, columns: [], values: [] });
    expect(segments[1]?.people?.count).toBe(20);
  });

  it('keeps means within their bounds, whatever was drawn', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
        fc.integer({ min: -50, max: 5000 }),
        (sum, count) => {
          const { segments } = noisyProfile(answer([`${count}`, '50', '0'], [`${sum}`, '0']), PLAN, {
            ...shown,
            segmentSizeMin: 0,
          });
          const mean = segments[0]?.columns[0]?.mean ?? Number.NaN;
          expect(mean).toBeGreaterThanOrEqual(0);
          expect(mean).toBeLessThanOrEqual(100);
        },
      ),
    );
  });
});

describe('the noise of an answer', () => {
  const rows = {
    segments: [
      { name: 'low', rows: 500, suppressed: false },
      { name: 'high', rows: 0, suppressed: false },
    ],
    unassigned: 7,
  } as unknown as Parameters<typeof drawAnswer>[2]['rows'];
  const figures = {
    sums: [{ column: 'spend', sums: [10n ** 10n, 0n] }],
    values: [
      { column: 'region', segment: 0, value: 'north', people: 499n },
      { column: 'region', segment: 0, value: 'alone', people: 1n },
    ],
  };

  it('stands on every count and sum, of empty segments too, and lets no value of one person through', () => {
    const bits = systemBits();
    const drawn = Array.from({ length: 300 }, () => drawAnswer(bits, PLAN, { rows, figures }));
    for (const at of [0, 1, 2]) expect(new Set(drawn.map(({ counts }) => counts[at])).size).toBeGreaterThan(3);
    for (const at of [0, 1]) expect(new Set(drawn.map(({ sums }) => sums[0]?.sums[at])).size).toBeGreaterThan(200);
    const values = drawn.flatMap((one) => one.values.map(({ value }) => value));
    expect(values).toHaveLength(300);
    expect(new Set(values)).toEqual(new Set(['north']));
  });

  it('shows no values where no δ was given', () => {
    const drawn = drawAnswer(systemBits(), { ...PLAN, values: [], delta: 0 }, { rows, figures });
    expect(drawn.values).toEqual([]);
  });
});

describe('a report under noise', () => {
  const reports = [releasedReport(), heldReport(), withheldReport(), crowdedReport()];

  it.each(reports.map((report) => [report.outcome, report] as const))('%s, has no figure of the data', (_, report) => {
    const hidden = hiddenFigures(report, { plan: PLAN, profile: null, left: LEFT });
    expect(hidden).toMatchObject({ unassigned: null, privacy: null, rows: { read: null, kept: null } });
    expect(hidden.rows.removed.every(({ rows, only }) => rows === null && only === null)).toBe(true);
    expect(hidden.segments.every(({ rows }) => rows === null)).toBe(true);
    const { traits, ...fairness } = hidden.fairness;
    expect(fairness).toMatchObject({
      comparisons: null,
      proxies: [],
      identifierLike: [],
      together: [],
      throughSegments: null,
    });
    expect(traits.map(({ trait, verdict }) => [trait, verdict])).toEqual(
      report.fairness.traits.map(({ trait, verdict }) => [trait, verdict]),
    );
    expect(
      traits.every(({ groups, rates, comparisons }) => groups.length + rates.length + comparisons.length === 0),
    ).toBe(true);
    for (const finding of hidden.findings) {
      expect(Object.keys(finding).filter((key) => !['code', 'consequence', 'subject', 'limit'].includes(key))).toEqual(
        [],
      );
    }
    expect(hidden).not.toHaveProperty('trials');
  });

  it('says the noisy counts, what was told, and what is left', () => {
    const profile = noisyProfile(answer(['100', '10', '2']), PLAN, shown);
    const hidden = hiddenFigures(releasedReport(), { plan: PLAN, profile, left: LEFT });
    expect(hidden.segments).toEqual([
      { name: 'low', rows: 100, suppressed: null },
      { name: 'high', rows: null, suppressed: 'smaller-than-minimum' },
    ]);
    expect(hidden.noise).toMatchObject({ epsilon: 3, delta: 1e-6, halfWidth: 3, left: { epsilon: 2, rho: null } });
  });
});
