import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Entry } from '../../src/audit/index.js';
import { entryWords } from '../../src/entrances/cli/entry-words.js';
import { add, build, key, list, remove, sign, upgrade, verify } from '../../src/entrances/cli/policy-pack.command.js';
import type { Answer } from '../../src/entrances/cli/terminal.js';
import { approveChange, changeList, createDraft } from '../../src/workbench/changes/index.js';
import { explainRequest } from '../../src/workbench/explanations/index.js';
import { ask, type Deployment, deploy, root } from './deployment.js';

const request = {
  plugin: 'k-means',
  dataset: 'mall',
  purpose: 'store-layout',
  destination: 'analysts',
  columns: ['Annual Income (k$)'],
};

describe('a policy pack', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'probity-packs-'));
  const config = join(scratch, 'config');
  const now = () => Date.UTC(2026, 10, 1);
  let deployment: Deployment;
  let globals: { readonly settings: string };
  let vkey: string;

  beforeAll(async () => {
    cpSync(join(root, 'test/journeys/config'), config, { recursive: true });
    deployment = await deploy({ config, world: { now } });
    globals = { settings: join(deployment.folder, 'probity.yaml') };
    const made = await key(join(scratch, 'signing.key'), { name: 'publisher.example/packs' });
    vkey = (made.json as { verifierKey: string }).verifierKey;
  }, 120_000);
  afterAll(async () => {
    await deployment?.close();
    await deployment?.remove();
    rmSync(scratch, { recursive: true });
  });

  const reopen = async () => {
    await deployment.close();
    deployment = await deployment.reopen({ now });
  };
  /** The verb as another process would do it: while nobody else holds the state. */
  const alone = async (act: () => Promise<Answer>): Promise<Answer> => {
    await deployment.close();
    try {
      return await act();
    } finally {
      deployment = await deployment.reopen({ now });
    }
  };
  const records = async () => {
    const { log } = deployment.governance.parts;
    const found = [];
    for await (const { entry } of log.entries(0, log.size)) if (entry.type === 'pack-decided') found.push(entry);
    return found;
  };
  const reasons = async () => {
    const { answer, reasons: given } = await explainRequest(deployment.governance, ask(request));
    return { answer, rules: given.map(({ rule }) => rule) };
  };

  it('is refused until its signer is trusted', async () => {
    const pack = join(scratch, 'eu-ai-act');
    await build(join(root, 'packs/eu-ai-act'), { into: pack });
    const unsigned = await alone(() => add(globals, pack, { signer: [vkey] }));
    expect(unsigned).toMatchObject({ exit: 2, json: { error: { code: 'PACK_UNSIGNED' } } });
    expect((await records()).map(({ body }) => body)).toEqual([
      { event: 'refused', asked: 'add', code: 'PACK_UNSIGNED' },
    ]);
    await sign(pack, { key: join(scratch, 'signing.key') });
    expect(await verify(globals, pack, {})).toMatchObject({ exit: 2, json: { error: { code: 'PACK_SIGNER' } } });
    expect((await verify(globals, pack, { signer: [vkey] })).text).toContain('eu-ai-act 1.0.0');
  });

  it('shows what it would mean, and changes nothing by showing it', async () => {
    const shown = await add(globals, join(scratch, 'eu-ai-act'), { signer: [vkey], dryRun: true });
    expect(shown.text).toContain('newly denied: a request (ai-act-triage-first)');
    expect(shown.text).toContain('Nothing was written');
    expect((await list(globals)).json).toEqual([]);
    await reopen();
    expect((await reasons()).answer).toBe('permit');
  });

  it('denies from then on what it prohibits, with its rule by name, until the triage is recorded', async () => {
    const added = await alone(() => add(globals, join(scratch, 'eu-ai-act'), { signer: [vkey] }));
    expect(added.json).toMatchObject({ done: true, replaces: null, notes: [], changed: [], removed: [] });
    await reopen();
    expect(await reasons()).toEqual({ answer: 'denial', rules: expect.arrayContaining(['ai-act-triage-first']) });
    const purpose = join(config, 'purposes/store-layout.yaml');
    writeFileSync(
      purpose,
      `${readFileSync(purpose, 'utf8')}aiAct: { class: not-an-ai-system, reference: register/triage/store-layout }\n`,
    );
    await reopen();
    expect((await reasons()).answer).toBe('permit');
  });

  it('stays in force under an approved change of the policies beside it', async () => {
    const edited = join(scratch, 'edited');
    cpSync(join(deployment.folder, 'policies'), edited, { recursive: true });
    const file = join(edited, 'disclosure/segments-of-at-least-twenty/policy.yaml');
    const cases = join(edited, 'disclosure/segments-of-at-least-twenty/cases.yaml');
    for (const one of [file, cases]) {
      writeFileSync(one, readFileSync(one, 'utf8').replaceAll('segmentSizeMin: 20', 'segmentSizeMin: 30'));
    }
    const { parts } = deployment.governance;
    const change = await createDraft(parts, { folders: [edited], author: 'ada', effective: '2026-10-01' });
    await approveChange(parts, change.number, { by: 'ben', role: 'dpo' });
    await reopen();
    const { policies, policyOrigin } = deployment.governance.parts.registers;
    expect(policyOrigin.change).toBe(change.number);
    expect(policyOrigin.refused).toEqual([]);
    expect(policies.rules.map(({ id }) => id)).toContain('ai-act-triage-first');
  });

  it('is said to wait for the next approved change, where the policies in force come from one', async () => {
    const { number } = (await changeList(deployment.governance.parts)).at(-1) as { readonly number: number };
    const shown = await remove(globals, 'eu-ai-act', { dryRun: true });
    expect(shown.text).toContain(`The policies in force come from change ${number}`);
    expect(shown.json).toMatchObject({ notes: [expect.stringContaining('approved change')] });
  });

  it('is not upgraded to itself', async () => {
    const same = await alone(() => upgrade(globals, join(scratch, 'eu-ai-act'), { signer: [vkey] }));
    expect(same).toMatchObject({ exit: 2, json: { error: { code: 'PACK_DOWNGRADE' } } });
  });

  it('stands in the log with what was signed, installed or refused, and with nothing of this machine', async () => {
    const gdpr = join(scratch, 'gdpr');
    await build(join(root, 'packs/gdpr'), { into: gdpr });
    await sign(gdpr, { key: join(scratch, 'signing.key') });
    writeFileSync(join(gdpr, 'README.md'), 'Another text.');
    await alone(() => add(globals, gdpr, { signer: [vkey] }));
    const signer = vkey.split('+').slice(0, 2).join('+');
    const act = { pack: 'eu-ai-act', version: '1.0.0', sequence: 1, digest: expect.stringMatching(/^sha256:/), signer };
    const entries = await records();
    expect(entries.map(({ body }) => body).slice(1)).toEqual([
      { event: 'added', ...act },
      { event: 'refused', asked: 'upgrade', code: 'PACK_DOWNGRADE', ...act, note: expect.any(String) },
      { event: 'refused', asked: 'add', code: 'PACK_DIGEST', ...act, pack: 'gdpr', note: expect.any(String) },
    ]);
    expect(entries.every(({ actor }) => actor === 'local-operator')).toBe(true);
    expect(JSON.stringify(entries)).not.toContain(scratch);
    expect(entryWords(entries[3] as Entry)).toBe('refused gdpr 1.0.0 PACK_DIGEST');
  });

  it('is taken out by its name, and the log and the screen say what that means', async () => {
    const shown = await remove(globals, 'eu-ai-act', { dryRun: true });
    expect(shown.text).toContain('Nothing was written');
    const gone = await alone(() => remove(globals, 'eu-ai-act', {}));
    expect(gone).toMatchObject({ exit: 0, json: { done: true, pack: { name: 'eu-ai-act' } } });
    expect((await list(globals)).json).toEqual([]);
    expect((await records()).at(-1)?.body).toMatchObject({ event: 'removed', pack: 'eu-ai-act', sequence: 1 });
    await expect(remove(globals, 'eu-ai-act', { dryRun: true })).rejects.toMatchObject({ code: 'PACK_NOT_INSTALLED' });
    await alone(() => add(globals, join(scratch, 'eu-ai-act'), { signer: [vkey] }));
  });

  it('is not installed where the log cannot be written', async () => {
    const ccpa = join(scratch, 'ccpa-cpra');
    await build(join(root, 'packs/ccpa-cpra'), { into: ccpa });
    await sign(ccpa, { key: join(scratch, 'signing.key') });
    await expect(add(globals, ccpa, { signer: [vkey] })).rejects.toMatchObject({ code: 'STATE_IN_USE' });
    expect((await list(globals)).json).toMatchObject([{ name: 'eu-ai-act' }]);
  });
});
