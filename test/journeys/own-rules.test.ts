import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { generateShop } from '../../src/entrances/cli/demo/shop/index.js';
import { Governance } from '../../src/run/index.js';
import { createDecider, kernelEvaluator } from '../../src/stages/decision/index.js';
import { PolicyReload } from '../../src/workbench/changes/index.js';
import { explainRun, explanationText, replayCandidate } from '../../src/workbench/index.js';
import { ask, type Deployment, deploy, root } from './deployment.js';
import { packagedProgram } from './packaged-program.js';

const AS_OF = Date.UTC(2026, 10, 24);
const MINUTE = 60_000;
const SENTENCE = 'The columns together tell more about a person than this receiver may learn.';
const FORBIDS = { code: 'OWN_RULE_FORBIDS', ref: 'own/sensitivity-budget/TOO_TELLING', title: SENTENCE };

const telling = {
  plugin: 'k-means',
  dataset: 'shop',
  purpose: 'loyalty-offers',
  destination: 'crm',
  columns: ['orders', 'spend', 'daysSinceOrder'],
};
const modest = { ...telling, columns: ['orders'] };

/** Three columns of three categories, each of which policies allow: the rule alone counts them. */
function classified(_whole: string, before: string, name: string): string {
  return `${before}${name === 'spend' ? 'browsing_history' : 'media_consumption'}`;
}

