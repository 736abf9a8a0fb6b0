import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { verifyFolder } from '../../src/audit/index.js';
import { digestOfBytes, hasShape } from '../../src/documents/index.js';
import { embeddedStages } from '../../src/run/embedded-stages.js';
import { governedRun, type Stages } from '../../src/run/index.js';
import type { Verdict } from '../../src/stages/gates/index.js';
import { ReportSchema } from '../../src/stages/release/index.js';
import { describeWith } from '../data-sets.js';
import { ask, type Deployment, deploy } from './deployment.js';

const here = describeWith('mall-customers');

const request = {
  plugin: 'k-means',
  options: { segments: 5, scaler: 'none' },
  dataset: 'mall',
  purpose: 'store-layout',
  destination: 'analysts',
  columns: ['Annual Income (k$)', 'Spending Score (1-100)'],
  seed: 42,
};

here('k-means on mall customers', () => {
  let deployment: Deployment;
  beforeAll(async () => {
    deployment = await deploy();
  }, 120_000);
  afterAll(async () => {
    await deployment?.close();
    await deployment?.remove();
  });

  const released = async () => {
    const outcome = await deployment.governance.run(ask(request));
    if (outcome.kind !== 'released') throw new Error(`not released: ${outcome.kind}`);
    return outcome;
  };

  it('releases the reference segments with the reference fairness', async () => {
    const whole = embeddedStages(deployment.governance.parts);
    let verdict: Verdict | undefined;
    const remembered: Stages['stage'] = (judged) => {
      verdict = judged;
      return whole.stage(judged);
    };
    const watched: Stages = { ...whole, stage: remembered };
    const outcome = await governedRun(watched, ask(request));
    if (outcome.kind !== 'released' || !verdict) throw new Error(`not released: ${outcome.kind}`);
    const { report } = outcome;
    // The report hides figures over tables with hidden cells; the gates saw them all.
    const { fairness } = verdict;
    expect(report.segments.map(({ rows }) => rows)).toEqual([22, 23, 81, 39, 35]);
    // No policy sets a limit for this purpose: nobody may read the figures as a pass.
    expect(report.notShown).toContainEqual({ code: 'TRAIT_WITHOUT_LIMIT', subject: 'sex' });
    expect(report.plugin.facts['inertia']).toBeCloseTo(44448.4554479337, 6);
    const sex = fairness.traits.find(({ trait }) => trait === 'sex');
    expect(sex?.effects.chiSquare).toBeCloseTo(2.232060790078859, 12);
    expect(sex?.effects.g).toBeCloseTo(2.2223978610556596, 12);
    expect(sex?.effects.balance).toBeCloseTo(0.8105263157894738, 12);
    expect(sex?.effects.totalVariation).toBeCloseTo(0.0900974026, 9);
    const bands = fairness.traits.find(({ trait }) => trait === 'age-band');
    expect(bands?.effects.chiSquare).toBeCloseTo(90.25860004195, 9);
    expect(bands?.effects.cramerVCorrected).toBeCloseTo(0.363765518, 9);
    const crossed = fairness.traits.find(({ trait }) => trait === 'sex x age-band');
    expect(crossed?.effects.chiSquare).toBeCloseTo(96.9603995466, 9);
    expect(sex?.effects.chierichetti).toBeCloseTo(0.6428571429, 10);
    expect(sex?.effects.segmentToldByGroup).toBeCloseTo(0.0037505317, 10);
    expect(crossed?.effects.cramerVCorrected).toBeCloseTo(0.2962924697, 10);
    expect(crossed?.effects.totalVariation).toBeCloseTo(0.8, 12);
    expect(crossed?.figures?.test.method).toBe('permutation');
    expect(bands?.figures?.segments.map(({ p }) => p)).toEqual([
      expect.closeTo(4.273892507e-6, 12),
      expect.closeTo(0.06869048862, 9),
      expect.closeTo(1.394214692e-6, 12),
      expect.closeTo(1.347924335e-8, 14),
      expect.closeTo(0.008249106343, 10),
    ]);
    // The mean squared distance of everybody is the inertia by the number of people.
    const { distance, consistency } = sex?.figures ?? {};
    expect(distance?.mean).toBeCloseTo(44448.4554479337 / 200, 5);
    expect(distance?.groups.map(({ people }) => people)).toEqual([112, 88]);
    expect(consistency).toMatchObject({ neighbours: 5, people: 200 });
    expect(consistency?.share).toBeGreaterThan(0.9);
    expect(report.fairness.traits.map(({ effects }) => effects.chiSquare)).toEqual([null, null, null]);
    expect(report.privacy).toMatchObject({ classes: 8, k: 8, distinctL: 2, kWithSegment: 1 });
    expect(report.privacy?.t).toBeCloseTo(0.48, 12);
  }, 120_000);

  it('publishes a folder whose files are those of the manifest, and a report of the schema', async () => {
    const { folder, report } = await released();
    const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as {
      files: { name: string; digest: string }[];
    };
    const files = manifest.files.map(({ name }) => name);
    expect(files).toEqual([
      'model.json',
      'profile.json',
      'report.html',
      'report.json',
      'segments.csv',
      'segments.parquet',
    ]);
    for (const { name, digest } of manifest.files) expect(digestOfBytes(readFileSync(join(folder, name)))).toBe(digest);
    expect(hasShape(ReportSchema, JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')))).toBe(true);
    expect(readFileSync(join(folder, 'segments.csv'), 'utf8').trim().split('\n')).toHaveLength(201);
    expect(existsSync(`${folder}.tlog-proof`)).toBe(true);
    expect(report.outcome).toBe('released');
  }, 120_000);

  it('gives the same segments and the same digest again', async () => {
    const [one, two] = [await released(), await released()];
    expect(two.report.digests).toEqual(one.report.digests);
  }, 120_000);

  it('holds the same run when it is meant for an offer: two hundred people cannot show four fifths', async () => {
    const outcome = await deployment.governance.run(ask({ ...request, purpose: 'service-offers' }));
    expect(outcome.kind === 'held' || outcome.kind === 'withheld').toBe(true);
    const findings =
      outcome.kind === 'held' ? outcome.report.findings : outcome.kind === 'withheld' ? outcome.verdict.findings : [];
    expect(
      findings.some(({ code, groupSizeNeeded }) => code === 'RATIO_INCONCLUSIVE' && (groupSizeNeeded ?? 0) > 100),
    ).toBe(true);
  }, 120_000);

  it('keeps every file of its state for its owner alone', () => {
    const { stateFolder } = deployment.governance.parts.settings;
    const files = readdirSync(stateFolder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
    const open = files
      .map(({ parentPath, name }) => join(parentPath, name))
      .filter((file) => statSync(file).mode & 0o077);
    // The data engine makes its own side files anew as it goes, by the umask; the folder keeps others out.
    expect(open.filter((file) => !file.endsWith('work.duckdb.wal'))).toEqual([]);
    expect([stateFolder, join(stateFolder, 'work')].map((folder) => statSync(folder).mode & 0o777)).toEqual([
      0o700, 0o700,
    ]);
    expect(files.length).toBeGreaterThan(10);
  });

  it('leaves a log that verifies, with one opening and one closing entry for every run', async () => {
    const { log, settings } = deployment.governance.parts;
    const result = await verifyFolder(join(settings.stateFolder, 'audit'), log.publicKey);
    expect(result).toMatchObject({ kind: 'intact', openRuns: [] });
    expect(readdirSync(settings.outFolder).filter((name) => name === '.staged' || name.endsWith('.new'))).not.toContain(
      '.new',
    );
  }, 60_000);
});
