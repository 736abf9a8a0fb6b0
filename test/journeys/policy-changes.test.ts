import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChangeView } from '../../src/workbench/changes/index.js';
import { approveChange, changeView, createDraft, rollBack, withdrawChange } from '../../src/workbench/changes/index.js';
import { type Deployment, deploy } from './deployment.js';

const DAY = 86_400_000;
const CAMPAIGNS = '  scope: { purposes: { use: analytics.reporting.campaign_insights } }\n';
const SIZES = 'disclosure/segments-of-at-least-twenty';

describe('a change of the policies', () => {
  let clock = Date.UTC(2026, 10, 1);
  let deployment: Deployment;
  const drafts = mkdtempSync(join(tmpdir(), 'probity-drafts-'));

  beforeEach(async () => {
    clock = Date.UTC(2026, 10, 1);
    deployment = await deploy({ world: { now: () => clock } });
  }, 60_000);
  afterEach(async () => {
    await deployment?.close();
    await deployment?.remove();
  });
  afterAll(() => rmSync(drafts, { recursive: true, force: true }));

  const parts = () => deployment.governance.parts;
  const reopen = async () => {
    await deployment.close();
    deployment = await deployment.reopen();
  };
  /** The policies of the deployment with other sizes, in a folder of their own. */
  const edited = (segmentSizeMin: number, name = `sizes-${segmentSizeMin}`) => {
    const folder = join(drafts, name);
    cpSync(join(deployment.folder, 'policies'), folder, { recursive: true });
    const file = join(folder, SIZES, 'policy.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('segmentSizeMin: 20', `segmentSizeMin: ${segmentSizeMin}`));
    const cases = join(folder, SIZES, 'cases.yaml');
    writeFileSync(
      cases,
      readFileSync(cases, 'utf8').replaceAll('segmentSizeMin: 20', `segmentSizeMin: ${segmentSizeMin}`),
    );
    return folder;
  };
  const draft = (segmentSizeMin: number, more: object = {}) =>
    createDraft(parts(), { folders: [edited(segmentSizeMin)], author: 'ada', effective: '2026-10-01', ...more });
  const approve = (change: ChangeView, by: string) => approveChange(parts(), change.number, { by, role: 'dpo' });
  const sizeInForce = () =>
    parts()
      .registers.policies.rules.find(({ id }) => SIZES.endsWith(id))
      ?.obligations.find(({ id }) => id === 'segmentSizeMin')?.value;
  const entries = async () => {
    const found = [];
    for await (const { entry } of parts().log.entries(0, parts().log.size)) {
      if (entry.type === 'policy-changed') found.push(entry);
    }
    return found;
  };
  const approvedBy = async (change: ChangeView, ...people: readonly string[]) => {
    for (const by of people) await approve(change, by);
  };

  it('that narrows is live after one approval by another person', async () => {
    const change = await draft(30);
    expect(change).toMatchObject({ number: 1, state: 'draft', needs: 1 });
    await expect(approve(change, 'ada')).rejects.toMatchObject({ code: 'CHANGE_SAME_PERSON' });
    expect(await approve(change, 'ben')).toMatchObject({ state: 'live', live_from: clock });
    expect(sizeInForce()).toBe(20);
    await reopen();
    expect(sizeInForce()).toBe(30);
    expect(await changeView(parts(), 1)).toMatchObject({
      state: 'live',
      approvals: [{ approver: 'ben', role: 'dpo' }],
    });
    expect(parts().registers.policyOrigin).toMatchObject({ change: 1, snapshot: change.snapshot, refused: [] });
  }, 60_000);

  it('that widens needs two other people, and both stand in the log by alias', async () => {
    const change = await draft(10);
    expect(change.needs).toBe(2);
    expect(await approve(change, 'ben')).toMatchObject({ state: 'draft' });
    await expect(approve(change, 'ben')).rejects.toMatchObject({ code: 'CHANGE_SAME_PERSON' });
    await expect(approveChange(parts(), 1, { by: 'cy', role: 'campaign' })).rejects.toMatchObject({
      code: 'CHANGE_WRONG_ROLE',
    });
    await approve(change, 'cy');
    expect((await entries()).map(({ actor, body }) => [actor, body['event'], body['approvals'] ?? null])).toEqual([
      ['ada', 'drafted', null],
      ['ben', 'approved', 1],
      ['cy', 'approved', 2],
    ]);
    const [drafted, , last] = await entries();
    expect(last?.body).toMatchObject({
      meaning: change.meaning_digest,
      snapshot: change.snapshot,
      needs: 2,
      liveFrom: new Date(clock).toISOString(),
    });
    expect(drafted?.body).toMatchObject({ base: change.base, effective: '2026-10-01T00:00:00.000Z' });
    await reopen();
    expect(sizeInForce()).toBe(10);
  }, 60_000);

  it('is live from its date on, to the millisecond', async () => {
    const change = await draft(30, { effective: '2026-11-05' });
    await approvedBy(change, 'ben', ...(change.needs === 2 ? ['cy'] : []));
    clock = Date.UTC(2026, 10, 5) - 1;
    await reopen();
    expect(sizeInForce()).toBe(20);
    clock += 1;
    await reopen();
    expect(sizeInForce()).toBe(30);
  }, 60_000);

  it('leaves what lies in the policy folders out of force once a change is approved', async () => {
    await approvedBy(await draft(10), 'ben', 'cy');
    writeFileSync(join(deployment.folder, 'policies', SIZES, 'policy.yaml'), 'broken');
    await reopen();
    expect(sizeInForce()).toBe(10);
  }, 60_000);

  it('is refused where somebody else was faster', async () => {
    const first = await draft(10);
    const second = await draft(12, { author: 'dee' });
    await approvedBy(first, 'ben', 'cy');
    await expect(approve(second, 'ben')).rejects.toMatchObject({ code: 'CHANGE_CONFLICT' });
    await expect(draft(14, { base: first.base })).rejects.toMatchObject({ code: 'CHANGE_CONFLICT' });
    expect(await draft(14, { base: first.snapshot })).toMatchObject({ base: first.snapshot });
  }, 60_000);

  it('is refused with failing cases, with mistakes, without a difference, and for people who are no aliases', async () => {
    const failing = edited(11, 'failing');
    const cases = join(failing, SIZES, 'cases.yaml');
    writeFileSync(cases, readFileSync(cases, 'utf8').replaceAll('segmentSizeMin: 11', 'segmentSizeMin: 12'));
    const ask = { author: 'ada', effective: '2026-10-01' };
    await expect(createDraft(parts(), { ...ask, folders: [failing] })).rejects.toMatchObject({
      code: 'CHANGE_TESTS_FAILED',
    });
    const mistaken = edited(13, 'mistaken');
    writeFileSync(join(mistaken, SIZES, 'policy.yaml'), 'kind: Nothing');
    await expect(createDraft(parts(), { ...ask, folders: [mistaken] })).rejects.toMatchObject({
      diagnostics: [{ code: 'POLICY_KIND', file: join(mistaken, SIZES, 'policy.yaml') }],
    });
    const same = [join(deployment.folder, 'policies')];
    await expect(createDraft(parts(), { ...ask, folders: same })).rejects.toMatchObject({ code: 'CHANGE_EMPTY' });
    await expect(draft(15, { author: 'Ada Lovelace' })).rejects.toMatchObject({ code: 'CHANGE_PERSON' });
    await expect(draft(15, { effective: 'soon' })).rejects.toMatchObject({ code: 'CHANGE_DATE' });
    expect(await entries()).toEqual([]);
  }, 60_000);

  /** The policies with one more, as YAML, that its cases say nothing of. */
  const withPolicy = (name: string, text: string, from = join(deployment.folder, 'policies')) => {
    const folder = join(drafts, name);
    cpSync(from, folder, { recursive: true });
    mkdirSync(join(folder, 'disclosure', name), { recursive: true });
    writeFileSync(join(folder, 'disclosure', name, 'policy.yaml'), text);
    return folder;
  };
  const sizePolicy = (name: string, spec: string, waivable = '') => `apiVersion: probity/v1
kind: DisclosurePolicy
metadata:
  name: ${name}
  title: Larger segments
  owner: privacy-office
  law: { supports: [GDPR 25(2)], stricterThanLaw: true }
  effective: { from: 2026-01-01 }
  mode: enforce
${waivable}spec:
${spec}`;

  it('is not approved by its old meaning once a register has changed what it means', async () => {
    const folder = withPolicy('campaigns', sizePolicy('campaigns', `${CAMPAIGNS}  segmentSizeMin: 40\n`));
    const change = await createDraft(parts(), { folders: [folder], author: 'ada', effective: '2026-10-01' });
    expect(change).toMatchObject({ needs: 1, meaning: { diff: { narrows: true } } });
    const purposes = new Map(parts().registers.purposes);
    for (const [name, purpose] of purposes) purposes.set(name, { ...purpose, use: 'analytics.reporting' });
    const moved = { ...parts(), registers: { ...parts().registers, purposes } };
    const ben = { by: 'ben', role: 'dpo' };
    await expect(approveChange(moved, change.number, ben)).rejects.toMatchObject({ code: 'CHANGE_MEANING' });
    expect(await approve(change, 'ben')).toMatchObject({ state: 'live' });
  }, 60_000);

  it('that puts one that may be waived in the place of one that nobody may waive needs two people', async () => {
    const waivable = '  waivable: { by: [campaign] }\n';
    const base = withPolicy('forties', sizePolicy('forties', `${CAMPAIGNS}  kMin: 40\n`));
    const first = await createDraft(parts(), { folders: [base], author: 'ada', effective: '2026-10-01' });
    expect(first.needs).toBe(1);
    await approve(first, 'ben');
    const added = withPolicy('fifties', sizePolicy('fifties', `${CAMPAIGNS}  kMin: 50\n`, waivable), base);
    const more = await createDraft(parts(), { folders: [added], author: 'ada', effective: '2026-10-01' });
    expect(more).toMatchObject({ needs: 1, meaning: { newlyWaivable: [] } });
    const renamed = withPolicy('renamed', sizePolicy('renamed', `${CAMPAIGNS}  kMin: 40\n`, waivable), base);
    rmSync(join(renamed, 'disclosure/forties'), { recursive: true });
    const change = await createDraft(parts(), { folders: [renamed], author: 'ada', effective: '2026-10-01' });
    expect(change).toMatchObject({
      needs: 2,
      meaning: { diff: { equivalent: true }, newlyWaivable: [{ policy: 'renamed', roles: ['campaign'] }] },
    });
  }, 60_000);

  it('is in force also where an older draft was approved on top of a newer one of the same date', async () => {
    const policies = join(deployment.folder, 'policies');
    const older = await draft(30);
    await approvedBy(await draft(40, { effective: '2026-12-01' }), 'ben');
    await approvedBy(
      await createDraft(parts(), { folders: [policies], author: 'ada', effective: '2026-12-01' }),
      'ben',
      'cy',
    );
    expect(await approve(older, 'ben')).toMatchObject({ state: 'scheduled' });
    clock = Date.UTC(2026, 11, 1) + 1;
    await reopen();
    expect(sizeInForce()).toBe(30);
  }, 60_000);

  it('is taken back for a reason that the log can hold, in a role that there is', async () => {
    await approvedBy(await draft(15), 'ben', 'cy');
    const draftOfAda = await draft(30, { author: 'ada' });
    const undoing = { by: 'ada', role: 'data-team', reason: 'Too early.' };
    for (const reason of ['', '  ', 'x'.repeat(20_000)]) {
      const code = 'CHANGE_REASON';
      await expect(rollBack(parts(), { ...undoing, role: 'dpo', reason })).rejects.toMatchObject({ code });
      await expect(withdrawChange(parts(), draftOfAda.number, { ...undoing, reason })).rejects.toMatchObject({ code });
    }
    const stranger = withdrawChange(parts(), draftOfAda.number, { ...undoing, role: 'Ada Lovelace' });
    await expect(stranger).rejects.toMatchObject({ code: 'CHANGE_WRONG_ROLE' });
    await withdrawChange(parts(), draftOfAda.number, undoing);
    expect((await entries()).at(-1)?.body).toMatchObject({ event: 'withdrawn', enteredBy: 'local-operator' });
  }, 60_000);

  it('waits as a draft for nothing once the set that it was made from is rolled back', async () => {
    await approvedBy(await draft(15), 'ben', 'cy');
    const waiting = await draft(30);
    await rollBack(parts(), { by: 'ben', role: 'dpo', reason: 'Fifteen tell too much.' });
    await expect(approve(waiting, 'ben')).rejects.toMatchObject({ code: 'CHANGE_CONFLICT' });
    await reopen();
    expect(sizeInForce()).toBe(20);
  }, 60_000);

  it('is rolled back by one command, which is recorded, and again to the set before that', async () => {
    const undoing = { by: 'ben', role: 'privacy-officer', reason: 'Segments of ten tell too much.' };
    await expect(rollBack(parts(), undoing)).rejects.toMatchObject({ code: 'ROLLBACK_NOTHING' });
    await approvedBy(await draft(15), 'ben', 'cy');
    clock += DAY;
    await approvedBy(await draft(10), 'ben', 'cy');
    await approvedBy(await draft(5, { effective: '2026-12-24' }), 'ben', 'cy');
    await reopen();
    expect(sizeInForce()).toBe(10);
    expect(await rollBack(parts(), undoing)).toMatchObject({ number: 4, kind: 'rollback' });
    expect((await entries()).at(-1)).toMatchObject({ actor: 'ben', body: { event: 'rolled-back', withdrawn: [3] } });
    await reopen();
    expect(sizeInForce()).toBe(15);
    await rollBack(parts(), undoing);
    await reopen();
    expect(sizeInForce()).toBe(20);
    await expect(rollBack(parts(), undoing)).rejects.toMatchObject({ code: 'ROLLBACK_NOTHING' });
    clock = Date.UTC(2027, 0, 1);
    await reopen();
    expect(sizeInForce()).toBe(20);
  }, 60_000);

  it('is withdrawn by its author before its time, with what was approved on top of it', async () => {
    await approvedBy(await draft(15, { effective: '2026-12-01' }), 'ben', 'cy');
    await approvedBy(await draft(10, { effective: '2026-12-24' }), 'ben', 'cy');
    const undoing = { by: 'ada', role: 'data-team', reason: 'Drafted too early.' };
    await expect(withdrawChange(parts(), 1, { ...undoing, by: 'eve' })).rejects.toMatchObject({
      code: 'CHANGE_WRONG_ROLE',
    });
    expect(await withdrawChange(parts(), 1, undoing)).toMatchObject({ state: 'withdrawn' });
    expect(await changeView(parts(), 2)).toMatchObject({ state: 'withdrawn' });
    await expect(withdrawChange(parts(), 1, undoing)).rejects.toMatchObject({ code: 'CHANGE_CLOSED' });
    clock = Date.UTC(2027, 0, 1);
    await reopen();
    expect(sizeInForce()).toBe(20);
    expect(parts().registers.policyOrigin.change).toBeNull();
  }, 60_000);

  it('whose kept files were changed is not loaded: the last good set stays in force, and the refusal shows', async () => {
    const change = await draft(10);
    await approvedBy(change, 'ben', 'cy');
    const kept = join(deployment.folder, 'state/policies/sets', change.snapshot.slice(7), SIZES, 'policy.yaml');
    expect(existsSync(kept)).toBe(true);
    writeFileSync(kept, readFileSync(kept, 'utf8').replace('segmentSizeMin: 10', 'segmentSizeMin: 1'));
    await reopen();
    expect(sizeInForce()).toBe(20);
    expect(parts().registers.policyOrigin).toMatchObject({
      change: 0,
      refused: [{ change: 1, code: 'POLICY_SNAPSHOT_BROKEN', since: clock }],
    });
  }, 60_000);

  it('cannot be put in force by a hand that writes the schedule', async () => {
    const change = await draft(10);
    const sets = [{ change: 1, snapshot: change.snapshot, revision: null, liveFrom: 0, undoes: null }];
    await deployment.close();
    writeFileSync(join(deployment.folder, 'state/policies/schedule.json'), JSON.stringify({ v: 1, sets }));
    deployment = await deployment.reopen();
    expect(sizeInForce()).toBe(20);
  }, 60_000);
});
