import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DocumentError, packageRoot } from '../../documents/index.js';
import { legalConstants, loadLegalProfiles } from '../../registers/legal-profiles/index.js';
import { openPack, readPacksLock } from '../../registers/packs/index.js';
import { exampleRegisters, loadPolicies, policyFiles } from '../../registers/policies/index.js';
import { loadTaxonomy } from '../../registers/taxonomy/index.js';
import { formatPolicies } from '../authoring/index.js';
import {
  bringPack,
  buildPack,
  carryOut,
  diffOfPack,
  makeSigningKey,
  type PackEntry,
  type PackRemoval,
  type PackTarget,
  packPlanText,
  packRemovalText,
  planPack,
  readSigningKey,
  removePack,
  signPack,
  weighPack,
} from './index.js';

const shipped = (name: string) => fileURLToPath(new URL(`packs/${name}`, packageRoot()));
const profiles = loadLegalProfiles([fileURLToPath(new URL('config/legal-profiles', packageRoot()))]);
const ground = { taxonomy: loadTaxonomy(), constants: legalConstants(profiles.values()) };
const registers = { ...exampleRegisters(), ...ground };
let scratch: string;

beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'pack-work-'));
});
afterEach(() => rmSync(scratch, { recursive: true }));

async function signed(source: string, into: string) {
  const file = join(scratch, 'signing.key');
  const key = existsSync(file) ? readSigningKey(file) : await makeSigningKey(file, 'company.example/packs');
  await buildPack(source, into, ground);
  await signPack(into, key);
  return key;
}

function target(trusted: readonly string[]): PackTarget {
  const policyFolder = join(scratch, 'policies');
  return { policyFolder, policyFolders: [policyFolder], registers, trusted };
}

/** A copy of a shipped pack with another release number, and with texts of one file replaced. */
function release(version: string, sequence: number, path = '', change = (text: string) => text): string {
  const copy = join(scratch, `source-${version}`);
  cpSync(shipped('gdpr'), copy, { recursive: true });
  const head = readFileSync(join(copy, 'pack.yaml'), 'utf8');
  writeFileSync(
    join(copy, 'pack.yaml'),
    head.replace('version: 1.0.0', `version: ${version}`).replace('sequence: 1', `sequence: ${sequence}`),
  );
  if (path !== '') writeFileSync(join(copy, path), change(readFileSync(join(copy, path), 'utf8')));
  return copy;
}

describe('a signing key', () => {
  it('is written for its owner alone, and read again', async () => {
    const file = join(scratch, 'signing.key');
    const made = await makeSigningKey(file, 'company.example/packs');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readSigningKey(file).verifierKey).toBe(made.verifierKey);
    expect(readFileSync(file, 'utf8')).toMatch(
      /^PRIVATE\+KEY\+company\.example\/packs\+[0-9a-f]{8}\+[A-Za-z0-9+/]+={0,2}\n$/,
    );
  });

  it('never overwrites a file', async () => {
    const file = join(scratch, 'signing.key');
    await makeSigningKey(file, 'one');
    await expect(makeSigningKey(file, 'two')).rejects.toThrow(expect.objectContaining({ code: 'PACK_KEY_EXISTS' }));
    expect(readSigningKey(file).name).toBe('one');
  });

  it('that others can read is refused', async () => {
    const file = join(scratch, 'signing.key');
    await makeSigningKey(file, 'one');
    chmodSync(file, 0o640);
    expect(() => readSigningKey(file)).toThrow(expect.objectContaining({ code: 'PACK_KEY_READABLE' }));
  });

  it.each(['', 'PRIVATE+KEY+one+00000000+AAAA', 'one+12345678+AAAA', 'x'.repeat(500)])(
    'of another form is refused without being shown: %#',
    (text) => {
      const file = join(scratch, 'signing.key');
      writeFileSync(file, text, { mode: 0o600 });
      expect(() => readSigningKey(file)).toThrow(expect.objectContaining({ code: 'PACK_KEY' }));
    },
  );

  it('whose id was altered is refused, and no error holds the secret', async () => {
    const file = join(scratch, 'signing.key');
    await makeSigningKey(file, 'one');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace(/\+[0-9a-f]{8}\+/, '+00000000+'));
    const secret = text.split('+').at(-1)?.trim() ?? '';
    expect(() => readSigningKey(file)).toThrow(expect.objectContaining({ code: 'PACK_KEY' }));
    try {
      readSigningKey(file);
    } catch (error) {
      expect(JSON.stringify(error) + String(error)).not.toContain(secret);
    }
  });

  it('has no name with spaces or plus signs', async () => {
    await expect(makeSigningKey(join(scratch, 'k'), 'a+b')).rejects.toThrow(
      expect.objectContaining({ code: 'PACK_KEY' }),
    );
  });
});

