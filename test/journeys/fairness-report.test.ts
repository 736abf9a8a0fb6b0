import type { TraitFairness } from '../../src/stages/fairness/index.js';
import { describeWith } from '../data-sets.js';
import { ask, type Deployment, deploy } from './deployment.js';

const here = describeWith('credit-card-clients');

const LIMITS = ['up to 50k', '50k to 140k', '140k to 240k', 'above 240k'] as const;

function cards(purpose: string) {
  const rules = LIMITS.slice(0, 3).map((segment, at) => ({
    segment,
    when: { column: 'LIMIT_BAL', lte: [50_000, 140_000, 240_000][at] },
  }));
  const options = { rules, otherwise: LIMITS[3] };
  return { plugin: 'rules', options, dataset: 'cards', purpose, destination: 'analysts', columns: ['LIMIT_BAL'] };
}

const german = {
  plugin: 'rules',
  options: { rules: [{ segment: 'good', when: { column: 'class-label', eq: 1 } }], otherwise: 'bad' },
  ...{ dataset: 'german', purpose: 'store-layout', destination: 'analysts', columns: ['class-label'] },
};

here('the fairness of published data', () => {
  let deployment: Deployment;
  beforeAll(async () => {
    deployment = await deploy();
  }, 120_000);
  afterAll(async () => {
    await deployment?.close();
    await deployment?.remove();
  });

  /** The report of a run with what the gates saw before anything was hidden. */
  const judged = async (asked: Readonly<Record<string, unknown>>) => {
    const outcome = await deployment.governance.run(ask(asked));
    if (outcome.kind !== 'withheld') throw new Error(outcome.kind);
    const of = (name: string) => outcome.verdict.fairness.traits.find(({ trait }) => trait === name) as TraitFairness;
    return { report: outcome.report, of };
  };

  it('of credit limits: every figure of the table, worst comparison with every interval, benefit by sex', async () => {
    const { report, of } = await judged(cards('limit-offers'));
    const sex = of('sex');
    expect(sex.effects.g).toBeCloseTo(390.7020567694, 9);
    expect(sex.effects.chierichetti).toBeCloseTo(0.5313757039, 10);
    expect(sex.effects.balance).toBeCloseTo(0.8165752841, 10);
    expect(sex.effects.totalVariation).toBeCloseTo(0.0990417334, 10);
    expect(sex.effects.mutualInformation).toBeCloseTo(0.006511700946, 12);
    const { worst, benefit, segments, intervals, test } = sex.figures as NonNullable<TraitFairness['figures']>;
    expect(worst).toMatchObject({ segment: 'up to 50k', groups: ['Female', 'Male'] });
    expect(worst?.evidence.newcombe).toEqual([expect.closeTo(-0.1054927225, 9), expect.closeTo(-0.0849321792, 9)]);
    expect(worst?.evidence.scoreRatio).toEqual([expect.closeTo(0.67002645, 7), expect.closeTo(0.72339303, 7)]);
    expect((worst?.evidence.fisher as number) / 2.34e-75).toBeCloseTo(1, 2);
    // 3951 · 3 + 4972 · 2 + 4950 of 18,112 women, 3725 · 3 + 2642 · 2 + 2693 of 11,888 men.
    expect(benefit?.groups.map(({ group, mean }) => [group, mean])).toEqual([
      ['Female', expect.closeTo((3 * 3951 + 2 * 4972 + 4950) / 18_112, 12)],
      ['Male', expect.closeTo((3 * 3725 + 2 * 2642 + 2693) / 11_888, 12)],
    ]);
    expect(benefit?.furthest).toEqual(['Female', 'Male']);
    expect(test.method).toBe('chi-square');
    expect(segments.map(({ segment }) => segment)).toEqual([...LIMITS]);
    const [low, high] = intervals?.cramerVCorrected as [number, number];
    expect(low).toBeLessThan(0.1141006738);
    expect(high).toBeGreaterThan(0.1141006738);
    // Fourteen people have education 0: their row is hidden, and so is every figure over that table.
    const education = report.fairness.traits.find(({ trait }) => trait === 'education');
    expect(of('education').effects.chiSquare).toBeCloseTo(2411.7167796066, 8);
    expect(education?.effects.chiSquare).toBeNull();
    expect(education?.figures?.benefit?.ratio).toBeNull();
  }, 180_000);

  it('of german credit: one boundary, both traits together, and what the term of the credit leaves unexplained', async () => {
    const outcome = await deployment.governance.run(ask(german));
    if (outcome.kind !== 'released') throw new Error(outcome.kind);
    const { traits } = outcome.report.fairness;
    expect(traits.map(({ trait }) => trait)).toEqual(['sex', 'age-band', 'sex x age-band']);
    const good = (name: string) => {
      const found = traits.find(({ trait }) => trait === name);
      return found?.figures?.segments.find(({ segment }) => segment === 'good');
    };
    expect(good('age-band')?.ratio).toBeCloseTo(0.7948260482, 9);
    expect(good('age-band')?.difference).toBeCloseTo(0.1494476933, 9);
    expect(good('sex')?.ratio).toBeCloseTo(0.8965673283, 9);
    const [stratum] = traits[0]?.figures?.strata ?? [];
    expect(stratum?.ground).toBe('duration');
    const women = stratum?.disparities.find(({ segment, group }) => segment === 'good' && group === 'female');
    // 109 of 300 bad ones are of women, and 201 of 700 good ones.
    expect(women?.overall).toBeCloseTo(109 / 300 - 201 / 700, 12);
    expect(women?.conditional).not.toBeCloseTo(women?.overall as number, 4);
    expect(women?.covered).toBe(1);
  }, 120_000);

  it('says which segment has no benefit, and compares none then', async () => {
    const asked = cards('limit-offers');
    const { report } = await judged({ ...asked, options: { ...asked.options, otherwise: 'the rest' } });
    expect(report.notShown).toContainEqual({ code: 'SEGMENT_WITHOUT_BENEFIT', subject: 'the rest' });
    expect(report.fairness.traits.every(({ figures }) => !figures?.benefit)).toBe(true);
  }, 120_000);
});
