import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Outcome } from '../../src/run/index.js';
import { shopOfCanaries } from '../canaries/shop-of-canaries.js';
import { ask, type Deployment, deploy } from './deployment.js';

const request = {
  ...{ plugin: 'rules', dataset: 'people', purpose: 'learn', destination: 'desk', columns: ['visits'] },
  options: { rules: [{ segment: 'seldom', when: { column: 'visits', lt: 4 } }], otherwise: 'often' },
};

describe('a release of people who were released before', () => {
  const company = shopOfCanaries(mkdtempSync(join(tmpdir(), 'probity-earlier-')));
  const people = join(company, 'data/people.csv');
  const original = readFileSync(people, 'utf8');
  let deployment: Deployment;

  beforeAll(async () => {
    deployment = await deploy({ config: company });
  });
  afterAll(async () => {
    await deployment?.close();
    await deployment?.remove();
    rmSync(company, { recursive: true, force: true });
  });

  const run = () => deployment.governance.run(ask(request));
  const reportOf = (outcome: Outcome) => {
    if (outcome.kind === 'denied') throw new Error('denied');
    return outcome.report;
  };

  /** The first so many people of the segment `seldom` come more often from now on. */
  function comeMoreOften(count: number): void {
    let left = count;
    const changed = original.split('\n').map((line) => {
      const cells = line.split(',');
      if (left === 0 || !['0', '1', '2', '3'].includes(cells[10] ?? '')) return line;
      left -= 1;
      return cells.with(10, '7').join(',');
    });
    writeFileSync(people, changed.join('\n'));
  }

  it('has nothing to be compared with at first, and says so', async () => {
    const outcome = await run();
    expect(outcome.kind).toBe('released');
    expect(reportOf(outcome).privacy?.earlier).toEqual([]);
    expect(reportOf(outcome).notShown).toContainEqual({ code: 'NO_EARLIER_RELEASE', subject: 'privacy' });
  });

  it('is released again when nobody changed', async () => {
    const outcome = await run();
    expect(outcome.kind).toBe('released');
    expect(reportOf(outcome).privacy?.earlier).toMatchObject([{ stayed: 300, changed: 0, left: 0, joined: 0 }]);
    expect(reportOf(outcome).notShown).toContainEqual({ code: 'RELEASES_COMPARED_IN_PAIRS', subject: 'privacy' });
  });

  it('is held when few changed segment, and says nowhere how many', async () => {
    comeMoreOften(3);
    const outcome = await run();
    expect(outcome.kind).toBe('held');
    const report = reportOf(outcome);
    const finding = report.findings.find(({ code }) => code === 'DIFFERENCE_TOO_SMALL');
    expect(finding).toEqual({
      ...{ code: 'DIFFERENCE_TOO_SMALL', consequence: 'hold', limit: 10 },
      subject: report.privacy?.earlier[0]?.run,
    });
    expect(report.privacy?.earlier).toMatchObject([{ stayed: null, changed: null, left: null, joined: null }]);
    const { log } = deployment.governance.parts;
    for await (const { entry } of log.entries(log.size - 1, log.size)) {
      expect(entry.body).toMatchObject({ outcome: 'held', privacy: { earlier: [{ changed: null, stayed: null }] } });
    }
  });

  it('is released when many changed, with how many', async () => {
    comeMoreOften(20);
    const outcome = await run();
    expect(outcome.kind).toBe('released');
    expect(reportOf(outcome).privacy?.earlier).toMatchObject([{ stayed: 280, changed: 20, left: 0, joined: 0 }]);
  });

  it('is not compared with a file that was damaged, and says so', async () => {
    const { records, folders } = deployment.governance.parts;
    const last = (await records.inState('released')).at(-1) as { run: string };
    writeFileSync(join(folders.published(last.run), 'segments.parquet'), 'no longer a table');
    comeMoreOften(23);
    const outcome = await run();
    expect(outcome.kind).toBe('released');
    expect(reportOf(outcome).notShown).toContainEqual({ code: 'EARLIER_RELEASES_NOT_COMPARED', subject: 'privacy' });
  });
});
