import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DocumentError, packageRoot } from '../../documents/index.js';
import { readPacksLock } from '../../registers/packs/index.js';
import { loadPolicies, policyFiles } from '../../registers/policies/index.js';
import { formatPolicies } from '../authoring/index.js';
import { ground, registers, release, shipped, signed, target } from './example-packs.js';
import { bringPack, carryOut, diffOfPack, type PackEntry, packPlanText, planPack, weighPack } from './index.js';

let scratch: string;

beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'pack-work-'));
});
afterEach(() => rmSync(scratch, { recursive: true }));

describe('adding and upgrading', () => {
  it('puts the policies in force, without those that only the cases need', async () => {
    const into = join(scratch, 'gdpr');
    const key = await signed(scratch, shipped('gdpr'), into);
    const to = target(scratch, [key.verifierKey]);
    const plan = planPack('add', into, to);
    expect(existsSync(to.policyFolder)).toBe(false);
    expect(plan.added).toHaveLength(14);
    await carryOut('add', plan, to);
    const { rules, digest } = loadPolicies([to.policyFolder], registers);
    expect(rules.map(({ id }) => id)).toEqual(plan.added);
    expect(rules.every(({ effect }) => effect !== 'grant')).toBe(true);
    expect(digest).toBe(plan.after.digest);
    expect(readPacksLock(to.policyFolder)).toEqual([
      { name: 'gdpr', version: '1.0.0', sequence: 1, digest: plan.pack.digest, signer: key.verifierKey },
    ]);
    expect(policyFiles([to.policyFolder])[0]?.pack?.name).toBe('gdpr');
  });

  it('is left as it was signed when policies are laid out anew', async () => {
    const key = await signed(scratch, shipped('gdpr'), join(scratch, 'first'));
    const to = target(scratch, [key.verifierKey]);
    await carryOut('add', planPack('add', join(scratch, 'first'), to), to);
    expect(await formatPolicies([to.policyFolder], { check: true })).toEqual({ files: 0, changed: [] });
  });

  it('shows what an upgrade means before anything is written, and sweeps the old release after', async () => {
    const key = await signed(scratch, shipped('gdpr'), join(scratch, 'first'));
    const to = target(scratch, [key.verifierKey]);
    await carryOut('add', planPack('add', join(scratch, 'first'), to), to);
    // Where nothing is granted, nothing can change.
    const grant = 'grant-for-the-cases';
    cpSync(join(shipped('gdpr'), 'fixtures', grant), join(to.policyFolder, 'access', grant), { recursive: true });
    const path = 'retention/gdpr-releases-end';
    const later = release(scratch, { version: '1.1.0', sequence: 2, path: `${path}/policy.yaml` }, (text) =>
      text.replaceAll('24 months', '36 months'),
    );
    const cases = join(later, path, 'cases.yaml');
    writeFileSync(cases, readFileSync(cases, 'utf8').replace('releaseDays: 730', 'releaseDays: 1095'));
    await signed(scratch, later, join(scratch, 'second'));
    const plan = planPack('upgrade', join(scratch, 'second'), to);
    expect([plan.added, plan.removed, plan.changed]).toEqual([[], [], ['gdpr-releases-end']]);
    const diff = diffOfPack(plan, ground.taxonomy);
    expect(diff.changes.map(({ kind, obligation }) => [kind, obligation])).toEqual([['weaker', 'releaseDays']]);
    expect(packPlanText(plan, { diff, notes: [] })).toContain('weaker: releaseDays (gdpr-releases-end)');
    expect(readPacksLock(to.policyFolder)?.[0]?.version).toBe('1.0.0');
    await carryOut('upgrade', plan, to);
    expect(readdirSync(join(to.policyFolder, 'packs/gdpr'))).toEqual(['1.1.0']);
    expect(readdirSync(to.policyFolder).sort()).toEqual(['access', 'packs', 'packs.lock.yaml']);
  }, 30_000);

  it('proves an upgrade that changes words alone to mean the same', async () => {
    const key = await signed(scratch, shipped('gdpr'), join(scratch, 'first'));
    const to = target(scratch, [key.verifierKey]);
    await carryOut('add', planPack('add', join(scratch, 'first'), to), to);
    await signed(
      scratch,
      release(scratch, { version: '1.0.1', sequence: 2, path: 'README.md' }, () => '# Other words\n'),
      join(scratch, 'second'),
    );
    const plan = planPack('upgrade', join(scratch, 'second'), to);
    expect(plan.changed).toEqual([]);
    expect(diffOfPack(plan, ground.taxonomy).equivalent).toBe(true);
  });

  it('holds all four packs of the release and the policies of the release together', async () => {
    const to = target(scratch, []);
    const policies = fileURLToPath(new URL('policies', packageRoot()));
    for (const name of ['gdpr', 'ccpa-cpra', 'ecoa-reg-b', 'eu-ai-act']) {
      const key = await signed(scratch, shipped(name), join(scratch, name));
      const now = { ...to, policyFolders: [to.policyFolder, policies], trusted: [key.verifierKey] };
      await carryOut('add', planPack('add', join(scratch, name), now), now);
    }
    expect(readPacksLock(to.policyFolder)?.map(({ name }) => name)).toEqual([
      'ccpa-cpra',
      'ecoa-reg-b',
      'eu-ai-act',
      'gdpr',
    ]);
    expect(loadPolicies([to.policyFolder, policies], registers).rules.length).toBeGreaterThan(50);
  });

  it('refuses a pack whose policy has the name of one that is there, and writes nothing', async () => {
    const key = await signed(scratch, shipped('gdpr'), join(scratch, 'first'));
    const to = target(scratch, [key.verifierKey]);
    cpSync(join(shipped('gdpr'), 'retention'), join(to.policyFolder, 'retention'), { recursive: true });
    expect(() => planPack('add', join(scratch, 'first'), to)).toThrow('POLICY_TWICE');
    expect(readdirSync(to.policyFolder)).toEqual(['retention']);
  });

  it('leaves a folder alone that is called packs and holds policies of its own', async () => {
    const key = await signed(scratch, shipped('gdpr'), join(scratch, 'first'));
    const to = target(scratch, [key.verifierKey]);
    cpSync(join(shipped('ecoa-reg-b'), 'fairness'), join(to.policyFolder, 'packs'), { recursive: true });
    const before = policyFiles([to.policyFolder]).length;
    const plan = planPack('add', join(scratch, 'first'), to);
    await expect(carryOut('add', plan, to)).rejects.toThrow(expect.objectContaining({ code: 'PACKS_FOLDER_TAKEN' }));
    expect(policyFiles([to.policyFolder])).toHaveLength(before);
  });

  it('records what takes effect before it does, and installs nothing where that fails', async () => {
    const key = await signed(scratch, shipped('gdpr'), join(scratch, 'first'));
    const to = target(scratch, [key.verifierKey]);
    const full = async () => Promise.reject(new Error('no space'));
    await expect(bringPack('add', join(scratch, 'first'), to, { record: full })).rejects.toThrow('no space');
    expect(readPacksLock(to.policyFolder)).toEqual([]);
    const seen: unknown[] = [];
    const record = async (entry: PackEntry) =>
      seen.push([entry.event, readPacksLock(to.policyFolder), readdirSync(join(to.policyFolder, 'packs/gdpr'))]);
    await bringPack('add', join(scratch, 'first'), to, { record });
    expect(seen).toEqual([['added', [], ['1.0.0']]]);
    expect(readPacksLock(to.policyFolder)).toHaveLength(1);
  });

  it('judges a pack that does not fit, and throws where it could not be judged', async () => {
    const key = await signed(scratch, shipped('gdpr'), join(scratch, 'first'));
    const to = target(scratch, [key.verifierKey]);
    expect(() => weighPack('add', join(scratch, 'nowhere'), to)).toThrow('PACK_UNREADABLE');
    expect(() => weighPack('upgrade', join(scratch, 'first'), to)).toThrow('PACK_NOT_INSTALLED');
    cpSync(join(shipped('gdpr'), 'retention'), join(to.policyFolder, 'retention'), { recursive: true });
    const twice = weighPack('add', join(scratch, 'first'), to);
    expect(twice).toMatchObject({ kind: 'refused', signed: { manifest: { name: 'gdpr' } } });
    rmSync(join(to.policyFolder, 'retention/gdpr-releases-end/policy.yaml'));
    writeFileSync(join(to.policyFolder, 'retention/gdpr-releases-end/policy.yaml'), '{');
    expect(() => weighPack('add', join(scratch, 'first'), to)).toThrow(DocumentError);
  });

  it('lets one install in at a time, and takes over from a process that is gone', async () => {
    const key = await signed(scratch, shipped('gdpr'), join(scratch, 'first'));
    const to = target(scratch, [key.verifierKey]);
    const plan = planPack('add', join(scratch, 'first'), to);
    const marker = join(to.policyFolder, 'packs.lock.yaml.adding');
    await Promise.allSettled([carryOut('add', plan, to), carryOut('add', plan, to)]).then((both) =>
      expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']),
    );
    rmSync(to.policyFolder, { recursive: true });
    cpSync(join(shipped('gdpr'), 'retention'), join(to.policyFolder, 'other'), { recursive: true });
    rmSync(join(to.policyFolder, 'other'), { recursive: true });
    writeFileSync(marker, '1\n');
    await expect(carryOut('add', plan, to)).rejects.toThrow(expect.objectContaining({ code: 'PACKS_BUSY' }));
    writeFileSync(marker, '999999999\n');
    await carryOut('add', plan, to);
    expect(existsSync(marker)).toBe(false);
  });
});
