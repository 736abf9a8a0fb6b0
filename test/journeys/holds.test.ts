import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Governance } from '../../src/run/index.js';
import { describeWith } from '../data-sets.js';
import { ask, type Deployment, deploy } from './deployment.js';

const here = describeWith('mall-customers');

/** Two hundred people cannot show four fifths: an offer to them waits for a person. */
const request = {
  plugin: 'rules',
  options: { rules: [{ segment: 'low', when: { column: 'Annual Income (k$)', lt: 62 } }], otherwise: 'high' },
  dataset: 'mall',
  purpose: 'service-offers',
  destination: 'analysts',
  columns: ['Annual Income (k$)'],
};

here('a held run', () => {
  let deployment: Deployment;
  beforeAll(async () => {
    deployment = await deploy({ world: { now: () => clock } });
  }, 120_000);
  afterAll(async () => {
    await deployment?.close();
    await deployment?.remove();
  });
  let clock = Date.UTC(2026, 10, 1);

  const held = async () => {
    const outcome = await deployment.governance.run(ask(request));
    if (outcome.kind !== 'held') throw new Error(`not held: ${outcome.kind}`);
    return outcome.run;
  };
  const decision = { by: 'officer-7', role: 'privacy-officer', reason: 'Two hundred people are all there are.' };

  it('is sealed, listed, and readable by nobody', async () => {
    const run = await held();
    const { folders } = deployment.governance.parts;
    expect(existsSync(folders.published(run))).toBe(false);
    expect(existsSync(folders.staging(run))).toBe(false);
    const sealed = readdirSync(folders.held(run), { recursive: true, withFileTypes: true }).filter((one) =>
      one.isFile(),
    );
    expect(sealed.length).toBeGreaterThan(0);
    for (const file of sealed)
      expect(readFileSync(join(file.parentPath, file.name), 'latin1')).not.toContain('Annual Income');
    expect((await deployment.governance.held()).map((one) => one.run)).toContain(run);
  }, 60_000);

  it('is released by another person with the right role, as it was judged', async () => {
    const run = await held();
    await expect(deployment.governance.approve(run, { ...decision, by: 'local-operator' })).rejects.toThrow(
      'HOLD_SAME_PERSON',
    );
    await expect(deployment.governance.approve(run, { ...decision, role: 'campaign' })).rejects.toThrow(
      'HOLD_WRONG_ROLE',
    );
    const { folder } = await deployment.governance.approve(run, decision);
    const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as { run: string };
    expect(manifest.run).toBe(run);
    expect(existsSync(deployment.governance.parts.folders.held(run))).toBe(false);
    expect(statSync(folder).mode & 0o777).toBe(0o750);
    expect(readdirSync(folder).map((name) => statSync(join(folder, name)).mode & 0o777)).toEqual(Array(7).fill(0o640));
    await expect(deployment.governance.approve(run, decision)).rejects.toThrow('HOLD_UNKNOWN');
  }, 60_000);

  it.each([
    ['HOLD_WITHOUT_REASON', { reason: '' }],
    ['HOLD_WITHOUT_REASON', { reason: ' \n' }],
    ['HOLD_WITHOUT_REASON', { reason: 'x'.repeat(2001) }],
    ['HOLD_PERSON', { by: 'ann@example.com' }],
    ['HOLD_PERSON', { by: 'Ann Example' }],
    ['HOLD_WRONG_ROLE', { role: 'data-team' }],
  ])(
    'is not decided where there is %s',
    async (code, mistake) => {
      const run = await held();
      const { log } = deployment.governance.parts;
      const before = log.size;
      await expect(deployment.governance.approve(run, { ...decision, ...mistake })).rejects.toMatchObject({ code });
      await expect(deployment.governance.reject(run, { ...decision, ...mistake })).rejects.toMatchObject({ code });
      expect(log.size).toBe(before);
    },
    60_000,
  );

  it('is destroyed when it is rejected, and the decision is recorded', async () => {
    const run = await held();
    const { index } = await deployment.governance.reject(run, decision);
    const { folders, log } = deployment.governance.parts;
    expect(existsSync(folders.held(run))).toBe(false);
    for await (const { entry } of log.entries(index, index + 1)) {
      expect(entry).toMatchObject({
        type: 'hold-decided',
        run,
        body: { decision: 'rejected', role: 'privacy-officer' },
      });
    }
  }, 60_000);

  it('cannot be approved after its time', async () => {
    const run = await held();
    clock += 15 * 86_400_000;
    await expect(deployment.governance.approve(run, decision)).rejects.toThrow('HOLD_EXPIRED');
  }, 60_000);

  /** The same engine, whose process is lost on the way from the log to this state. */
  const lostBefore = (state: string) => {
    const { parts } = deployment.governance;
    const records = new Proxy(parts.records, {
      get: (target, method) =>
        method === 'close'
          ? async (run: string, change: Parameters<typeof target.close>[1]) => {
              if (change.state === state) throw new Error('lost');
              return target.close(run, change);
            }
          : (Reflect.get(target, method, target) as () => unknown).bind(target),
    });
    return new Governance({ ...parts, records });
  };
  const restart = async () => {
    await deployment.close();
    deployment = await deployment.reopen({ now: () => clock });
  };
  const ends = async (run: string) => {
    const { log } = deployment.governance.parts;
    const found: unknown[] = [];
    for await (const { entry } of log.entries(0, log.size)) {
      if (entry.type === 'hold-decided' && entry.run === run) found.push(entry.body['decision']);
    }
    return found;
  };

  it('is destroyed at the next start after its time, which is recorded once', async () => {
    const run = await held();
    clock += 15 * 86_400_000;
    await restart();
    await restart();
    const { folders } = deployment.governance.parts;
    expect(existsSync(folders.held(run))).toBe(false);
    expect(await ends(run)).toEqual(['expired']);
    await expect(deployment.governance.approve(run, decision)).rejects.toThrow('HOLD_EXPIRED');
  }, 120_000);

  it('can be decided when the process was lost before the state said that it is held', async () => {
    await expect(lostBefore('held').run(ask(request))).rejects.toThrow('lost');
    await restart();
    const [run] = (await deployment.governance.held()).map((one) => one.run);
    const { folder } = await deployment.governance.approve(run as string, decision);
    expect(existsSync(join(folder, 'report.json'))).toBe(true);
  }, 120_000);

  it('is published when the process was lost after its approval was recorded', async () => {
    const run = await held();
    await expect(lostBefore('released').approve(run, decision)).rejects.toThrow('lost');
    await restart();
    const { folders } = deployment.governance.parts;
    expect(readdirSync(folders.published(run))).toHaveLength(7);
    expect(existsSync(folders.receipt(run))).toBe(true);
    expect(existsSync(folders.held(run))).toBe(false);
    expect(await ends(run)).toEqual(['approved']);
  }, 120_000);

  it('stays rejected when the process was lost after its rejection was recorded', async () => {
    const run = await held();
    await expect(lostBefore('rejected').reject(run, decision)).rejects.toThrow('lost');
    await restart();
    await expect(deployment.governance.approve(run, decision)).rejects.toThrow('HOLD_UNKNOWN');
    expect(existsSync(deployment.governance.parts.folders.held(run))).toBe(false);
    expect(await ends(run)).toEqual(['rejected']);
  }, 120_000);

  it('waits on when the process was lost before the decision was recorded', async () => {
    const run = await held();
    const { parts } = deployment.governance;
    await parts.records.close(run, { state: 'deciding' });
    await restart();
    await deployment.governance.approve(run, decision);
    expect(await ends(run)).toEqual(['approved']);
  }, 120_000);
});
