import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
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
});
