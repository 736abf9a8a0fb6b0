import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { explainRun, replayCandidate, requestWaiver } from '../../src/workbench/index.js';
import { ask, type Deployment, deploy } from '../journeys/deployment.js';

const RULES = 400;
const AT = Date.UTC(2026, 10, 1);
const request = {
  plugin: 'k-means',
  dataset: 'mall',
  purpose: 'store-layout',
  destination: 'analysts',
  columns: ['Annual Income (k$)'],
};

/** An entry of the log is small, and every rule of a company may say no at once, with a long title. */
describe('a run that hundreds of rules deny', () => {
  const policies = mkdtempSync(join(tmpdir(), 'many-reasons-'));
  let deployment: Deployment;
  let run: string;

  beforeAll(async () => {
    for (let at = 0; at < RULES; at += 1) {
      const mode = at % 2 === 0 ? 'enforce' : 'audit';
      mkdirSync(join(policies, 'access', `no-${at}`), { recursive: true });
      writeFileSync(join(policies, 'access', `no-${at}`, 'policy.yaml'), prohibition(`no-${at}`, mode));
    }
    deployment = await deploy({ policies, world: { now: () => AT } });
    const outcome = await deployment.governance.run(ask(request));
    if (outcome.kind !== 'denied') throw new Error(outcome.kind);
    run = outcome.decision.request.run;
  }, 120_000);
  afterAll(async () => {
    await deployment?.close();
    await deployment?.remove();
    rmSync(policies, { recursive: true });
  });

  const prohibition = (name: string, mode: string) =>
    `apiVersion: probity/v1
kind: AccessPolicy
metadata:
  name: ${name}
  title: ${'A sentence that goes on '.repeat(8)}
  owner: privacy-office
  law: { supports: [GDPR 5(1)(c), GDPR 25(1)] }
  effective: { from: 2026-01-01 }
  mode: ${mode}
  waivable: { by: [dpo] }
spec:
  effect: prohibit
`;

  it('is recorded, with as many reasons as fit and a digest of all', async () => {
    const { log } = deployment.governance.parts;
    const bodies = [];
    for await (const { entry } of log.entries(0, log.size)) if (entry.run === run) bodies.push(entry.body);
    const [opened, closed] = bodies as readonly Readonly<Record<string, unknown[]>>[];
    const left = (count: number) => ({ count, digest: expect.stringMatching(/^sha256:/) });
    const kept = opened?.['reasons']?.length ?? 0;
    expect(kept).toBeGreaterThan(5);
    // One reason more than rules: nothing grants.
    expect(opened?.['reasonsLeft']).toEqual(left(RULES / 2 + 1 - kept));
    expect(opened?.['wouldHaveLeft']).toEqual(left(RULES / 2 - (opened?.['wouldHave']?.length ?? 0)));
    expect([closed?.['reasons'], closed?.['reasonsLeft']]).toEqual([opened?.['reasons'], opened?.['reasonsLeft']]);
  });

  it('can be excepted from a rule that had no room among the reasons', async () => {
    const { parts } = deployment.governance;
    const asked = { run, reason: 'It must be ready before.', until: '2027-01-01', requestedBy: 'ada' };
    const wanted = (rule: string) => requestWaiver(parts, { ...asked, rule, scope: { kind: 'period' } });
    for (const rule of ['no-0', `no-${RULES - 2}`, 'no-98'])
      expect(await wanted(rule)).toMatchObject({ mayApprove: ['dpo'] });
    const idle = await wanted('no-1').catch(({ message }: Error) => message);
    expect(idle).toMatch(/EXCEPTION_IDLE.*, and \d+ more/);
    expect(String(idle).length).toBeLessThan(500);
  }, 120_000);

  it('is explained by all of them, and made again exactly', async () => {
    const { parts } = deployment.governance;
    const explanation = await explainRun(parts, run);
    expect(explanation).toMatchObject({ answer: 'denial', basis: 'rules' });
    expect(explanation.reasons).toHaveLength(RULES / 2 + 1);
    const replay = await replayCandidate(parts, { folder: policies, since: AT, until: AT + 1 });
    expect(replay).toMatchObject({ decisions: 1, changes: [], baselines: { reproduced: 1 } });
  }, 120_000);

  it('is not taken as made again where another reason was among those that did not fit', async () => {
    const { parts } = deployment.governance;
    const entries = (from: number, to: number) => tampered(parts.log.entries(from, to));
    const log = Object.create(parts.log, { entries: { value: entries }, size: { value: parts.log.size } });
    const replay = await replayCandidate({ ...parts, log }, { folder: policies, since: AT, until: AT + 1 });
    expect(replay.changes).toMatchObject([{ kind: 'not-replayable', why: 'NOT_REPRODUCED' }]);
  }, 120_000);
});

async function* tampered(entries: AsyncIterable<{ readonly entry: { readonly body: object } }>) {
  for await (const stored of entries) {
    const { body } = stored.entry;
    const other = 'reasonsLeft' in body ? { reasonsLeft: { count: 1, digest: `sha256:${'0'.repeat(64)}` } } : {};
    yield { ...stored, entry: { ...stored.entry, body: { ...body, ...other } } };
  }
}