describe('building and signing', () => {
  it('gives the same bytes for the same source', async () => {
    const [one, two] = [join(scratch, 'one'), join(scratch, 'two')];
    await buildPack(shipped('gdpr'), one, ground);
    await buildPack(shipped('gdpr'), two, ground);
    expect(readFileSync(join(one, 'pack.json'))).toEqual(readFileSync(join(two, 'pack.json')));
  });

  it('leaves one signed manifest, and signing again with the key changes nothing', async () => {
    const into = join(scratch, 'gdpr');
    const key = await signed(shipped('gdpr'), into);
    expect(readdirSync(into)).not.toContain('pack.json');
    const note = readFileSync(join(into, 'pack.note'));
    await signPack(into, key);
    expect(readFileSync(join(into, 'pack.note'))).toEqual(note);
    expect(openPack(into, [key.verifierKey]).manifest.name).toBe('gdpr');
  });

  it('adds a second signature beside the first', async () => {
    const into = join(scratch, 'gdpr');
    const first = await signed(shipped('gdpr'), into);
    const second = await makeSigningKey(join(scratch, 'second.key'), 'counsel.example');
    await signPack(into, second);
    expect(openPack(into, [first.verifierKey]).signer).toBe(first.verifierKey);
    expect(openPack(into, [second.verifierKey]).signer).toBe(second.verifierKey);
  });

  it('never signs what the manifest does not list', async () => {
    const into = join(scratch, 'gdpr');
    const key = await makeSigningKey(join(scratch, 'k'), 'one');
    await buildPack(shipped('gdpr'), into, ground);
    writeFileSync(join(into, 'README.md'), 'changed');
    await expect(signPack(into, key)).rejects.toThrow(expect.objectContaining({ code: 'PACK_DIGEST' }));
    await expect(signPack(join(scratch, 'none'), key)).rejects.toThrow(
      expect.objectContaining({ code: 'PACK_SOURCE' }),
    );
  });

  it('refuses a grant, failing cases, a policy without cases, and a folder that is there', async () => {
    const built = (source: string, name: string) => buildPack(source, join(scratch, name), ground);
    const grants = release('1.0.1', 1, 'access/gdpr-criminal-records-stay-out/policy.yaml', (text) =>
      text.replace('effect: prohibit\n', 'effect: grant\n  scope: { categories: [user] }\n'),
    );
    await expect(built(grants, 'a')).rejects.toThrow(expect.objectContaining({ code: 'PACK_GRANTS' }));
    const fails = release('1.0.2', 1, 'access/gdpr-criminal-records-stay-out/policy.yaml', (text) =>
      text.replace('{ constant: eu-gdpr/criminalRecords }', 'user.sensor'),
    );
    await expect(built(fails, 'b')).rejects.toThrow(expect.objectContaining({ code: 'PACK_CASES' }));
    const untested = release('1.0.3', 1);
    rmSync(join(untested, 'access/gdpr-criminal-records-stay-out/cases.yaml'));
    await expect(built(untested, 'c')).rejects.toThrow(expect.objectContaining({ code: 'PACK_CASES' }));
    await expect(built(shipped('gdpr'), 'source-1.0.3')).rejects.toThrow(
      expect.objectContaining({ code: 'PACK_SOURCE' }),
    );
    await expect(built(scratch, 'd')).rejects.toThrow(expect.objectContaining({ code: 'PACK_SOURCE' }));
    expect(readdirSync(scratch).filter((name) => !name.startsWith('source-'))).toEqual([]);
  });
});

