import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasShape } from '../../src/documents/index.js';
import { DriftReportSchema, driftReport } from '../../src/reports/index.js';
import type { Outcome } from '../../src/run/index.js';
import { findingText } from '../../src/stages/release/report-page/wording.js';
import { ask, type Deployment, deploy } from './deployment.js';
import { clubIn, OFTEN } from './members.js';

const MEN = [6_000, 2_400] as const;
const series = { dataset: 'members', purpose: 'service-offers' };

describe('a segmentation that drifts', () => {
  const club = clubIn(mkdtempSync(join(tmpdir(), 'probity-drift-')));
  let deployment: Deployment;
  beforeAll(async () => {
    club.list({ women: [6_000, 2_400], men: MEN });
    deployment = await deploy({ config: club.config });
  }, 120_000);
  afterAll(async () => {
    await deployment?.close();
    await deployment?.remove();
    rmSync(club.config, { recursive: true, force: true });
  });

  /** A run while so many of 6,000 women come often; two releases differ by ten people or more. */
  const run = (often: number) => {
    club.list({ women: [6_000, often], men: MEN });
    return deployment.governance.run(ask(OFTEN));
  };
  const reportOf = (outcome: Outcome) => {
    if (outcome.kind === 'denied') throw new Error('denied');
    return outcome.report;
  };
  const often = (outcome: Outcome) => reportOf(outcome).drift?.charts.find(({ segment }) => segment === 'often');

  it('is not spoken of before five runs are released, and the report says so', async () => {
    for (const women of [2_400, 2_425, 2_376, 2_412, 2_388]) {
      const outcome = await run(women);
      expect(outcome.kind).toBe('released');
      expect(often(outcome)?.state).toBe('too-few-runs');
      expect(reportOf(outcome).notShown).toContainEqual({ code: 'DRIFT_BEFORE_BASE', subject: 'sex' });
    }
  }, 120_000);

  it('is steady while it moves by chance', async () => {
    const outcome = await run(2_437);
    expect(outcome.kind).toBe('released');
    expect(often(outcome)).toMatchObject({ state: 'steady', hidden: false, base: 5 });
    expect(often(outcome)?.centre).toBeCloseTo(1, 2);
  }, 60_000);

  it('is held once it has moved away slowly, though each run alone passes, with words that need no statistics', async () => {
    const ends: string[] = [];
    let last: Outcome | undefined;
    for (const women of [2_320, 2_250, 2_190, 2_150, 2_120]) {
      last = await run(women);
      ends.push(last.kind);
      if (last.kind === 'held') break;
    }
    expect(ends.slice(0, 2)).toEqual(['released', 'released']);
    expect(ends.at(-1)).toBe('held');
    const report = reportOf(last as Outcome);
    expect(report.fairness.traits[0]?.verdict).toBe('pass');
    const finding = report.findings.find(({ segment }) => segment === 'often');
    expect(finding).toMatchObject({ code: 'REACH_DRIFTED', consequence: 'hold', subject: 'sex', limit: 3 });
    expect(findingText('REACH_DRIFTED', finding as NonNullable<typeof finding>)).toMatch(
      /^By sex, this segmentation no longer reaches people as its first runs did: over the last runs Women reach the segment often 0\.9\d\d times as often as Men, where 0\.9\d\d to 1\.\d+ would be ordinary\. .* a person must look at its fairness again\./,
    );
  }, 180_000);

  it('is what later runs are compared with, once a person has released it', async () => {
    const [held] = await deployment.governance.held();
    const decision = { by: 'officer-7', role: 'privacy-officer', reason: 'A new timetable; women were asked why.' };
    await deployment.governance.approve(held?.run as string, decision);
    const outcome = await run(2_170);
    expect(outcome.kind).toBe('released');
    expect(often(outcome)).toMatchObject({ state: 'too-few-runs', base: 2 });
  }, 60_000);

  it('can be read by anybody who may read records, with a chart', async () => {
    const found = await deployment.governance.drift(series);
    const { json, html, rows } = driftReport(series, found);
    expect(hasShape(DriftReportSchema, json)).toBe(true);
    expect(json.series).toMatchObject([{ destination: 'analysts', plugin: 'rules', drift: { limit: 3, baseRuns: 5 } }]);
    expect(rows[0]?.slice(0, 4)).toEqual(['rules for analysts', 'sex', 'often', 'Women by Men']);
    expect(html).toContain('too few runs yet to say what is ordinary: the first 5 say it');
    expect(await deployment.governance.drift({ ...series, purpose: 'store-layout' })).toEqual([]);
  });
});
