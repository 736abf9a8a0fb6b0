import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasShape } from '../../src/documents/index.js';
import { list, show } from '../../src/entrances/cli/budget.command.js';
import type { Outcome } from '../../src/run/index.js';
import { type NoisyProfile, ReportSchema, type SegmentationReport } from '../../src/stages/release/index.js';
import { CANARY, shopOfCanaries } from '../canaries/shop-of-canaries.js';
import { ask, type Deployment, deploy, root } from './deployment.js';

const rules = (limit: number) => ({
  rules: [{ segment: 'seldom', when: { column: 'visits', lt: limit } }],
  otherwise: 'often',
});
const request = {
  ...{
    plugin: 'rules',
    dataset: 'people',
    purpose: 'learn',
    destination: 'desk',
    columns: ['visits', 'spend', 'region'],
  },
  options: rules(4),
};

const NOISE = {
  ...{ epsilon: 3, delta: 0.000001, budget: { epsilon: 6, delta: 0.000002 } },
  bounds: [{ columns: ['visits'], low: 0, high: 7 }],
};

function policiesWithNoise(): string {
  const folder = mkdtempSync(join(tmpdir(), 'probity-noise-policies-'));
  cpSync(join(root, 'policies'), folder, { recursive: true });
  const policy = {
    ...{ apiVersion: 'probity/v1', kind: 'DisclosurePolicy' },
    metadata: {
      ...{ name: 'looks-have-noise', title: 'Looks have noise', owner: 'privacy-office' },
      ...{ effective: { from: '2026-01-01' }, mode: 'enforce' },
    },
    spec: { scope: { purposes: { names: ['learn'] } }, noise: NOISE },
  };
  mkdirSync(join(folder, 'disclosure/looks-have-noise'));
  writeFileSync(join(folder, 'disclosure/looks-have-noise/policy.yaml'), JSON.stringify(policy));
  return folder;
}