describe('adding and upgrading', () => {
  it('puts the policies in force, without those that only the cases need', async () => {
    const into = join(scratch, 'gdpr');
    const key = await signed(shipped('gdpr'), into);
    const to = target([key.verifierKey]);
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
    const key = await signed(shipped('gdpr'), join(scratch, 'first'));
    const to = target([key.verifierKey]);
    await carryOut('add', planPack('add', join(scratch, 'first'), to), to);
    expect(await formatPolicies([to.policyFolder], { check: true })).toEqual({ files: 0, changed: [] });
  });

  it('shows what an upgrade means before anything is written, and sweeps the old release after', async () => {
    const key = await signed(shipped('gdpr'), join(scratch, 'first'));
    const to = target([key.verifierKey]);
    await carryOut('add', planPack('add', join(scratch, 'first'), to), to);
    // Where nothing is granted, nothing can change.
    const grant = 'grant-for-the-cases';
    cpSync(join(shipped('gdpr'), 'fixtures', grant), join(to.policyFolder, 'access', grant), { recursive: true });
    const path = 'retention/gdpr-releases-end';
    const later = release('1.1.0', 2, `${path}/policy.yaml`, (text) => text.replaceAll('24 months', '36 months'));
    const cases = join(later, path, 'cases.yaml');
    writeFileSync(cases, readFileSync(cases, 'utf8').replace('releaseDays: 730', 'releaseDays: 1095'));
    await signed(later, join(scratch, 'second'));
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
    const key = await signed(shipped('gdpr'), join(scratch, 'first'));
    const to = target([key.verifierKey]);
    await carryOut('add', planPack('add', join(scratch, 'first'), to), to);
    await signed(
      release('1.0.1', 2, 'README.md', () => '# Other words\n'),
      join(scratch, 'second'),
    );
    const plan = planPack('upgrade', join(scratch, 'second'), to);
    expect(plan.changed).toEqual([]);
    expect(diffOfPack(plan, ground.taxonomy).equivalent).toBe(true);
  });

  it('holds all four packs of the release and the policies of the release together', async () => {
    const to = target([]);
    const policies = fileURLToPath(new URL('policies', packageRoot()));
    for (const name of ['gdpr', 'ccpa-cpra', 'ecoa-reg-b', 'eu-ai-act']) {
      const key = await signed(shipped(name), join(scratch, name));
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
    const key = await signed(shipped('gdpr'), join(scratch, 'first'));
    const to = target([key.verifierKey]);
    cpSync(join(shipped('gdpr'), 'retention'), join(to.policyFolder, 'retention'), { recursive: true });
    expect(() => planPack('add', join(scratch, 'first'), to)).toThrow('POLICY_TWICE');
    expect(readdirSync(to.policyFolder)).toEqual(['retention']);
  });

  it('leaves a folder alone that is called packs and holds policies of its own', async () => {
    const key = await signed(shipped('gdpr'), join(scratch, 'first'));
    const to = target([key.verifierKey]);
    cpSync(join(shipped('ecoa-reg-b'), 'fairness'), join(to.policyFolder, 'packs'), { recursive: true });
    const before = policyFiles([to.policyFolder]).length;
    const plan = planPack('add', join(scratch, 'first'), to);
    await expect(carryOut('add', plan, to)).rejects.toThrow(expect.objectContaining({ code: 'PACKS_FOLDER_TAKEN' }));
    expect(policyFiles([to.policyFolder])).toHaveLength(before);
  });

  it('records what takes effect before it does, and installs nothing where that fails', async () => {
    const key = await signed(shipped('gdpr'), join(scratch, 'first'));
    const to = target([key.verifierKey]);
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
    const key = await signed(shipped('gdpr'), join(scratch, 'first'));
    const to = target([key.verifierKey]);
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
    const key = await signed(shipped('gdpr'), join(scratch, 'first'));
    const to = target([key.verifierKey]);
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

describe('removing', () => {
  const grant = 'grant-for-the-cases';

  async function installed(): Promise<PackTarget> {
    const key = await signed(shipped('gdpr'), join(scratch, 'first'));
    const to = target([key.verifierKey]);
    cpSync(join(shipped('gdpr'), 'fixtures', grant), join(to.policyFolder, 'access', grant), { recursive: true });
    await bringPack('add', join(scratch, 'first'), to);
    return to;
  }

  it('takes a pack out whole and leaves what is beside it, and says what that permits', async () => {
    const to = await installed();
    const shown = await removePack('gdpr', to, { dryRun: true });
    expect(readPacksLock(to.policyFolder)).toHaveLength(1);
    const entries: PackEntry[] = [];
    const gone = await removePack('gdpr', to, { record: async (entry) => entries.push(entry) });
    expect(gone).toEqual(shown);
    if (gone.kind === 'refused') throw gone.error;
    expect(gone.removed).toHaveLength(14);
    expect(gone.diff?.changes.map(({ kind }) => kind)).toContain('permitted');
    expect(gone.diff?.changes.map(({ kind }) => kind)).not.toContain('denied');
    expect(packRemovalText(gone, { dryRun: false })).toContain('newly permitted: a request (');
    expect(entries).toEqual([
      expect.objectContaining({ event: 'removed', pack: 'gdpr', version: '1.0.0', sequence: 1 }),
    ]);
    expect(readPacksLock(to.policyFolder)).toEqual([]);
    expect(readdirSync(join(to.policyFolder, 'packs'))).toEqual([]);
    expect(policyFiles([to.policyFolder]).map(({ expected }) => expected)).toEqual([grant]);
    await bringPack('add', join(scratch, 'first'), to);
    expect(readPacksLock(to.policyFolder)).toHaveLength(1);
  }, 30_000);

  it('refuses while a file is not the one that was signed, until it is forced', async () => {
    const to = await installed();
    const readme = join(to.policyFolder, 'packs/gdpr/1.0.0/README.md');
    writeFileSync(readme, 'Another text.');
    const entries: PackEntry[] = [];
    const record = async (entry: PackEntry) => entries.push(entry);
    const kept = await removePack('gdpr', to, { record });
    expect(kept).toMatchObject({ kind: 'refused', error: { code: 'PACK_ALTERED' } });
    expect(readFileSync(readme, 'utf8')).toBe('Another text.');
    const gone = await removePack('gdpr', to, { record, force: true });
    expect(gone).toMatchObject({ kind: 'removal', removed: [], diff: null });
    expect(packRemovalText(gone as PackRemoval, { dryRun: false })).toContain('cannot be told');
    expect(entries).toMatchObject([
      { event: 'refused', asked: 'remove', code: 'PACK_ALTERED', pack: 'gdpr' },
      { event: 'removed', pack: 'gdpr', forced: true },
    ]);
    expect(policyFiles([to.policyFolder]).map(({ expected }) => expected)).toEqual([grant]);
  });

  it('changes nothing where it cannot be recorded, and where there is no such pack', async () => {
    const to = await installed();
    const full = async () => Promise.reject(new Error('no space'));
    await expect(removePack('gdpr', to, { record: full })).rejects.toThrow('no space');
    expect(readPacksLock(to.policyFolder)).toHaveLength(1);
    expect(policyFiles([to.policyFolder])).toHaveLength(15);
    await expect(removePack('another', to)).rejects.toThrow('PACK_NOT_INSTALLED');
  });

  it('is not done where the policies that are left would not load, until it is forced', async () => {
    const to = await installed();
    const file = join(to.policyFolder, 'access', grant, 'policy.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace(`name: ${grant}`, 'name: another-name'));
    await expect(removePack('gdpr', to)).rejects.toThrow(DocumentError);
    expect(readPacksLock(to.policyFolder)).toHaveLength(1);
    expect(await removePack('gdpr', to, { force: true })).toMatchObject({ removed: [], diff: null });
    expect(readPacksLock(to.policyFolder)).toEqual([]);
  });

  it('leaves a stray file between the packs alone', async () => {
    const to = await installed();
    writeFileSync(join(to.policyFolder, 'packs/notes.txt'), 'mine');
    await removePack('gdpr', to);
    expect(readdirSync(join(to.policyFolder, 'packs'))).toEqual(['notes.txt']);
  });
});
