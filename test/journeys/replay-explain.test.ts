import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateShop } from '../../src/entrances/cli/demo/shop/index.js';
import {
  explainRequest,
  explainRun,
  explainSubject,
  explanationText,
  replayCandidate,
  replayText,
  subjectText,
} from '../../src/workbench/index.js';
import { ask, type Deployment, deploy, root } from './deployment.js';

const AS_OF = Date.UTC(2026, 10, 24);
const MINUTE = 60_000;
const TWENTY = 'policies/disclosure/segments-of-at-least-twenty/policy.yaml';

const request = {
  plugin: 'k-means',
  dataset: 'shop',
  purpose: 'loyalty-offers',
  destination: 'crm',
  columns: ['orders', 'spend', 'daysSinceOrder'],
};

describe('past decisions of a shop', () => {
  const folder = mkdtempSync(join(tmpdir(), 'probity-past-'));
  let deployment: Deployment;
  let permitted: string;
  let denied: string;
  let clock = AS_OF;

  beforeAll(async () => {
    cpSync(join(root, 'config'), join(folder, 'config'), { recursive: true });
    generateShop(join(folder, 'demo', 'shop'), { seed: 20_260, asOf: AS_OF });
    deployment = await deploy({ config: join(folder, 'config'), world: { now: () => clock } });
    const dry = await deployment.governance.dryRun(ask(request));
    if (dry.kind !== 'dry') throw new Error(`the dry run is ${dry.kind}`);
    permitted = dry.permit.request.run;
    const outcome = await deployment.governance.run(ask({ ...request, destination: 'ad-network' }));
    if (outcome.kind !== 'denied') throw new Error(`the other run is ${outcome.kind}`);
    denied = outcome.decision.request.run;
    clock += MINUTE;
  }, MINUTE);

  afterAll(async () => {
    await deployment?.close();
    await deployment?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const candidate = (change: (text: string) => string, file = TWENTY): string => {
    const copy = mkdtempSync(join(folder, 'candidate-'));
    cpSync(join(deployment.folder, 'policies'), join(copy, 'policies'), { recursive: true });
    writeFileSync(join(copy, file), change(readFileSync(join(copy, file), 'utf8')));
    return join(copy, 'policies');
  };
  const replayed = (under: string) =>
    replayCandidate(deployment.governance.parts, { folder: under, since: AS_OF, until: AS_OF + MINUTE });

  it('stay as they were under the same policies', async () => {
    const result = await replayed(join(deployment.folder, 'policies'));
    expect(result).toMatchObject({ decisions: 2, changes: [], baselines: { reproduced: 2 }, registersChanged: {} });
  });

  it('are told with what would be stricter', async () => {
    const result = await replayed(candidate((text) => text.replace('segmentSizeMin: 20', 'segmentSizeMin: 50')));
    expect(result.changes).toMatchObject([
      { run: permitted, kind: 'obligations-changed', strength: 'stronger', obligations: [{ id: 'segmentSizeMin' }] },
    ]);
    expect(replayText(result)).toContain('segmentSizeMin: 20 → 50 (stronger)');
  });

  it('are told with what would be newly permitted and denied', async () => {
    const declared = 'policies/access/only-for-a-declared-purpose/policy.yaml';
    const open = await replayed(candidate((text) => text.replace('mode: enforce', 'mode: audit'), declared));
    expect(open.changes.map(({ run, kind }) => [run, kind])).toContainEqual([denied, 'newly-permitted']);
    const grant = 'policies/access/segments-for-known-customers/policy.yaml';
    const shut = await replayed(candidate((text) => text.replace('effect: grant', 'effect: prohibit'), grant));
    expect(shut.byPlugin['k-means']).toMatchObject({ 'newly-denied': 1, unchanged: 1 });
  });

  it(
    'can be made again after the policies in force have changed',
    async () => {
      const before = await explainRun(deployment.governance.parts, permitted);
      await deployment.close();
      const file = join(deployment.folder, TWENTY);
      const text = readFileSync(file, 'utf8');
      writeFileSync(file, text.replace('segmentSizeMin: 20', 'segmentSizeMin: 30'));
      deployment = await deployment.reopen({ now: () => clock });
      const after = await explainRun(deployment.governance.parts, permitted);
      expect(after).toEqual({ ...before, inForce: false });
      const policies = join(deployment.folder, 'policies');
      expect((await replayed(policies)).baselines.reproduced).toBe(2);

      rmSync(join(deployment.folder, 'state/policies/decided'), { recursive: true });
      const { parts } = deployment.governance;
      const alone = await explainRun(parts, denied);
      expect(alone).toMatchObject({ answer: 'denial', basis: 'record', rules: [], flips: null });
      expect(explanationText(alone)).toMatch(/only-for-a-declared-purpose\/policy\.yaml:\d+/);
      await expect(explainSubject(parts, permitted, 'x')).rejects.toMatchObject({ code: 'ROW_RULES_NOT_KEPT' });
      expect(await replayed(policies)).toMatchObject({
        baselines: { reproduced: 0, record: 1 },
        changes: [{ run: permitted, why: 'RULES_NOT_KEPT', baseline: null }],
      });
      await deployment.close();
      writeFileSync(file, text);
      deployment = await deployment.reopen({ now: () => clock });
    },
    MINUTE,
  );

  it('are explained from what was recorded, by run and by entry', async () => {
    const explanation = await explainRun(deployment.governance.parts, denied);
    expect(explanation).toMatchObject({ answer: 'denial', basis: 'rules', inForce: true });
    expect(explanation.about).toMatchObject({ kind: 'run', run: denied, outcome: 'denied' });
    const index = explanation.about.kind === 'run' ? explanation.about.index : -1;
    expect(await explainRun(deployment.governance.parts, String(index))).toEqual(explanation);
    const text = explanationText(explanation);
    expect(text.split('\n')[0]).toMatch(/^Denied: .*forbid/);
    expect(text).toMatch(/only-for-a-declared-purpose\/policy\.yaml:\d+/);
    expect(text).toContain('GDPR 5(1)(b)');
    expect(text).toMatch(/purpose\.allowsDestination: false → true/);
  });

  it('are explained as a request of now would be', async () => {
    const recorded = await explainRun(deployment.governance.parts, permitted);
    const now = await explainRequest(deployment.governance, ask(request));
    expect(now.reasons).toEqual(recorded.reasons);
    expect(explanationText(now).split('\n')[0]).toMatch(/^Permitted: .*under the conditions of \d+ policies/);
  });

  it(
    'say of each customer why it is in, by the rules of that run',
    async () => {
      const keys = readFileSync(join(folder, 'demo/shop/customers.csv'), 'utf8')
        .split('\n')
        .slice(1, 9)
        .map((line) => line.split(',')[0] as string);
      const told = [];
      for (const key of keys) told.push(await explainSubject(deployment.governance.parts, permitted, key));
      expect(new Set(told.map(({ standing }) => standing))).toEqual(new Set(['kept', 'removed']));
      for (const one of told) {
        expect(one.data?.since).toBe('same');
        expect(one.rules.some(({ keeps }) => !keeps)).toBe(one.standing === 'removed');
      }
      const removed = told.find(({ standing }) => standing === 'removed');
      expect(removed && subjectText(removed)).toMatch(/^Not in the run: .*“/);
      expect(JSON.stringify(told)).not.toContain(keys[0]);
    },
    MINUTE,
  );

  it('have a record of who looked at one customer, and nothing that tells which', async () => {
    const { parts } = deployment.governance;
    const key = readFileSync(join(folder, 'demo/shop/customers.csv'), 'utf8').split('\n')[1]?.split(',')[0] as string;
    const from = parts.log.size;
    await explainSubject(parts, permitted, key);
    await explainSubject(parts, permitted, 'a-stranger');
    await explainSubject(parts, denied, key);
    const entries = [];
    for await (const { entry, bytes } of parts.log.entries(from, parts.log.size)) {
      entries.push(entry);
      expect(bytes.includes(key) || bytes.includes('a-stranger')).toBe(false);
    }
    const look = {
      v: 1,
      type: 'subject-explained',
      at: new Date(clock).toISOString(),
      run: permitted,
      actor: 'local-operator',
      environment: 'production',
      body: { dataset: 'shop', purpose: 'loyalty-offers', subjects: 1 },
    };
    expect(entries).toEqual([look, look]);
  });

  it('show nothing of a customer where the look cannot be recorded', async () => {
    const { parts } = deployment.governance;
    const read: string[] = [];
    const log = Object.create(parts.log, { append: { value: () => Promise.reject(new Error('no space')) } });
    const data = Object.create(parts.data, { subjectFacts: { value: async () => read.push('a row') } });
    await expect(explainSubject({ ...parts, log, data }, permitted, 'x')).rejects.toThrow('no space');
    expect(read).toEqual([]);
  });

  it('say that nobody is in a run that was denied, and that a stranger is in none', async () => {
    const { parts } = deployment.governance;
    expect(await explainSubject(parts, denied, 'x')).toMatchObject({ standing: 'not-read', data: null });
    expect(await explainSubject(parts, permitted, 'x')).toMatchObject({ standing: 'absent' });
  });

  it('say when the source is not the one that was read', async () => {
    const path = join(folder, 'demo/shop/customers.csv');
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
    writeFileSync(path, `${lines.slice(0, -1).join('\n')}\n`);
    const key = (lines[1] as string).split(',')[0] as string;
    const explanation = await explainSubject(deployment.governance.parts, permitted, key);
    expect(explanation.data?.since).toBe('changed');
    expect(subjectText(explanation)).toContain('The source has changed since the run');
  });

  it('are refused where there are none', async () => {
    for (const id of ['no-such-run', '99999', '#99999']) {
      await expect(explainRun(deployment.governance.parts, id)).rejects.toMatchObject({ code: 'NOTHING_TO_EXPLAIN' });
    }
    await expect(replayed(join(folder, 'nowhere'))).rejects.toMatchObject({ code: 'CANDIDATE_MISSING' });
  });
});
