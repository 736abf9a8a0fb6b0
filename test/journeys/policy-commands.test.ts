import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { doctor } from '../../src/entrances/cli/doctor.command.js';
import * as changes from '../../src/entrances/cli/policy-change.command.js';
import { run } from '../../src/entrances/cli/run.command.js';
import * as waivers from '../../src/entrances/cli/waiver.command.js';
import { describeWith } from '../data-sets.js';
import { type Deployment, deploy } from './deployment.js';

const here = describeWith('mall-customers');
const SIZES = 'disclosure/segments-of-at-least-twenty';

/** Each command opens the engine as a process of its own would, so that the deployment is closed meanwhile. */
here('the commands of changes and exceptions', () => {
  let deployment: Deployment;
  let globals: { settings: string };
  beforeAll(async () => {
    // Nobody's training is on record, so that every run needs an exception.
    deployment = await deploy({ settings: { localOperator: { team: 'analytics' } } });
    globals = { settings: join(deployment.folder, 'probity.yaml') };
    await deployment.close();
  }, 120_000);
  afterAll(() => deployment?.remove());

  const edited = (size: number, also = true) => {
    const folder = join(deployment.folder, `draft-${size}`);
    cpSync(join(deployment.folder, 'policies'), folder, { recursive: true });
    for (const name of also ? ['policy.yaml', 'cases.yaml'] : ['policy.yaml']) {
      const file = join(folder, SIZES, name);
      writeFileSync(file, readFileSync(file, 'utf8').replaceAll('segmentSizeMin: 20', `segmentSizeMin: ${size}`));
    }
    return folder;
  };

  it('take a change from its draft to its rollback', async () => {
    const flags = { author: 'ada', effective: '2026-01-01' };
    expect(await changes.create(globals, [edited(31, false)], flags)).toMatchObject({ exit: 2 });
    const drafted = await changes.create(globals, [edited(30)], flags);
    expect(drafted.exit).toBe(0);
    expect(drafted.text).toContain('segmentSizeMin 20 becomes 30');
    expect(drafted.text).toContain('waits for one person other than its author');
    const approved = await changes.approve(globals, 1, { as: 'ben', role: 'dpo' });
    expect(approved.text).toContain('change 1, live');
    expect((await changes.list(globals)).text).toMatch(/change 1\s+live\s+by ada\s+1 of 1 approvals/);
    expect((await doctor(globals)).text).toContain('policies in force: change 1');
    const undo = { as: 'ben', role: 'dpo', reason: 'Thirty is too many.' };
    expect((await changes.rollback(globals, undo)).text).toContain('change 2, live, by ben, rollback');
    expect((await changes.show(globals, 1)).text).toContain('superseded');
  }, 120_000);

  it('take an exception from its request to the list of uses', async () => {
    const asked = {
      ...{ plugin: 'rules', dataset: 'mall', purpose: 'store-layout', destination: 'analysts' },
      ...{ columns: 'Annual Income (k$)' },
      options: '{ rules: [{ segment: low, when: { column: "Annual Income (k$)", lt: 62 } }], otherwise: high }',
    };
    const denied = await run(globals, asked);
    expect(denied.exit).toBe(2);
    const { run: id } = denied.json as { readonly run: string };
    const reason = 'The course is booked for Friday.';
    const wanted = { run: id, rule: 'trained-people-only', reason, until: '2099-01-01', scope: '3' };
    const { text } = await waivers.request(globals, wanted);
    expect(text).toContain('it would also have let through 1');
    const officer = { as: 'officer-7', role: 'dpo', reason };
    await expect(waivers.decide(globals, 'approve', 'waiver-1', officer)).rejects.toMatchObject({
      code: 'EXCEPTION_UNTRAINED',
    });
    await waivers.decide(globals, 'approve', 'waiver-1', { ...officer, trainedUntil: '2099-01-01' });
    expect((await run(globals, asked)).exit).toBe(0);
    const list = await waivers.list(globals);
    expect(list.text).toMatch(/waiver-1\s+approved\s+trained-people-only\s+1 used of 3/);
    expect(list.text).toContain('most used: waiver-1 (1)');
  }, 120_000);
});
