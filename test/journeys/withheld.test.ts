import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasShape } from '../../src/documents/index.js';
import { dossier } from '../../src/entrances/cli/report.command.js';
import { run } from '../../src/entrances/cli/run.command.js';
import { ReportSchema, type SegmentationReport } from '../../src/stages/release/index.js';
import { shopOfCanaries } from '../canaries/shop-of-canaries.js';
import { ask, type Deployment, deploy } from './deployment.js';

const request = {
  ...{ plugin: 'rules', dataset: 'people', purpose: 'offer', destination: 'desk' },
  options: { rules: [{ segment: 'low', when: { column: 'spend', lt: 25 } }], otherwise: 'high' },
};

describe('a withheld run', () => {
  const company = shopOfCanaries(mkdtempSync(join(tmpdir(), 'probity-withheld-')));
  let deployment: Deployment;
  let globals: { settings: string };
  let report: SegmentationReport;
  let id: string;

  beforeAll(async () => {
    deployment = await deploy({ config: company });
    globals = { settings: join(deployment.folder, 'probity.yaml') };
    const outcome = await deployment.governance.run(ask({ ...request, columns: ['spend', 'visits'] }));
    if (outcome.kind !== 'withheld') throw new Error(`the run is ${outcome.kind}`);
    ({ report } = outcome);
    id = report.run.id;
    await deployment.close();
  });
  afterAll(async () => {
    await deployment?.remove();
    rmSync(company, { recursive: true, force: true });
  });

  const kept = (name: string) => join(deployment.folder, 'state/withheld', id, name);

  it('has a report of the schema in the state, with what was tried, and nothing of it in the out folder', () => {
    const written = JSON.parse(readFileSync(kept('report.json'), 'utf8')) as SegmentationReport;
    expect(hasShape(ReportSchema, written)).toBe(true);
    expect(written).toEqual(report);
    expect(written).toMatchObject({ outcome: 'withheld', trials: expect.any(Array), digests: { segments: null } });
    expect(readFileSync(kept('report.html'), 'utf8')).toContain('Nothing was released.');
    const out = join(deployment.folder, 'out');
    expect(readdirSync(out, { recursive: true }).filter((name) => String(name).includes(id))).toEqual([]);
  });

  it('hides how many left by a rule that removed few, and every count that would tell', () => {
    const minors = report.rows.removed.find(({ rule }) => rule === 'no-minors-in-marketing');
    expect(minors).toMatchObject({ rows: null, only: null });
    const { read, kept: stayed, removed } = report.rows;
    const others = removed.filter(({ rule }) => rule !== 'no-minors-in-marketing');
    const sum = others.reduce((total, { rows }) => total + (rows ?? Number.NaN), 0);
    // Read less kept less all others would be the minors: one of these must be hidden.
    expect((read ?? Number.NaN) - (stayed ?? Number.NaN) - sum).toBeNaN();
  });

  it('hides figures over a table with hidden cells, and keeps those of others', () => {
    const traits = new Map(report.fairness.traits.map((trait) => [trait.trait, trait]));
    const origin = traits.get('origin');
    expect(origin?.rates.some(({ rate }) => rate === null)).toBe(true);
    expect(Object.values(origin?.effects ?? {}).every((effect) => effect === null)).toBe(true);
    expect(traits.get('sex')?.effects.chiSquare).toBeGreaterThan(10);
  });

  it('names no group after a value that few people have', () => {
    const home = report.fairness.traits.find(({ trait }) => trait === 'home');
    const names = home?.groups.map(({ name }) => name) ?? [];
    expect(names).toContain('north');
    expect(names.filter((name) => name !== 'north').every((name) => /^small group \d+$/.test(name))).toBe(true);
  });

  it('shows the requester, and records, the same hidden counts', async () => {
    const answer = await run(globals, {
      ...{ plugin: 'rules', dataset: 'people', purpose: 'offer', destination: 'desk', columns: 'spend,visits' },
      options: JSON.stringify(request.options),
      dry: true,
    } as Parameters<typeof run>[1]);
    const { removed } = answer.json as { removed: readonly { rule: string; rows: number | null }[] };
    expect(removed.find(({ rule }) => rule === 'no-minors-in-marketing')?.rows).toBeNull();
    expect(answer.text).toMatch(/hidden +Excluded by policy +no-minors-in-marketing +hidden by it alone/);
    expect(answer.text).toContain('“hidden” is a count under 10 people, or one that would give such a count away.');
    const { json } = await dossier(globals, id, {});
    const facts = (json as { facts: readonly { path: string; value: unknown }[] }).facts;
    const rule = facts.find(({ value }) => value === 'no-minors-in-marketing');
    expect(rule?.path).toMatch(/^rows\.removed\[\d+]\.rule$|reasons/);
    const counts = facts.filter(({ path }) => /^rows\.removed\[\d+]\.(rows|only)$/.test(path));
    expect(counts.length).toBeGreaterThan(0);
    expect(counts.every(({ value }) => value === null || value === 0 || (value as number) >= 10)).toBe(true);
  });

  it('is shown by its dossier, as long as the report is the one that the log names', async () => {
    const html = join(deployment.folder, 'dossier.html');
    await dossier(globals, id, { html });
    expect(readFileSync(html, 'utf8')).toContain('the report that the engine kept of this run');
    expect(readFileSync(html, 'utf8')).toContain('People, by reason');
    const before = readFileSync(kept('report.json'), 'utf8');
    writeFileSync(kept('report.json'), before.replace('"withheld"', '"released"'));
    const altered = await dossier(globals, id, { html });
    expect((altered.json as { missing: readonly string[] }).missing.join()).toContain('not the one that the log names');
    expect(readFileSync(html, 'utf8')).not.toContain('People, by reason');
    writeFileSync(kept('report.json'), before);
  });

  it('loses a report that no record led to at the next start', async () => {
    const stray = join(deployment.folder, 'state/withheld/018f0000-0000-7000-8000-000000000000');
    mkdirSync(stray);
    const reopened = await deployment.reopen();
    await reopened.close();
    expect(existsSync(stray)).toBe(false);
    expect(existsSync(kept('report.json'))).toBe(true);
  });
});
