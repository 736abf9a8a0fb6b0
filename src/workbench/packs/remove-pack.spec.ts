import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DocumentError } from '../../documents/index.js';
import { readPacksLock } from '../../registers/packs/index.js';
import { policyFiles } from '../../registers/policies/index.js';
import { shipped, signed, target } from './example-packs.js';
import { bringPack, type PackEntry, type PackRemoval, type PackTarget, packRemovalText, removePack } from './index.js';

let scratch: string;

beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'pack-work-'));
});
afterEach(() => rmSync(scratch, { recursive: true }));

describe('removing', () => {
  const grant = 'grant-for-the-cases';

  async function installed(): Promise<PackTarget> {
    const key = await signed(scratch, shipped('gdpr'), join(scratch, 'first'));
    const to = target(scratch, [key.verifierKey]);
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
