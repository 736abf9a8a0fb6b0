import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateShop } from '../../src/entrances/cli/demo/shop/index.js';
import type { Outcome } from '../../src/run/index.js';
import { ask, type Deployment, deploy, root } from './deployment.js';

const AS_OF = Date.UTC(2026, 10, 24);
const MINUTES = 240_000;
const REASSIGNED = { kind: 'reassignment', trait: 'sex', ratioMin: 0.95 };

const GRANT = `apiVersion: probity/v1
kind: AccessPolicy
metadata:
  name: offers-may-reassign-by-sex
  title: Offers may be evened out between women and men
  owner: ethics-board
  effective: { from: 2026-01-01 }
  mode: enforce
spec:
  effect: grant
  scope:
    purposes: { effects: [offer] }
    categories: [user.demographic.gender]
  when:
    all:
      - { fact: request.mitigation, eq: reassignment }
      - { fact: actor.roles, has: local-operator }
`;

describe('a treatment by group', () => {
  const folder = mkdtempSync(join(tmpdir(), 'probity-mitigation-'));
  const policies = join(folder, 'policies');
  const deployed: Deployment[] = [];

  beforeAll(() => {
    cpSync(join(root, 'config'), join(folder, 'config'), { recursive: true });
    cpSync(join(root, 'policies'), policies, { recursive: true });
    generateShop(join(folder, 'demo', 'shop'), { seed: 20_260, asOf: AS_OF });
  });

  afterAll(async () => {
    for (const one of deployed) {
      await one.close();
      await one.remove();
    }
    rmSync(folder, { recursive: true, force: true });
  });

  async function governed() {
    const one = await deploy({ config: join(folder, 'config'), policies, world: { now: () => AS_OF } });
    deployed.push(one);
    return (asked: object, options: { readonly suggest?: boolean } = {}): Promise<Outcome> => {
      const whole = {
        ...{
          plugin: 'k-means',
          options: { segments: 4 },
          dataset: 'shop',
          purpose: 'loyalty-offers',
          destination: 'crm',
        },
        ...{ columns: ['orders', 'spend', 'daysSinceOrder', 'bodyCareSpend'], seed: 7, ...asked },
      };
      return one.governance.run(ask(whole), options);
    };
  }

  it(
    'is denied where nobody granted it by name, and suggested as such',
    async () => {
      const run = await governed();
      const denied = await run({ mitigation: REASSIGNED });
      if (denied.kind !== 'denied') throw new Error(`ungranted, it is ${denied.kind}`);
      expect(denied.decision.reasons.map(({ code }) => code)).toEqual(['MITIGATION_NOT_GRANTED']);
      const withheld = await run({}, { suggest: true });
      if (withheld.kind !== 'withheld') throw new Error(`the unfair run is ${withheld.kind}`);
      const trials = withheld.report.trials ?? [];
      expect(trials[0]).toMatchObject({ variant: { kind: 'without', columns: ['bodyCareSpend'] }, verdict: 'cleared' });
      const refused = trials.filter(({ verdict }) => verdict === 'refused');
      expect(refused.map(({ variant }) => variant)).toContainEqual({
        kind: 'reassignment',
        trait: 'sex',
        ratioMin: 0.9,
      });
    },
    MINUTES,
  );

  it(
    'is released where a policy grants it, says what it cost, and is recorded so that the decision can be made again',
    async () => {
      mkdirSync(join(policies, 'offers-may-reassign-by-sex'));
      writeFileSync(join(policies, 'offers-may-reassign-by-sex', 'policy.yaml'), GRANT);
      const run = await governed();
      const suggested = await run({}, { suggest: true });
      if (suggested.kind !== 'withheld') throw new Error(`the unfair run is ${suggested.kind}`);
      const passing = (suggested.report.trials ?? []).filter(({ verdict }) => verdict === 'cleared');
      expect(passing.map(({ variant }) => variant.kind).sort()).toContain('reassignment');
      const reassigned = passing.find(({ variant }) => variant.kind === 'reassignment');
      expect(reassigned?.moved).toBeGreaterThan(0);
      expect(reassigned?.inertia).toBeGreaterThan(1);
      const kept = passing.map(({ explained }) => explained[1] as number);
      expect(kept).toEqual([...kept].sort((a, b) => b - a));

      const released = await run({ mitigation: REASSIGNED });
      if (released.kind !== 'released') throw new Error(`granted, it is ${released.kind}`);
      const { mitigation, fairness, notShown } = released.report;
      expect(mitigation).toMatchObject({ kind: 'reassignment', trait: 'sex', ratioMin: 0.95 });
      if (mitigation?.kind !== 'reassignment') throw new Error('nobody was reassigned');
      expect(mitigation.inertia.after).toBeGreaterThan(mitigation.inertia.before);
      const sex = fairness.traits.find(({ trait }) => trait === 'sex');
      expect(sex?.comparisons.every(({ ratio }) => ratio === null || ratio > 0.94)).toBe(true);
      expect(fairness.throughSegments).toBeNull();
      expect(notShown).toContainEqual({ code: 'SEGMENT_TELLS_GROUP', subject: 'sex' });
      const page = readFileSync(join(released.folder, 'report.html'), 'utf8');
      expect(page).toContain('Reassigned by group');
    },
    MINUTES,
  );

  it('is not asked for by a trait that is not held', async () => {
    const run = await governed();
    await expect(run({ mitigation: { ...REASSIGNED, trait: 'sax' } })).rejects.toMatchObject({
      diagnostics: [expect.objectContaining({ code: 'UNKNOWN_NAME', nearest: 'sex' })],
    });
  });
});
