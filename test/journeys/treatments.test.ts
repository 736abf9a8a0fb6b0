import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateShop } from '../../src/entrances/cli/demo/shop/index.js';
import type { SegmentationReport } from '../../src/stages/release/index.js';
import { describeWith } from '../data-sets.js';
import { ask, type Deployment, deploy, root } from './deployment.js';

const AS_OF = Date.UTC(2026, 10, 24);
const MINUTES = 240_000;
const KINDS = ['residualisation', 'reweighing', 'socially-fair-centres'] as const;

const GRANT = `apiVersion: probity/v1
kind: AccessPolicy
metadata:
  name: offers-may-treat-by-sex
  title: Offers may be made fairer to women and men
  owner: ethics-board
  effective: { from: 2026-01-01 }
  mode: enforce
spec:
  effect: grant
  scope:
    purposes: { effects: [offer] }
    categories: [user.demographic.gender]
  when: { fact: request.mitigation, in: [residualisation, reweighing, socially-fair-centres] }
`;

describe('treatments by group beside reassignment', () => {
  const folder = mkdtempSync(join(tmpdir(), 'probity-treatments-'));
  const policies = join(folder, 'policies');
  let deployment: Deployment;

  beforeAll(async () => {
    cpSync(join(root, 'config'), join(folder, 'config'), { recursive: true });
    cpSync(join(root, 'policies'), policies, { recursive: true });
    mkdirSync(join(policies, 'offers-may-treat-by-sex'));
    writeFileSync(join(policies, 'offers-may-treat-by-sex', 'policy.yaml'), GRANT);
    generateShop(join(folder, 'demo', 'shop'), { seed: 20_260, asOf: AS_OF });
    deployment = await deploy({ config: join(folder, 'config'), policies, world: { now: () => AS_OF } });
  }, MINUTES);

  afterAll(async () => {
    await deployment?.close();
    await deployment?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const ALL = ['orders', 'spend', 'daysSinceOrder', 'bodyCareSpend'];
  async function run(mitigation?: object, { suggest = false, columns = ALL } = {}) {
    const asked = {
      ...{
        plugin: 'k-means',
        options: { segments: 4 },
        dataset: 'shop',
        purpose: 'loyalty-offers',
        destination: 'crm',
      },
      ...{ columns, seed: 7 },
    };
    const outcome = await deployment.governance.run(ask(mitigation ? { ...asked, mitigation } : asked), { suggest });
    if (outcome.kind !== 'withheld' && outcome.kind !== 'released') throw new Error(outcome.kind);
    const { report } = outcome;
    const page = join(
      outcome.kind === 'released' ? outcome.folder : join(deployment.folder, 'state/withheld', report.run.id),
      'report.html',
    );
    return { kind: outcome.kind, report, page: readFileSync(page, 'utf8') };
  }

  const sexOf = ({ fairness }: SegmentationReport) => fairness.traits.find(({ trait }) => trait === 'sex');
  const smallest = (report: SegmentationReport) =>
    Math.min(...(sexOf(report)?.comparisons ?? []).flatMap(({ ratio }) => ratio ?? []));

  it(
    'are tried beside a withheld run, each with its cost, those that would pass first',
    async () => {
      const { kind, report } = await run(undefined, { suggest: true });
      expect(kind).toBe('withheld');
      const trials = report.trials ?? [];
      expect(trials.map(({ variant }) => variant.kind)).toEqual(expect.arrayContaining([...KINDS]));
      const of = (name: string) => trials.find(({ variant }) => variant.kind === name);
      expect(of('residualisation')).toMatchObject({ moved: null, inertia: null });
      expect(of('residualisation')?.kept).toBeGreaterThan(0.3);
      expect(of('residualisation')?.kept).toBeLessThan(1);
      // Each number alone tells nothing any more; several together still do, which is what the gates then say.
      const [before, after] = of('residualisation')?.smallestRatio ?? [];
      expect(before).toBeLessThan(0.2);
      expect(after).toBeGreaterThan(0.6);
      expect(of('reweighing')?.kept).toBeGreaterThan(0);
      expect(of('socially-fair-centres')?.inertia).toBeGreaterThanOrEqual(1);
      expect(of('reassignment')?.verdict).toBe('refused');
      const ranks = trials.map(({ verdict }) => ['cleared', 'held', 'withheld', 'refused'].indexOf(verdict));
      expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
    },
    MINUTES,
  );

  it(
    'free numbers of a trait before the plugin sees them, and say what that took',
    async () => {
      const columns = ['bodyCareSpend'];
      const unfair = await run(undefined, { columns });
      expect(unfair.kind).toBe('withheld');
      const { kind, report, page } = await run({ kind: 'residualisation', trait: 'sex' }, { columns });
      expect(kind).toBe('released');
      expect(smallest(report)).toBeGreaterThan(smallest(unfair.report));
      expect(smallest(report)).toBeGreaterThan(0.9);
      if (report.mitigation?.kind !== 'residualisation') throw new Error('nothing was freed');
      const bodyCare = report.mitigation.columns.find(({ column }) => column === 'bodyCareSpend');
      expect(bodyCare?.told[0]).toBeGreaterThan(0.05);
      expect(bodyCare?.told[1]).toBeLessThan(0.001);
      expect(bodyCare?.kept).toBeLessThan(1);
      expect(report.notShown).toContainEqual({ code: 'SEGMENT_TELLS_GROUP', subject: 'sex' });
      expect(page).toContain('everybody counts as the person at the same place among all');
    },
    MINUTES,
  );

  it(
    'draw a sample by group, and describe the worst described group better, at a cost',
    async () => {
      const drawn = await run({ kind: 'reweighing', trait: 'sex' });
      expect(drawn.report.mitigation).toMatchObject({ kind: 'reweighing', trait: 'sex' });
      expect(drawn.report.mitigation).not.toHaveProperty('weights');
      expect(drawn.report.plugin.rowsSeen).toBeLessThan(drawn.report.rows.kept as number);
      expect(drawn.page).toContain('Sample drawn by group');
      const fair = await run({ kind: 'socially-fair-centres', trait: 'sex' });
      if (fair.report.mitigation?.kind !== 'socially-fair-centres') throw new Error('no centre was moved');
      const { socialCost, inertia, groups } = fair.report.mitigation;
      expect(socialCost.after).toBeLessThan(socialCost.before);
      expect(inertia.after).toBeGreaterThanOrEqual(inertia.before);
      expect(Math.max(...groups.map(({ after }) => after))).toBeCloseTo(socialCost.after, 9);
      // The measure of the report, which goes over the released segments, says the same.
      expect(sexOf(fair.report)?.figures?.distance?.socialCost).toBeCloseTo(socialCost.after, 3);
      expect(fair.page).toContain('Centres for the worst served group');
    },
    MINUTES,
  );

  it('are mistakes where they are asked for with a ratio', async () => {
    await expect(run({ kind: 'residualisation', trait: 'sex', ratioMin: 0.9 })).rejects.toMatchObject({
      diagnostics: [expect.objectContaining({ code: 'UNKNOWN_KEY' })],
    });
    await expect(run({ kind: 'reassignment', trait: 'sex' })).rejects.toMatchObject({
      diagnostics: [expect.objectContaining({ code: 'MISSING_KEY' })],
    });
  });
});

const here = describeWith('credit-card-clients');
here('treatments by group in credit', () => {
  it('are all refused, whatever is granted', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'probity-credit-'));
    const policies = join(folder, 'policies');
    cpSync(join(root, 'policies'), policies, { recursive: true });
    mkdirSync(join(policies, 'offers-may-treat-by-sex'));
    const everywhere = GRANT.replace('    purposes: { effects: [offer] }\n', '');
    writeFileSync(join(policies, 'offers-may-treat-by-sex', 'policy.yaml'), everywhere);
    const deployment = await deploy({ policies });
    for (const kind of KINDS) {
      const asked = { plugin: 'k-means', options: { segments: 4 }, dataset: 'cards', purpose: 'credit-line-review' };
      const outcome = await deployment.governance.run(
        ask({ ...asked, destination: 'analysts', columns: ['LIMIT_BAL'], mitigation: { kind, trait: 'sex' } }),
      );
      if (outcome.kind !== 'denied') throw new Error(`${kind} is ${outcome.kind}`);
      const codes = outcome.decision.reasons.map(({ code, ref }) => `${code} ${ref}`);
      expect(codes).toContain('PROHIBITED credit-without-prohibited-bases');
    }
    await deployment.close();
    await deployment.remove();
    rmSync(folder, { recursive: true, force: true });
  }, 120_000);
});
