import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runDossier } from '../../src/reports/index.js';
import { type Outcome, wholeEntries } from '../../src/run/index.js';
import { ask, type Deployment, deploy, root } from './deployment.js';
import { clubIn, OFTEN } from './members.js';

const MEN = [3_000, 1_200] as const;

/** The policies of the release, but that passes are corrected over everything that was tried since the last release. */
function policiesIn(config: string): string {
  const policies = join(config, 'policies');
  cpSync(join(root, 'policies'), policies, { recursive: true });
  const file = join(policies, 'fairness/groups-reached-alike/policy.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('correction: holm', 'correction: holm-over-attempts'));
  return policies;
}

describe('trying until it passes', () => {
  const club = clubIn(mkdtempSync(join(tmpdir(), 'probity-attempts-')));
  let deployment: Deployment;
  beforeAll(async () => {
    club.list({ women: [3_000, 600], men: MEN });
    deployment = await deploy({ config: club.config, policies: policiesIn(club.config) });
  }, 120_000);
  afterAll(async () => {
    await deployment?.close();
    await deployment?.remove();
    rmSync(club.config, { recursive: true, force: true });
  });

  const run = (change: Readonly<Record<string, unknown>> = {}) =>
    deployment.governance.run(ask({ ...OFTEN, ...change }));
  const reportOf = (outcome: Outcome) => {
    if (outcome.kind === 'denied') throw new Error('denied');
    return outcome.report;
  };
  const often = (outcome: Outcome) =>
    reportOf(outcome).fairness.traits[0]?.comparisons.find(({ segment }) => segment === 'often');

  it('shows what each attempt changed, and how the ones before it ended', async () => {
    expect((await run()).kind).toBe('withheld');
    const second = await run({ columns: ['visits', 'yearsHere'], seed: 7 });
    expect(second.kind).toBe('withheld');
    expect(reportOf(second).attempt).toMatchObject({
      ...{ number: 2, changed: ['with column yearsHere', 'another seed'] },
      earlier: [{ number: 1, outcome: 'withheld', changed: [] }],
    });
    expect(reportOf(second).fairness).toMatchObject({ correction: 'holm-over-attempts', triedBefore: 2 });
  }, 60_000);

  it('does not soften what fails', async () => {
    const third = await run({ options: { ...OFTEN.options, otherwise: 'rarely' } });
    expect(often(third)).toMatchObject({ verdict: 'fail' });
    expect(reportOf(third).attempt.changed).toEqual([
      'without column yearsHere',
      'option otherwise changed',
      'another seed',
    ]);
  }, 60_000);

  it('needs more evidence for a pass than the same run would have needed at first', async () => {
    club.list({ women: [3_000, 1_040], men: MEN });
    const first = await run({ purpose: 'limit-offers' });
    expect(first.kind).toBe('released');
    expect(often(first)).toMatchObject({ verdict: 'pass' });
    const fourth = await run();
    expect(fourth.kind).toBe('held');
    expect(often(fourth)).toMatchObject({ verdict: 'inconclusive', ratio: often(first)?.ratio });
    const { attempt, fairness } = reportOf(fourth);
    expect(fairness.triedBefore).toBe(6);
    expect(attempt.changed).toEqual(['option otherwise changed', 'the files of the dataset changed']);
    expect(attempt.earlier?.map(({ number, outcome }) => [number, outcome])).toEqual([
      [3, 'withheld'],
      [2, 'withheld'],
      [1, 'withheld'],
    ]);
  }, 60_000);

  it('stands in the record, and in the dossier of the run', async () => {
    const { log, settings } = deployment.governance.parts;
    const [held] = await deployment.governance.held();
    const entries = wholeEntries(settings.stateFolder, log, { from: 0, to: log.size });
    const { json, html } = await runDossier(held?.run as string, entries);
    const facts = new Map(json.facts.map(({ path, value }) => [path, value]));
    expect(facts.get('attempt.earlier[0].outcome')).toBe('withheld');
    expect(facts.get('attempt.earlierTotal')).toBe(3);
    expect(facts.get('fairness.triedBefore')).toBe(6);
    expect(html).toContain('Earlier attempts at the same dataset, purpose and destination, the latest first');
    expect(html).toContain('without column yearsHere, option otherwise changed, another seed');
  });

  it('begins anew once a run is released', async () => {
    const [held] = await deployment.governance.held();
    const decision = { by: 'officer-7', role: 'privacy-officer', reason: 'Looked at, and it is as even as it can be.' };
    await deployment.governance.approve(held?.run as string, decision);
    const fifth = await run();
    expect(fifth.kind).toBe('released');
    expect(reportOf(fifth).fairness.triedBefore).toBe(0);
    expect(reportOf(fifth).attempt).toMatchObject({ number: 5, changed: [] });
    expect(reportOf(fifth).attempt.earlier?.[0]).toMatchObject({ number: 4, outcome: 'released' });
  }, 60_000);
});
