import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TraitFairness } from '../../src/stages/fairness/index.js';
import { ask, type Deployment, deploy, root } from './deployment.js';

const dataset = (path: string) => `apiVersion: probity/v1
kind: Dataset
name: people
title: Made-up people
owner: analytics
team: analytics
regime: general
subjects: [customer]
source: { path: ${path} }
subjectKey: id
columns:
  - { name: id, categories: [user.unique_id], roles: [identifier], provenance: observed, type: integer }
  - { name: x, categories: [user.behavior], roles: [feature], provenance: observed, type: integer }
  - { name: asked, categories: [user.demographic], roles: [protected], provenance: declared, type: text }
  - { name: guessed, categories: [user.demographic], roles: [protected], provenance: inferred, type: text }
  - { name: region, categories: [user.demographic], roles: [protected], provenance: declared, type: text }
traits:
  - name: asked
    column: asked
    status: sample
    sample: { stratum: region }
    groups: [{ name: A, values: [A] }, { name: B, values: [B] }]
  - name: guessed
    column: guessed
    status: estimated
    estimator: { name: by-name, version: "2026-03", reference: register/estimators/by-name }
    confusion:
      - { group: A, taken: { A: 0.9, B: 0.1 }, people: 400 }
      - { group: B, taken: { A: 0.2, B: 0.8 }, people: 400 }
    groups: [{ name: A, values: [A] }, { name: B, values: [B] }]
`;

/**
 * True groups A and B of 2,000 each: of A 60 percent have x = 1, of B 20. In the north, where most are of A and x is 1 more
 * often, everybody was asked; in the south every fourth. The guess is wrong for every tenth of A and every fifth of B.
 */
function people(): readonly string[] {
  const rows: string[] = [];
  for (const [group, rate, wrong] of [
    ['A', 6, 10],
    ['B', 2, 5],
  ] as const) {
    const other = group === 'A' ? 'B' : 'A';
    for (let at = 0; at < 2000; at += 1) {
      const x = at % 10 < rate ? 1 : 0;
      // North takes all of whom x is 1, and a fifth of the others.
      const north = x === 1 || Math.floor(at / 10) % 5 === 0;
      const asked = north || Math.floor(at / 50) % 4 === 0 ? group : '';
      const guessed = Math.floor(at / 10) % wrong === 0 ? other : group;
      rows.push(`${rows.length},${x},${asked},${guessed},${north ? 'north' : 'south'}`);
    }
  }
  return rows;
}

describe('traits that are not held', () => {
  const folder = mkdtempSync(join(tmpdir(), 'probity-not-held-'));
  let deployment: Deployment;

  beforeAll(async () => {
    cpSync(join(root, 'test/journeys/config'), join(folder, 'config'), { recursive: true });
    rmSync(join(folder, 'config/datasets'), { recursive: true });
    writeFileSync(join(folder, 'people.csv'), ['id,x,asked,guessed,region', ...people()].join('\n'));
    cpSync(join(root, 'test/journeys/config/datasets/mall.yaml'), join(folder, 'config/datasets/people.yaml'));
    writeFileSync(join(folder, 'config/datasets/people.yaml'), dataset(join(folder, 'people.csv')));
    deployment = await deploy({ config: join(folder, 'config') });
  }, 120_000);

  afterAll(async () => {
    await deployment?.close();
    await deployment?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it('are weighted, or corrected for errors, with fewer people than were counted, and an estimate never passes', async () => {
    const options = { rules: [{ segment: 'one', when: { column: 'x', eq: 1 } }], otherwise: 'zero' };
    const request = { plugin: 'rules', options, dataset: 'people', purpose: 'limit-offers', destination: 'analysts' };
    const outcome = await deployment.governance.run(ask({ ...request, columns: ['x'] }));
    if (outcome.kind !== 'withheld') throw new Error(outcome.kind);
    const { verdict, report } = outcome;
    const of = (name: string) => verdict.fairness.traits.find(({ trait }) => trait === name) as TraitFairness;
    const rate = (trait: TraitFairness, group: string) =>
      trait.rates.find((one) => one.segment === 'one' && one.group === group);

    // Unweighted, those who were asked say 0.75 of A and 0.42 of B: the north was asked more often.
    const asked = of('asked');
    const [a = [], b = []] = asked.table?.counts ?? [];
    expect((a[0] as number) / ((a[0] as number) + (a[1] as number))).toBeGreaterThan(0.7);
    expect(rate(asked, 'A')?.rate).toBeCloseTo(0.6, 1);
    expect(rate(asked, 'B')?.rate).toBeCloseTo(0.2, 1);
    expect(rate(asked, 'B')?.total).toBeLessThan((b[0] as number) + (b[1] as number));
    expect(asked.effective?.groups).toEqual(['A', 'B']);
    expect(asked.verdict).toBe('fail');

    const guessed = of('guessed');
    expect(rate(guessed, 'A')?.rate).toBeCloseTo(0.6, 2);
    expect(rate(guessed, 'B')?.rate).toBeCloseTo(0.2, 2);
    expect(rate(guessed, 'A')?.total).toBeLessThan(2000);
    expect(guessed.comparisons.every(({ verdict: word }) => word !== 'pass')).toBe(true);
    expect(verdict.findings).toContainEqual(expect.objectContaining({ code: 'TRAIT_ESTIMATED', subject: 'guessed' }));

    const shown = report.fairness.traits.find(({ trait }) => trait === 'asked')?.groups[1];
    expect(shown?.effective).toBe(rate(asked, 'B')?.total);
    const page = readFileSync(join(deployment.folder, 'state/withheld', report.run.id, 'report.html'), 'utf8');
    expect(page).toContain('intervals are of as many people as the sample is worth');
    expect(page).toContain('rates are corrected for its declared errors');
    expect(page).toContain(`(judged as ${shown?.effective?.toLocaleString('en')})`);
  }, 120_000);
});
