import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPack } from '../../registers/packs/index.js';
import { ground, release, shipped, signed } from './example-packs.js';
import { buildPack, makeSigningKey, signPack } from './index.js';

let scratch: string;

beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'pack-work-'));
});
afterEach(() => rmSync(scratch, { recursive: true }));

describe('building and signing', () => {
  it('gives the same bytes for the same source', async () => {
    const [one, two] = [join(scratch, 'one'), join(scratch, 'two')];
    await buildPack(shipped('gdpr'), one, ground);
    await buildPack(shipped('gdpr'), two, ground);
    expect(readFileSync(join(one, 'pack.json'))).toEqual(readFileSync(join(two, 'pack.json')));
  });

  it('leaves one signed manifest, and signing again with the key changes nothing', async () => {
    const into = join(scratch, 'gdpr');
    const key = await signed(scratch, shipped('gdpr'), into);
    expect(readdirSync(into)).not.toContain('pack.json');
    const note = readFileSync(join(into, 'pack.note'));
    await signPack(into, key);
    expect(readFileSync(join(into, 'pack.note'))).toEqual(note);
    expect(openPack(into, [key.verifierKey]).manifest.name).toBe('gdpr');
  });

  it('adds a second signature beside the first', async () => {
    const into = join(scratch, 'gdpr');
    const first = await signed(scratch, shipped('gdpr'), into);
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
    const grants = release(
      scratch,
      { version: '1.0.1', sequence: 1, path: 'access/gdpr-criminal-records-stay-out/policy.yaml' },
      (text) => text.replace('effect: prohibit\n', 'effect: grant\n  scope: { categories: [user] }\n'),
    );
    await expect(built(grants, 'a')).rejects.toThrow(expect.objectContaining({ code: 'PACK_GRANTS' }));
    const fails = release(
      scratch,
      { version: '1.0.2', sequence: 1, path: 'access/gdpr-criminal-records-stay-out/policy.yaml' },
      (text) => text.replace('{ constant: eu-gdpr/criminalRecords }', 'user.sensor'),
    );
    await expect(built(fails, 'b')).rejects.toThrow(expect.objectContaining({ code: 'PACK_CASES' }));
    const untested = release(scratch, { version: '1.0.3', sequence: 1 });
    rmSync(join(untested, 'access/gdpr-criminal-records-stay-out/cases.yaml'));
    await expect(built(untested, 'c')).rejects.toThrow(expect.objectContaining({ code: 'PACK_CASES' }));
    await expect(built(shipped('gdpr'), 'source-1.0.3')).rejects.toThrow(
      expect.objectContaining({ code: 'PACK_SOURCE' }),
    );
    await expect(built(scratch, 'd')).rejects.toThrow(expect.objectContaining({ code: 'PACK_SOURCE' }));
    expect(readdirSync(scratch).filter((name) => !name.startsWith('source-'))).toEqual([]);
  });
});
