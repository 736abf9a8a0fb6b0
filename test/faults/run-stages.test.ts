import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyFolder } from '../../src/audit/index.js';
import { embeddedStages } from '../../src/run/embedded-stages.js';
import { governedRun } from '../../src/run/governed-run.js';
import type { Stages } from '../../src/run/index.js';
import { ask, type Deployment, deploy } from '../journeys/deployment.js';
import { CANARY, companyIn } from './company.js';

const request = {
  plugin: 'rules',
  options: { rules: [{ segment: 'low', when: { column: 'spend', lt: 20 } }], otherwise: 'high' },
  dataset: 'people',
  purpose: 'learn',
  destination: 'desk',
  columns: ['spend'],
};

describe('a run whose stage breaks', () => {
  let deployment: Deployment;
  let company: string;
  beforeAll(async () => {
    company = companyIn(mkdtempSync(join(tmpdir(), 'probity-company-')));
    deployment = await deploy({ config: company });
  }, 120_000);
  afterAll(async () => {
    await deployment?.close();
    await deployment?.remove();
    rmSync(company, { recursive: true, force: true });
  });

  const lastClosing = async () => {
    const { log } = deployment.governance.parts;
    let outcome: unknown;
    for await (const { entry } of log.entries(0, log.size)) {
      if (entry.type === 'run-closed') outcome = entry.body['outcome'];
    }
    return outcome;
  };
  const published = () =>
    readdirSync(deployment.governance.parts.settings.outFolder).filter((name) => name !== '.staged');

  it('is released when nothing breaks', async () => {
    expect((await deployment.governance.run(ask(request))).kind).toBe('released');
    expect(await lastClosing()).toBe('released');
  }, 60_000);

  it.each(['prepare', 'residualise', 'segment', 'mitigate', 'disclose', 'judge', 'stage'] as const)(
    'is closed as a fault and releases nothing when %s breaks',
    async (name) => {
      const before = published();
      const whole = embeddedStages(deployment.governance.parts);
      const broken: Stages = { ...whole, [name]: () => Promise.reject(new Error(`${CANARY} in a message`)) };
      await expect(governedRun(broken, ask(request))).rejects.toThrow(CANARY);
      expect(await lastClosing()).toBe('fault');
      expect(published()).toEqual(before);
    },
    60_000,
  );

  it('is released after all when its record is on disk and could only be published late', async () => {
    const { folders, settings } = deployment.governance.parts;
    const tiles = join(settings.stateFolder, 'audit', 'tile');
    const aside = `${tiles}-aside`;
    const whole = embeddedStages(deployment.governance.parts);
    const late: Stages = {
      ...whole,
      stage: async (verdict) => {
        const staged = await whole.stage(verdict);
        renameSync(tiles, aside);
        writeFileSync(tiles, 'in the way');
        setTimeout(() => {
          rmSync(tiles);
          renameSync(aside, tiles);
        }, 6_000);
        return staged;
      },
    };
    const outcome = await governedRun(late, ask(request));
    if (outcome.kind !== 'released') throw new Error(outcome.kind);
    expect(existsSync(folders.receipt(outcome.report.run.id))).toBe(true);
    expect(await lastClosing()).toBe('released');
    expect(deployment.governance.parts.log.health.kind).toBe('ok');
  }, 60_000);

  it('records nothing for a malformed ask', async () => {
    const before = deployment.governance.parts.log.size;
    await expect(deployment.governance.run(ask({ ...request, dataset: 'peeple' }))).rejects.toThrow(
      "did you mean 'people'",
    );
    await expect(deployment.governance.run(ask({ ...request, columns: ['sex'] }))).rejects.toThrow('NOT_A_FEATURE');
    expect(deployment.governance.parts.log.size).toBe(before);
  }, 60_000);

  it('is published at the next start when a stop came between the record and the rename', async () => {
    const whole = embeddedStages(deployment.governance.parts);
    const stopped: Stages = { ...whole, release: () => Promise.reject(new Error('stopped')) };
    await expect(governedRun(stopped, ask(request))).rejects.toThrow('stopped');
    const { run } = (await deployment.governance.parts.records.inState('released')).at(-1) as { run: string };
    const { folders } = deployment.governance.parts;
    expect(existsSync(folders.published(run))).toBe(false);
    await deployment.close();
    deployment = await deployment.reopen();
    expect(existsSync(join(folders.published(run), 'segments.csv'))).toBe(true);
    expect(existsSync(folders.receipt(run))).toBe(true);
  }, 120_000);

  it('is closed as crashed at the next start when its record was left open', async () => {
    const { parts } = deployment.governance;
    const whole = embeddedStages(parts);
    const asked = whole.admit(ask(request));
    await whole.openTrail(asked, await whole.decide(asked, await whole.gather(asked)));
    await deployment.close();
    deployment = await deployment.reopen();
    expect(await lastClosing()).toBe('crashed');
    const { log, settings } = deployment.governance.parts;
    expect(await verifyFolder(join(settings.stateFolder, 'audit'), log.publicKey)).toMatchObject({ openRuns: [] });
  }, 120_000);

  it('holds no value of a person in any byte of log, state texts or reports', async () => {
    const { log, settings } = deployment.governance.parts;
    for await (const { bytes } of log.entries(0, log.size)) expect(bytes.toString('utf8')).not.toContain(CANARY);
    for (const name of published().filter((one) => !one.includes('.'))) {
      for (const file of readdirSync(join(settings.outFolder, name)).filter((one) => !one.endsWith('.parquet'))) {
        expect(readFileSync(join(settings.outFolder, name, file), 'utf8')).not.toContain(CANARY);
      }
    }
  }, 60_000);
});
