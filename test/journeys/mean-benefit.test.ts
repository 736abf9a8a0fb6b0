import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exampleRegisters } from '../../src/registers/policies/index.js';
import type { TraitFairness } from '../../src/stages/fairness/index.js';
import { testPolicies } from '../../src/workbench/index.js';
import { describeWith } from '../data-sets.js';
import { ask, type Deployment, deploy, root } from './deployment.js';

const here = describeWith('credit-card-clients');

const LIMITS = ['up to 50k', '50k to 140k', '140k to 240k', 'above 240k'] as const;

const policy = (limits: string) => `apiVersion: probity/v1
kind: BiasPolicy
metadata:
  name: offers-give-groups-alike
  title: Offers give women and men about as much
  owner: ethics-board
  effective: { from: 2026-01-01 }
  mode: enforce
spec:
  scope: { purposes: { effects: [offer] } }
  traits: [sex]
${limits}
  confidence: 0.95
  correction: holm
`;

const BOTH = '  benefitRatioMin: 0.95\n  benefitDifferenceMax: 0.2';

const CASES = `apiVersion: probity/v1
kind: PolicyCases
clock: 2026-06-30T12:00:00Z
cases:
  - name: an offer must give women and men nearly as much
    expect:
      decision: permit
      reasons: [RESTRICTED offers-give-groups-alike]
      obligations: { "benefitRatioMin:sex": 0.95, "benefitDifferenceMax:sex": 0.2 }
  - name: insight gives nobody anything
    request: { purpose: fixture-insight }
    expect: { decision: permit, notReasons: [RESTRICTED offers-give-groups-alike] }
`;

// 3951 · 3 + 4972 · 2 + 4950 of 18,112 women, 3725 · 3 + 2642 · 2 + 2693 of 11,888 men.
const WOMEN = (3 * 3951 + 2 * 4972 + 4950) / 18_112;
const MEN = (3 * 3725 + 2 * 2642 + 2693) / 11_888;

here('a limit on mean benefit', () => {
  const folder = mkdtempSync(join(tmpdir(), 'probity-benefit-'));
  const policies = join(folder, 'policies');
  const deployed: Deployment[] = [];

  beforeAll(() => cpSync(join(root, 'policies'), policies, { recursive: true }));

  afterAll(async () => {
    for (const one of deployed) {
      await one.close();
      await one.remove();
    }
    rmSync(folder, { recursive: true, force: true });
  });

  function writePolicy(limits: string) {
    const place = join(policies, 'fairness', 'offers-give-groups-alike');
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, 'policy.yaml'), policy(limits));
    writeFileSync(join(place, 'cases.yaml'), CASES);
  }

  async function judged(limits: string, otherwise: string = LIMITS[3]) {
    writePolicy(limits);
    const deployment = await deploy({ policies });
    deployed.push(deployment);
    const rules = LIMITS.slice(0, 3).map((segment, at) => ({
      segment,
      when: { column: 'LIMIT_BAL', lte: [50_000, 140_000, 240_000][at] },
    }));
    const request = { plugin: 'rules', options: { rules, otherwise }, dataset: 'cards', purpose: 'limit-offers' };
    const outcome = await deployment.governance.run(
      ask({ ...request, destination: 'analysts', columns: ['LIMIT_BAL'] }),
    );
    if (outcome.kind !== 'withheld') throw new Error(outcome.kind);
    const trait = outcome.verdict.fairness.traits.find((one) => one.trait === 'sex') as TraitFairness;
    const of = (code: string) => outcome.verdict.findings.filter((one) => one.code === code);
    return { deployment, outcome, benefit: trait.benefit, of };
  }

  it('is an obligation that cases state', () => {
    writePolicy(BOTH);
    const { results } = testPolicies([policies], exampleRegisters());
    const own = results.filter((one) => one.policy === 'offers-give-groups-alike');
    expect(own.map((one) => [one.kind, one.case])).toEqual([
      ['passed', 'an offer must give women and men nearly as much'],
      ['passed', 'insight gives nobody anything'],
    ]);
  });

  it('is broken by a ratio and kept by a difference, with intervals, in record, report and page', async () => {
    const { deployment, outcome, benefit, of } = await judged(BOTH);
    expect(benefit).toMatchObject({ ratioMin: 0.95, differenceMax: 0.2, verdict: 'fail' });
    const [ratio, difference] = benefit?.comparisons ?? [];
    expect(ratio).toMatchObject({ groups: ['Female', 'Male'], verdict: 'fail' });
    expect(ratio?.found).toBeCloseTo(WOMEN / MEN, 12);
    const [low, high] = ratio?.interval as [number, number];
    expect(low).toBeGreaterThan(0.89);
    expect(high).toBeLessThan(0.95);
    expect(difference).toMatchObject({ verdict: 'pass' });
    expect(difference?.found).toBeCloseTo(MEN - WOMEN, 12);
    expect(of('BENEFIT_RATIO_BELOW_LIMIT')).toMatchObject([
      { consequence: 'withhold', subject: 'sex', groups: ['Female', 'Male'], limit: 0.95 },
    ]);
    expect(of('BENEFIT_DIFFERENCE_ABOVE_LIMIT')).toEqual([]);
    expect(outcome.report.fairness.traits.find(({ trait }) => trait === 'sex')?.benefit?.verdict).toBe('fail');
    const page = readFileSync(join(deployment.folder, 'state/withheld', outcome.report.run.id, 'report.html'), 'utf8');
    expect(page).toContain('Limit: a ratio of at least 0.95 and a difference of at most 0.2');
    expect(page).toContain('Female get less on average than Male, by what the purpose says the segments are worth');
  }, 180_000);

  it('cannot be decided where the interval straddles it, and is not assessed where a segment has no value', async () => {
    const near = await judged('  benefitRatioMin: 0.92');
    expect(near.benefit?.verdict).toBe('inconclusive');
    expect(near.of('BENEFIT_INCONCLUSIVE')).toMatchObject([{ consequence: 'hold', subject: 'sex', limit: 0.92 }]);
    const unvalued = await judged('  benefitRatioMin: 0.92', 'the rest');
    expect(unvalued.of('BENEFIT_NOT_ASSESSED')).toMatchObject([{ consequence: 'hold', subject: 'sex' }]);
    expect(unvalued.benefit).toMatchObject({ verdict: 'not_assessed', comparisons: [] });
  }, 180_000);
});
