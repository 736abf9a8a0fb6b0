import { createPublicKey, verify } from 'node:crypto';
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type KeyEvent, openKeys } from './index.js';

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt8(copy.readUInt8(at) ^ 1, at);
  return copy;
}

describe('the keys of a state', () => {
  let folder: string;
  let events: KeyEvent[];
  beforeEach(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'probity-keys-')), 'keys');
    events = [];
  });
  afterEach(() => rm(join(folder, '..'), { recursive: true }));

  const open = (environment: KeyEvent['environment'] = 'rehearsal') =>
    openKeys(folder, { environment, onEvent: (event) => void events.push(event) });
  const fileOf = (name: string) => join(folder, 'rehearsal', `${name}.key`);

  it('are made once, announced once, and the same at the next opening', async () => {
    const first = await open();
    const pseudonym = await first.pseudonymKey('retention-offer');
    expect(events.map(({ kind, name, epoch }) => [kind, name, epoch])).toStrictEqual([
      ['key-created', 'key-encryption', 1],
      ['key-created', 'log', 1],
      ['key-created', 'sealing', 1],
      ['key-created', 'pseudonym-retention-offer', 1],
    ]);
    const second = await open();
    expect(events).toHaveLength(4);
    expect(await second.pseudonymKey('retention-offer')).toStrictEqual(pseudonym);
    expect(second.logSigner().publicKey).toStrictEqual(first.logSigner().publicKey);
    expect(
      second
        .inventory()
        .map(({ keyId }) => keyId)
        .sort(),
    ).toStrictEqual(events.map(({ keyId }) => keyId).sort());
  });

  it('never say the key itself', async () => {
    const keys = await open();
    const { key, keyId } = await keys.pseudonymKey('a');
    expect(keyId).toMatch(/^[0-9a-f]{16}$/);
    expect(JSON.stringify(events)).not.toContain(key.toString('hex'));
    expect(key.toString('hex')).not.toContain(keyId);
  });

  it('sign so that the public key alone verifies', async () => {
    const signer = (await open()).logSigner();
    const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), signer.publicKey]);
    const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    expect(verify(null, Buffer.from('text'), key, signer.sign(Buffer.from('text')))).toBe(true);
    expect(verify(null, Buffer.from('texts'), key, signer.sign(Buffer.from('text')))).toBe(false);
  });

  it('differ per purpose, epoch and environment', async () => {
    const rehearsal = await open();
    const production = await open('production');
    const first = await rehearsal.pseudonymKey('a');
    const all = [
      first,
      await rehearsal.rotatePseudonymKey('a'),
      await rehearsal.pseudonymKey('b'),
      await production.pseudonymKey('a'),
    ];
    expect(new Set(all.map(({ key }) => key.toString('hex'))).size).toBe(4);
    expect((await rehearsal.pseudonymKey('a')).epoch).toBe(2);
    expect((await (await open()).pseudonymKeys('a')).map(({ epoch }) => epoch)).toStrictEqual([1, 2]);
    expect(events.filter(({ kind }) => kind === 'key-rotated')).toHaveLength(1);
  });

  it('stand in files that only their owner can read', async () => {
    await open();
    for (const name of await readdir(join(folder, 'rehearsal'))) {
      expect((await stat(join(folder, 'rehearsal', name))).mode & 0o777).toBe(0o600);
    }
    expect((await stat(join(folder, 'rehearsal'))).mode & 0o777).toBe(0o700);
  });

  it.each([
    ['a file', () => fileOf('log.1')],
    ['the folder', () => join(folder, 'rehearsal')],
  ])('are refused when others can read %s', async (_what, path) => {
    await open();
    await chmod(path(), 0o750);
    await expect(open()).rejects.toMatchObject({ code: 'KEY_READABLE' });
  });

  it('are refused when a file was altered, cut or put in another place', async () => {
    const keys = await open();
    await keys.pseudonymKey('a');
    const file = fileOf('pseudonym-a.1');
    const bytes = await readFile(file);
    for (const wrong of [flipped(bytes, 20), bytes.subarray(0, 30), Buffer.alloc(0)]) {
      await writeFile(file, wrong);
      await expect(open()).rejects.toMatchObject({ code: 'KEY_UNREADABLE' });
    }
    await writeFile(file, bytes);
    await rename(file, fileOf('pseudonym-b.1'));
    await expect(open()).rejects.toMatchObject({ code: 'KEY_UNREADABLE' });
    await rm(fileOf('pseudonym-b.1'));
    await rm(fileOf('key-encryption'));
    await expect(open()).rejects.toMatchObject({ code: 'KEY_UNREADABLE' });
  });

  it('are only named after purposes that can be a file name', async () => {
    await expect((await open()).pseudonymKey('../a')).rejects.toMatchObject({ code: 'KEY_NAME_INVALID' });
  });

  describe('seal a folder', () => {
    const staged = () => join(folder, '..', 'staged');
    const sealed = () => join(folder, '..', 'sealed');
    const opened = () => join(folder, '..', 'opened');
    const contents = {
      'segments.csv': Buffer.alloc(200_000, 'canary'),
      'empty.txt': Buffer.alloc(0),
      'deep/a.json': Buffer.from('{}'),
    };

    beforeEach(async () => {
      await mkdir(join(staged(), 'deep'), { recursive: true });
      for (const [name, bytes] of Object.entries(contents)) await writeFile(join(staged(), name), bytes);
    });

    it('that gives back every byte, also after a restart', async () => {
      await (await open()).seal(staged(), sealed());
      await (await open()).unseal(sealed(), opened());
      for (const [name, bytes] of Object.entries(contents))
        expect(await readFile(join(opened(), name))).toStrictEqual(bytes);
    });

    it('that shows nothing of what it holds', async () => {
      await (await open()).seal(staged(), sealed());
      for (const name of await readdir(sealed()))
        expect(await readFile(join(sealed(), name), 'latin1')).not.toContain('canary');
    });

    it('that refuses every altered byte and leaves nothing behind', async () => {
      const keys = await open();
      await keys.seal(staged(), sealed());
      const alter = async (name: string, change: (bytes: Buffer) => Buffer) => {
        await rm(join(folder, '..', 'copy'), { recursive: true, force: true });
        await cp(sealed(), join(folder, '..', 'copy'), { recursive: true });
        const path = join(folder, '..', 'copy', name);
        await writeFile(path, change(await readFile(path)));
        await expect(keys.unseal(join(folder, '..', 'copy'), opened())).rejects.toMatchObject({ code: 'SEAL_BROKEN' });
      };
      const flip = (at: number) => (bytes: Buffer) => flipped(bytes, at < 0 ? bytes.length + at : at);
      for (const at of [0, 12, 100_000, -1]) await alter('2.sealed', flip(at));
      await alter('0.sealed', (bytes) => bytes.subarray(0, 20));
      await alter('1.sealed', (bytes) => bytes.subarray(0, bytes.length - 1));
      await alter('sealed.json', (bytes) => Buffer.from(bytes.toString().replace('empty.txt', 'other.txt')));
      await alter('sealed.json', (bytes) => Buffer.from(bytes.toString().slice(1)));
      expect(await readdir(join(folder, '..'))).toStrictEqual(['copy', 'keys', 'sealed', 'staged']);
    });

    it('that the keys of another environment cannot open', async () => {
      await (await open()).seal(staged(), sealed());
      await expect((await open('production')).unseal(sealed(), opened())).rejects.toMatchObject({
        code: 'SEAL_BROKEN',
      });
    });
  });
});