describe('a deployment with an own rule', () => {
  const folder = mkdtempSync(join(tmpdir(), 'probity-own-'));
  const config = join(folder, 'config');
  const world = { now: () => clock };
  let clock = AS_OF;
  let deployment: Deployment;
  let denied = '';

  // Read again whenever the folder is opened.
  const settings: Record<string, unknown> = {
    ownRules: { folders: [join(folder, 'own-rules')], deadlineMs: 5_000 },
  };

  beforeAll(async () => {
    cpSync(join(root, 'config'), config, { recursive: true });
    cpSync(join(root, 'policies'), join(folder, 'policies'), { recursive: true });
    cpSync(join(root, 'test/own-rules/sensitivity-budget'), join(folder, 'own-rules/sensitivity-budget'), {
      recursive: true,
    });
    const shop = join(config, 'datasets/shop.yaml');
    writeFileSync(
      shop,
      readFileSync(shop, 'utf8').replace(/(name: (spend|daysSinceOrder),.*)purchase_history/g, classified),
    );
    generateShop(join(folder, 'demo', 'shop'), { seed: 20_260, asOf: AS_OF });
    deployment = await deploy({ config, world, policies: join(folder, 'policies'), settings });
  }, 120_000);
  afterAll(async () => {
    await deployment?.close();
    await deployment?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it('refuses what the rule forbids, in every way to ask', async () => {
    const { governance } = deployment;
    const { decision } = await governance.decide(ask(telling));
    const { ownRules } = governance.parts.registers;
    expect(decision).toMatchObject({ kind: 'denial', ownRules: ownRules?.digest });
    expect(decision.reasons).toEqual([{ ...FORBIDS, bundle: ownRules?.rules[0]?.digest }]);
    expect(await governance.dryRun(ask(telling))).toMatchObject({ kind: 'denied' });
    const outside = { file: join(folder, 'labels.csv') };
    writeFileSync(outside.file, 'customer,segment\n1,a\n');
    const { plugin: _plugin, ...judged } = telling;
    expect(await governance.judge(ask(judged), outside)).toMatchObject({ kind: 'denied' });
    const outcome = await governance.run(ask(telling));
    if (outcome.kind !== 'denied') throw new Error(outcome.kind);
    denied = outcome.decision.request.run;
    expect(outcome.decision.reasons).toMatchObject([FORBIDS]);
    const options = await governance.options({ ...telling, destination: 'crm' });
    expect(options[0]?.together).toMatchObject({ kind: 'denial', reasons: [FORBIDS] });
  });

  it('records the reason with its sentence, the bundle and the register', async () => {
    const { log, registers } = deployment.governance.parts;
    const entries = [];
    for await (const { entry } of log.entries(0, log.size)) if (entry.run === denied) entries.push(entry);
    const [rule] = registers.ownRules?.rules ?? [];
    const reason = { code: FORBIDS.code, rule: FORBIDS.ref, title: SENTENCE, bundle: rule?.digest };
    expect(entries.map(({ type, body }) => [type, body['reasons']])).toEqual([
      ['run-opened', [reason]],
      ['run-closed', [reason]],
    ]);
    expect(entries[0]?.body['registers']).toMatchObject({ ownRules: registers.ownRules?.digest });
  });

  it('permits less under what the rule obliges, never below what policies oblige', async () => {
    const { decision } = await deployment.governance.decide(ask(modest));
    if (decision.kind !== 'permit') throw new Error(JSON.stringify(decision.reasons));
    expect(decision.limits.segmentSizeMin).toBe(50);
    expect(decision.reasons).toContainEqual(expect.objectContaining({ code: 'OWN_RULE_RESTRICTS' }));
  });

  it('explains the refusal by rule, sentence and bundle', async () => {
    const text = explanationText(await explainRun(deployment.governance.parts, denied));
    expect(text).toContain(`Forbidden by the own rule own/sensitivity-budget/TOO_TELLING: ${SENTENCE}`);
    expect(text).toContain(`bundle ${deployment.governance.parts.registers.ownRules?.rules[0]?.digest}`);
    expect(text).not.toContain('The rules that decided are not in the state');
  });

  it('goes on asking after the policies were swapped', async () => {
    const { governance } = deployment;
    const { policies, policyOrigin } = governance.parts.registers;
    const evaluator = kernelEvaluator(policies, governance.parts.registers.taxonomy.categories);
    await governance.swapPolicies({ policies, origin: policyOrigin }, createDecider(policies, evaluator));
    expect((await governance.decide(ask(telling))).decision).toMatchObject({ kind: 'denial', reasons: [FORBIDS] });
  });

  it('takes a changed bundle by a reload, whole or not at all, and records it', async () => {
    const { governance } = deployment;
    const bundle = join(folder, 'own-rules/sensitivity-budget/bundle.tar.gz');
    const original = readFileSync(bundle);
    const generous = Buffer.from(
      gunzipSync(original).toString('latin1').replace('"internal":4', '"internal":9'),
      'latin1',
    );
    const program = await packagedProgram('src/workbench/changes/reload-worker.ts');
    const reload = new PolicyReload(governance, { program: program.file });
    // The rule says no in most cases of the release, which do not know it.
    const cases = readdirSync(deployment.folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /cases\.yaml$/.test(name),
    );
    for (const name of cases) rmSync(join(deployment.folder, name));
    const kinds = async () => (await governance.decide(ask(telling))).decision.kind;
    try {
      const before = governance.parts;
      writeFileSync(bundle, gzipSync(generous));
      expect(await kinds()).toBe('denial');
      expect(await reload.reload()).toEqual({ kind: 'current', change: null });
      expect(await kinds()).toBe('permit');
      expect(governance.parts.registers.digests['ownRules']).not.toBe(before.registers.digests['ownRules']);
      expect((await lastEntry()).body['digests']).toEqual(governance.parts.registers.digests);
      // What began under the rules of before is still asked by them.
      expect((await decideOnly(before)).reasons).toContainEqual(expect.objectContaining({ code: 'OWN_RULE_FORBIDS' }));

      writeFileSync(bundle, 'no bundle');
      expect(await reload.reload()).toMatchObject({ kind: 'stale', code: 'OWN_RULE_BUNDLE' });
      expect(await kinds()).toBe('permit');
      rmSync(bundle);
      expect(await reload.reload()).toMatchObject({ kind: 'stale', code: 'OWN_RULE_FOLDER' });
      expect(await kinds()).toBe('permit');

      writeFileSync(bundle, original);
      expect(await reload.reload()).toEqual({ kind: 'current', change: null });
      expect(await kinds()).toBe('denial');
    } finally {
      writeFileSync(bundle, original);
      await reload.close();
      program.remove();
    }
  }, 120_000);

  /** The decision of the parts that an engine had, on a request of now. */
  const decideOnly = async (parts: typeof deployment.governance.parts) =>
    (await new Governance(parts).decide(ask(telling))).decision;

  const lastEntry = async () => {
    const { log } = deployment.governance.parts;
    for await (const { entry } of log.entries(log.size - 1, log.size)) return entry;
    throw new Error('no entry');
  };

  it('replays the refusal as it was, also from the state alone, and claims nothing without its bundle', async () => {
    const replayed = async () => {
      clock += MINUTE;
      const ask = { folder: join(folder, 'policies'), since: AS_OF, until: clock };
      const { total, changes } = await replayCandidate(deployment.governance.parts, ask);
      return { total, why: changes.map(({ kind, why }) => why ?? kind) };
    };
    expect((await replayed()).total).toMatchObject({ unchanged: 3 });
    const kept = join(deployment.folder, 'state/policies/own-rules');
    expect(
      readdirSync(kept)
        .map((name) => name.replace(/^\w+/, ''))
        .sort(),
    ).toEqual(['.json', '.tar.gz']);

    await deployment.close();
    settings['ownRules'] = { folders: [] };
    deployment = await deployment.reopen();
    expect((await deployment.governance.decide(ask(telling))).decision.reasons).not.toContainEqual(
      expect.objectContaining({ code: 'OWN_RULE_FORBIDS' }),
    );
    expect(await replayed()).toMatchObject({ total: { 'newly-permitted': 3 } });
    rmSync(kept, { recursive: true });
    expect((await replayed()).why).toEqual(Array(3).fill('OWN_RULES_NOT_KEPT'));
    const text = explanationText(await explainRun(deployment.governance.parts, denied));
    expect(text).toContain('The rules that decided are not in the state');
    expect(text).toContain(SENTENCE);
  });
});
