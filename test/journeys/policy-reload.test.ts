import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { approveChange, createDraft, PolicyReload, rollBack } from '../../src/workbench/changes/index.js';
import { describeWith } from '../data-sets.js';
import { ask, type Deployment, deploy, root } from './deployment.js';
import { type PackagedProgram, packagedProgram } from './packaged-program.js';

const here = describeWith('mall-customers');
const SIZES = 'disclosure/segments-of-at-least-twenty';
const request = {
  plugin: 'rules',
  options: { rules: [{ segment: 'low', when: { column: 'Annual Income (k$)', lt: 62 } }], otherwise: 'high' },
  dataset: 'mall',
  purpose: 'store-layout',
  destination: 'analysts',
  columns: ['Annual Income (k$)'],
};

here('policies of an engine that goes on running', () => {
  let clock = Date.UTC(2026, 10, 1);
  let deployment: Deployment;
  let program: PackagedProgram;
  let reload: PolicyReload;

  beforeAll(async () => {
    program = await packagedProgram('src/workbench/changes/reload-worker.ts');
  }, 60_000);
  afterAll(() => program?.remove());
  beforeEach(async () => {
    clock = Date.UTC(2026, 10, 1);
    deployment = await deploy({ world: { now: () => clock } });
    reload = new PolicyReload(deployment.governance, { program: program.file });
  }, 120_000);
  afterEach(async () => {
    await reload?.close();
    await deployment?.close();
    await deployment?.remove();
  });

  const parts = () => deployment.governance.parts;
  const policies = () => join(deployment.folder, 'policies');
  const file = (name: string) => join(policies(), SIZES, name);
  const edit = (from: number, to: number, folder = policies(), names = ['policy.yaml', 'cases.yaml']) => {
    for (const name of names) {
      const text = readFileSync(join(folder, SIZES, name), 'utf8');
      writeFileSync(join(folder, SIZES, name), text.replaceAll(`segmentSizeMin: ${from}`, `segmentSizeMin: ${to}`));
    }
  };
  const decided = async () => {
    const { decision } = await deployment.governance.decide(ask(request));
    return decision.kind === 'permit' ? decision.limits.segmentSizeMin : decision.kind;
  };
  const approved = async (size: number, effective: string) => {
    const folder = join(deployment.folder, `draft-${size}`);
    cpSync(policies(), folder, { recursive: true });
    edit(20, size, folder);
    const { number } = await createDraft(parts(), { folders: [folder], author: 'ada', effective });
    await approveChange(parts(), number, { by: 'ben', role: 'dpo' });
    return number;
  };

  it('are swapped whole, and decide as they would have from the start', async () => {
    expect(await decided()).toBe(20);
    edit(20, 35);
    expect(await decided()).toBe(20);
    expect(await reload.reload()).toEqual({ kind: 'current', change: null });
    expect(await decided()).toBe(35);
    // The thread remembers what it has read: only one policy differs from the last time.
    edit(35, 45);
    expect(await reload.reload()).toEqual({ kind: 'current', change: null });
    expect(await decided()).toBe(45);
    const inMemory = parts().registers.policies;
    await deployment.close();
    deployment = await deployment.reopen();
    expect(parts().registers.policies).toEqual(inMemory);
  }, 60_000);

  it('stay the last good ones when the new ones have mistakes or fail their cases', async () => {
    edit(20, 35, policies(), ['policy.yaml']);
    const failing = { kind: 'stale', code: 'CHANGE_TESTS_FAILED', change: null, since: clock };
    expect(await reload.reload()).toEqual(failing);
    expect(await decided()).toBe(20);
    clock += 60_000;
    writeFileSync(file('policy.yaml'), 'kind: Nothing');
    expect(await reload.reload()).toEqual({ ...failing, code: 'DOCUMENT_INVALID' });
    expect(await decided()).toBe(20);
    writeFileSync(file('policy.yaml'), readFileSync(join(root, 'policies', SIZES, 'policy.yaml')));
    expect(await reload.reload()).toEqual({ kind: 'current', change: null });
  }, 60_000);

  it('of a run are those that it began with', async () => {
    edit(20, 35);
    const running = deployment.governance.run(ask(request));
    await reload.reload();
    const before = await running;
    const after = await deployment.governance.run(ask(request));
    if (before.kind !== 'released' || after.kind !== 'released') throw new Error(`${before.kind}, ${after.kind}`);
    expect(before.report.decision.policySet).not.toBe(after.report.decision.policySet);
    expect(after.report.decision.policySet).toBe(parts().registers.policies.digest);
  }, 60_000);

  it('follow an approved change at its date, and its rollback', async () => {
    const number = await approved(30, '2026-11-02');
    const stop = reload.follow(20);
    await sleep(200);
    expect(await decided()).toBe(20);
    clock = Date.UTC(2026, 10, 2);
    for (let waited = 0; (await decided()) === 20 && waited < 200; waited++) await sleep(50);
    stop();
    expect(await decided()).toBe(30);
    expect(reload.health).toEqual({ kind: 'current', change: number });
    await rollBack(parts(), { by: 'ben', role: 'dpo', reason: 'It was meant for next year.' });
    await reload.reload();
    expect(await decided()).toBe(20);
  }, 60_000);

  it('go on where what should be due cannot be read, and it shows until it is mended', async () => {
    const schedule = join(deployment.folder, 'state/policies/schedule.json');
    mkdirSync(join(schedule, '..'), { recursive: true });
    const stop = reload.follow(20);
    const until = async (kind: string) => {
      for (let waited = 0; reload.health.kind !== kind && waited < 200; waited++) await sleep(50);
      return reload.health;
    };
    try {
      writeFileSync(schedule, 'broken');
      expect(await until('stale')).toMatchObject({ code: 'POLICY_SCHEDULE_BROKEN', since: clock });
      expect(await decided()).toBe(20);
      rmSync(schedule);
      expect(await until('current')).toEqual({ kind: 'current', change: null });
    } finally {
      stop();
    }
  }, 60_000);

  it('are looked at again when a waiver is approved, and when one is withdrawn', async () => {
    const { registers } = parts();
    const rule = registers.policies.rules.find(({ waivableBy }) => waivableBy.includes('dpo'))?.id as string;
    const waivers = join(deployment.folder, 'state/exceptions/waivers');
    mkdirSync(waivers, { recursive: true });
    const inForce = () => parts().registers.policies.waivers.map(({ id }) => id);
    const stop = reload.follow(20);
    const until = async (names: readonly string[]) => {
      for (let waited = 0; inForce().join() !== names.join() && waited < 200; waited++) await sleep(50);
      return inForce();
    };
    try {
      await sleep(100);
      writeFileSync(join(waivers, 'waiver-1.yaml'), waiver(rule));
      expect(await until(['waiver-1'])).toEqual(['waiver-1']);
      rmSync(join(waivers, 'waiver-1.yaml'));
      expect(await until([])).toEqual([]);
    } finally {
      stop();
    }
  }, 60_000);

  const waiver = (rule: string) => `apiVersion: probity/v1
kind: Waiver
metadata:
  name: waiver-1
  title: An exception
  owner: dpo
  effective: { from: 2026-01-01, until: 2027-01-01 }
spec:
  rule: ${rule}
  reason: It must be ready before that.
  requestedBy: ada
  approvedBy: { actor: ben, role: dpo }
`;

  it('are recorded when they take effect', async () => {
    edit(20, 35);
    await reload.reload();
    const { log, registers } = parts();
    for await (const { entry } of log.entries(log.size - 1, log.size)) {
      expect(entry).toMatchObject({ type: 'register-loaded', body: { digests: registers.digests } });
    }
    const { size } = log;
    await reload.reload();
    expect(log.size).toBe(size);
  }, 60_000);

  it('are not read against other registers than those in use', async () => {
    const folder = join(deployment.folder, 'more-purposes');
    mkdirSync(folder);
    const text = readFileSync(join(root, 'test/journeys/config/purposes/store-layout.yaml'), 'utf8');
    writeFileSync(join(folder, 'another-layout.yaml'), text.replace('name: store-layout', 'name: another-layout'));
    const { settings } = parts();
    const purposes = [...settings.registers.purposes, folder];
    Object.assign(parts(), { settings: { ...settings, registers: { ...settings.registers, purposes } } });
    expect(await reload.reload()).toMatchObject({ kind: 'stale', code: 'RELOAD_REGISTERS' });
  }, 60_000);

  it('stay when the thread dies or takes too long', async () => {
    const dying = join(deployment.folder, 'dying.mjs');
    writeFileSync(dying, 'process.exit(3);');
    const dead = new PolicyReload(deployment.governance, { program: dying });
    expect(await dead.reload()).toMatchObject({ kind: 'stale', code: 'RELOAD_WORKER' });
    const slow = new PolicyReload(deployment.governance, { program: program.file, deadlineMs: 1 });
    expect(await slow.reload()).toMatchObject({ kind: 'stale', code: 'RELOAD_WORKER' });
    expect(await decided()).toBe(20);
  }, 60_000);
});