describe('a release under noise', () => {
  const company = shopOfCanaries(mkdtempSync(join(tmpdir(), 'probity-noise-')));
  const policies = policiesWithNoise();
  let deployment: Deployment;
  let first: Extract<Outcome, { kind: 'released' }>;

  beforeAll(async () => {
    deployment = await deploy({ config: company, policies });
    first = await released();
  });
  afterAll(async () => {
    await deployment?.close();
    await deployment?.remove();
    for (const folder of [company, policies]) rmSync(folder, { recursive: true, force: true });
  });

  async function released(options = request.options) {
    const outcome = await deployment.governance.run(ask({ ...request, options }));
    if (outcome.kind !== 'released') throw new Error(`the run is ${outcome.kind}`);
    return outcome;
  }
  const profileOf = ({ folder }: { folder: string }) =>
    JSON.parse(readFileSync(join(folder, 'profile.json'), 'utf8')) as NoisyProfile;
  const spent = async () => (await deployment.governance.parts.ledger.all()).length;

  it('holds counts and sums near the truth, and no row of anybody', () => {
    expect(readdirSync(first.folder).sort()).toEqual([
      ...['manifest.json', 'model.json', 'profile.json', 'report.html', 'report.json'],
    ]);
    const { segments, unassigned } = profileOf(first);
    expect(segments.map(({ segment }) => segment)).toEqual(['seldom', 'often']);
    // A count of ε = 1 is off by more than 40 less than once in 10^17.
    for (const { people } of segments) expect(Math.abs((people?.count ?? 0) - 148)).toBeLessThan(60);
    expect(unassigned.count).toBeLessThan(60);
    const visits = segments[0]?.columns[0];
    expect(visits).toMatchObject({ column: 'visits', low: 0, high: 7 });
    expect(Math.abs((visits?.mean ?? 0) - 1.5)).toBeLessThan(1.5);
    const regions = segments.flatMap(({ values }) => values);
    expect(regions.map(({ value }) => value)).toEqual(['town', 'town']);
  });

  it('has a report of the schema that says what was told, and no exact figure', () => {
    const written = JSON.parse(readFileSync(join(first.folder, 'report.json'), 'utf8')) as SegmentationReport;
    expect(hasShape(ReportSchema, written)).toBe(true);
    expect(written).toMatchObject({
      noise: {
        ...{ mechanism: 'discrete-laplace', epsilon: 3, delta: 1e-6, halfWidth: 3 },
        ...{ bounds: [{ column: 'visits', low: 0, high: 7 }], values: ['region'], leftOut: ['spend'] },
        left: { epsilon: 3, rho: null, delta: 1e-6 },
      },
      ...{ privacy: null, rows: { read: null, kept: null }, digests: { segments: null } },
      fairness: { comparisons: null, proxies: [] },
    });
    expect(written.segments.map(({ rows }) => rows)).toEqual(
      profileOf(first).segments.map(({ people }) => people?.count ?? null),
    );
    const page = readFileSync(join(first.folder, 'report.html'), 'utf8');
    expect(page).toContain('No row of a person left');
    expect(page).not.toContain(CANARY);
  });

  it('stands in the log with what it cost, and with no count', async () => {
    const { log } = deployment.governance.parts;
    const entries = [];
    for await (const { entry } of log.entries(0, log.size)) if ('run' in entry && entry.run) entries.push(entry);
    const spend = entries.find(({ type }) => type === 'budget-spent');
    expect(spend?.body).toMatchObject({ dataset: 'people', destination: 'desk', spent: { epsilon: 3, delta: 1e-6 } });
    const closing = entries.find(({ type }) => type === 'run-closed');
    expect(closing?.body).toMatchObject({ outcome: 'released', rows: { read: null, kept: null } });
    expect(closing?.body).not.toHaveProperty('privacy');
    const kinds = entries.map(({ type }) => type);
    expect(kinds.indexOf('budget-spent')).toBeLessThan(kinds.indexOf('run-closed'));
  });

  it('is the same again for the same question, which costs nothing', async () => {
    const again = await released();
    expect(profileOf(again)).toEqual(profileOf(first));
    expect(await spent()).toBe(1);
  });

  it('shows no count of a dry run, nor of a run that is withheld', async () => {
    const dry = await deployment.governance.dryRun(ask(request));
    expect(dry.kind === 'dry' && dry.rows).toMatchObject({ read: null, kept: null });
    const columns = ['visits', 'spend'];
    const outcome = await deployment.governance.run(
      ask({ ...request, plugin: 'k-means', columns, options: { segments: 2 } }),
    );
    if (outcome.kind !== 'withheld') throw new Error(`the run is ${outcome.kind}`);
    expect(outcome.report.findings.map(({ code }) => code)).toContain('SEGMENTS_FROM_DATA');
    expect(outcome.report).toMatchObject({ plugin: { rowsSeen: null, facts: {} }, unassigned: null });
    expect(outcome.report.segments.every(({ rows }) => rows === null)).toBe(true);
    expect(await spent()).toBe(1);
  });

  it('costs nothing twice when a stop comes between paying and answering', async () => {
    await deployment.close();
    const stop = ({ sql }: { sql: string }) => {
      if (sql.includes('as hugeint)) filter')) throw new Error('the engine stopped');
    };
    deployment = await deployment.reopen({ onStatement: stop });
    await expect(released(rules(5))).rejects.toThrow('the engine stopped');
    expect(await spent()).toBe(2);
    await deployment.close();
    deployment = await deployment.reopen({});
    const second = await released(rules(5));
    expect(second.report.noise?.left).toMatchObject({ epsilon: 0, delta: 0 });
    expect(await spent()).toBe(2);
  });

  it('is withheld once the budget is spent, and what was asked before is still answered', async () => {
    const outcome = await deployment.governance.run(ask({ ...request, options: rules(6) }));
    if (outcome.kind !== 'withheld') throw new Error(`the run is ${outcome.kind}`);
    expect(outcome.report.findings.map(({ code }) => code)).toContain('BUDGET_SPENT');
    expect(await spent()).toBe(2);
    expect(profileOf(await released())).toEqual(profileOf(first));
  });

  it('is listed with what is left', async () => {
    const globals = { settings: join(deployment.folder, 'probity.yaml') };
    await deployment.close();
    const all = await list(globals);
    expect(all.text).toMatch(/people +desk +2 answers +told ε 6, ρ 9, δ 0.000002 +left ε 0/);
    const one = await show(globals, 'people', 'desk');
    expect(one.json).toMatchObject({
      left: { epsilon: 0, delta: 0 },
      spends: [{ answered: true }, { answered: true }],
    });
    await expect(show(globals, 'people', 'press')).rejects.toThrow('BUDGET_UNKNOWN');
    deployment = await deployment.reopen();
  });
});
