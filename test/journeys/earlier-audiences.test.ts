import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Outcome } from '../../src/run/index.js';
import { shopOfCanaries } from '../canaries/shop-of-canaries.js';
import { ask, type Deployment, deploy, root } from './deployment.js';

const request = {
  ...{ plugin: 'rules', dataset: 'people', destination: 'desk', columns: ['visits'] },
  options: { rules: [{ segment: 'seldom', when: { column: 'visits', lt: 4 } }], otherwise: 'often' },
};
const renamed = {
  ...request,
  options: { rules: [{ segment: 'guests', when: { column: 'visits', lt: 4 } }], otherwise: 'regulars' },
};

const POLICY = {
  ...{ apiVersion: 'probity/v1', kind: 'DisclosurePolicy' },
  metadata: {
    ...{ name: 'audiences-differ', title: 'Audiences differ by ten people', owner: 'privacy-office' },
    ...{ effective: { from: '2026-01-01' }, mode: 'enforce' },
  },
  spec: { differenceMin: 10 },
};

describe('releases of the same people for different purposes', () => {
  const company = shopOfCanaries(mkdtempSync(join(tmpdir(), 'probity-audiences-')));
  const policies = mkdtempSync(join(tmpdir(), 'probity-audience-policies-'));
  let deployment: Deployment;

  beforeAll(async () => {
    cpSync(join(root, 'policies'), policies, { recursive: true });
    const folder = join(policies, 'disclosure/audiences-differ');
    mkdirSync(folder);
    writeFileSync(join(folder, 'policy.yaml'), JSON.stringify(POLICY));
    deployment = await deploy({ config: company, policies });
  });
  afterAll(async () => {
    await deployment?.close();
    await deployment?.remove();
    for (const folder of [company, policies]) rmSync(folder, { recursive: true, force: true });
  });

  const run = (purpose: string, asked: typeof request = request) =>
    deployment.governance.run(ask({ ...asked, purpose }));
  const reportOf = (outcome: Outcome) => {
    if (outcome.kind === 'denied') throw new Error('denied');
    return outcome.report;
  };

  it('are compared inside the engine, though their pseudonyms have nothing in common', async () => {
    const first = await run('learn');
    expect(first.kind).toBe('released');
    // Whoever objected to offers is left out of this one: few people, whose figures would be the difference.
    const second = await run('offer', renamed);
    expect(second.kind).toBe('withheld');
    const report = reportOf(second);
    expect(report.findings).toContainEqual({
      ...{ code: 'RELEASES_TOO_CLOSE', consequence: 'withhold', limit: 10 },
      subject: reportOf(first).run.id,
    });
    expect(report.privacy?.earlier).toMatchObject([{ purpose: 'learn', stayed: 0, left: 11, joined: 0 }]);
  });

  it('hold where policy speaks of the difference and an earlier one is no longer here', async () => {
    const { records, folders } = deployment.governance.parts;
    const [released] = await records.inState('released');
    rmSync(join(folders.published(released?.run as string)), { recursive: true });
    const outcome = await run('offer', renamed);
    expect(outcome.kind).toBe('held');
    const { findings, privacy, notShown } = reportOf(outcome);
    expect(findings).toContainEqual({ code: 'DIFFERENCE_NOT_ASSESSED', consequence: 'hold', subject: released?.run });
    expect(privacy?.uncompared).toEqual([{ run: released?.run, why: 'missing' }]);
    expect(notShown).toContainEqual({ code: 'EARLIER_RELEASES_NOT_COMPARED', subject: 'privacy' });
  });
});
