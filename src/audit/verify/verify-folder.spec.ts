import { existsSync } from 'node:fs';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import fc from 'fast-check';
import { openKeys } from '../../keys/index.js';
import { openState } from '../../store/index.js';
import { auditMigrations, openLog, type Receipt } from '../index.js';
import { verifyFolder, verifyProof } from './index.js';

const common = { v: 1, at: '2026-01-02T03:04:05.678Z', environment: 'rehearsal' } as const;
const FOREIGN = new URL('../../../../shared/data/tlog/log', import.meta.url).pathname;
const FOREIGN_KEY = 'example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx';

interface MadeLog {
  readonly folder: string;
  readonly vkey: string;
  readonly receipts: readonly Receipt[];
  readonly older: string;
}

/** A log with one run that is closed, one that is open, and other entries. */
async function makeLog(folder: string, size: number): Promise<MadeLog> {
  const state = await openState({ folder, migrations: auditMigrations });
  const keys = await openKeys(join(folder, 'keys'), { environment: 'rehearsal', onEvent: () => undefined });
  const log = await openLog({ state, signer: keys.logSigner(), folder: join(folder, 'audit') });
  const receipts = [];
  await log.openRun({ ...common, type: 'run-opened', run: 'a', body: {} });
  receipts.push(await log.closeRun({ ...common, type: 'run-closed', run: 'a', body: {} }));
  await log.openRun({ ...common, type: 'run-opened', run: 'b', body: {} });
  const rest = Array.from({ length: size - 3 }, (_, number) =>
    log.append({ ...common, type: 'register-loaded', body: { number } }),
  );
  await Promise.all(rest);
  receipts.push(await log.prove(size - 1));
  await log.shutdown();
  await state.close();
  return { folder: join(folder, 'audit'), vkey: log.publicKey, receipts, older: receipts[0]?.checkpoint ?? '' };
}

async function filesOf(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found.filter((file) => file.isFile()).map((file) => relative(folder, join(file.parentPath, file.name)));
}

describe('the verifier', () => {
  let folder: string;
  let log: MadeLog;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'probity-verify-'));
    log = await makeLog(join(folder, 'state'), 300);
  });
  afterAll(() => rm(folder, { recursive: true }));

  /** Verifies a copy of the log in which one file was changed; `undefined` takes the file away. */
  const changed = async (path: string, change: (bytes: Buffer) => Buffer | undefined) => {
    const copy = await mkdtemp(join(folder, 'copy-'));
    await cp(log.folder, copy, { recursive: true });
    const bytes = change(await readFile(join(copy, path)));
    if (bytes) await writeFile(join(copy, path), bytes);
    else await rm(join(copy, path));
    const found = await verifyFolder(copy, log.vkey);
    await rm(copy, { recursive: true });
    return found;
  };
  const flip =
    (at: number, bit = 0) =>
    (bytes: Buffer) => {
      bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << bit), at);
      return bytes;
    };

  it('finds a whole log intact and lists the runs that are open', async () => {
    const found = await verifyFolder(log.folder, log.vkey);
    expect(found).toMatchObject({ kind: 'intact', size: 300, runs: 1, openRuns: ['b'] });
  });

  it('names the entry that was changed', async () => {
    const bundle = 'tile/entries/001.p/44';
    const bytes = await readFile(join(log.folder, bundle));
    const at = bytes.indexOf('"number":260');
    expect(await changed(bundle, flip(at + 10))).toMatchObject({
      kind: 'broken',
      faults: [{ kind: 'entry', where: bundle, index: 263, says: 'entry 263 was changed' }],
      count: 1,
    });
  });

  it('names the tile and the byte when a tile was changed', async () => {
    expect(await changed('tile/0/000', flip(32 * 7 + 3))).toMatchObject({
      faults: [{ kind: 'tile', where: 'tile/0/000', index: 7, byte: 32 * 7 }],
      count: 1,
    });
    expect(await changed('tile/1/000.p/1', flip(5))).toMatchObject({
      faults: [{ kind: 'tile', where: 'tile/1/000.p/1', byte: 5 }],
      count: 1,
    });
  });

  it('names the entry whose length was changed, and files that are missing', async () => {
    expect(await changed('tile/entries/000', flip(1))).toMatchObject({
      faults: [{ kind: 'bundle', index: 0, byte: 0 }],
    });
    for (const path of ['tile/entries/000', 'tile/0/001.p/44', 'tile/1/000.p/1', 'checkpoint']) {
      expect(await changed(path, () => undefined)).toMatchObject({
        kind: 'broken',
        faults: [{ where: path }],
        count: 1,
      });
    }
  });

  it('finds every flipped bit of every file, and every cut', async () => {
    const files = await filesOf(log.folder);
    const used = files.filter((file) => !file.includes('.p/') || /001\.p\/44|000\.p\/1$/.test(file));
    expect(used).toHaveLength(6);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...used),
        fc.nat(),
        fc.nat({ max: 7 }),
        fc.boolean(),
        async (path, at, bit, cut) => {
          const found = await changed(path, (bytes) =>
            cut ? bytes.subarray(0, at % bytes.length) : flip(at % bytes.length, bit)(bytes),
          );
          expect(found.kind).toBe('broken');
        },
      ),
      { numRuns: 150 },
    );
  });

  it('refuses a key that did not sign', async () => {
    expect(await verifyFolder(log.folder, FOREIGN_KEY)).toMatchObject({ faults: [{ kind: 'checkpoint' }] });
    expect(await verifyFolder(log.folder, 'no key')).toMatchObject({ faults: [{ kind: 'checkpoint' }] });
  });

  it('compares with a checkpoint that somebody kept', async () => {
    expect((await verifyFolder(log.folder, log.vkey, { since: log.older })).kind).toBe('intact');
    const other = await makeLog(join(folder, 'other'), 5);
    expect(await verifyFolder(other.folder, other.vkey, { since: other.older })).toMatchObject({ kind: 'intact' });
    const newer = await readFile(join(other.folder, 'checkpoint'), 'utf8');
    await writeFile(join(other.folder, 'old'), other.older);
    expect(await verifyFolder(other.folder, other.vkey, { since: newer, checkpoint: 'old' })).toMatchObject({
      faults: [{ kind: 'history' }],
    });
  });

  it('proves an entry by its receipt alone', async () => {
    const [receipt] = log.receipts;
    if (!receipt) throw new Error('no receipt');
    const bundle = await readFile(join(log.folder, 'tile/entries/000'));
    const first = bundle.readUInt16BE(0);
    const entry = bundle.subarray(first + 4, first + 4 + bundle.readUInt16BE(first + 2));
    expect(verifyProof(receipt.proof, entry, log.vkey)).toMatchObject({ kind: 'proved', index: 1, size: 2 });
    expect(verifyProof(receipt.proof, flip(3)(Buffer.from(entry)), log.vkey).kind).toBe('broken');
    expect(verifyProof(receipt.proof.replace('index 1', 'index 0'), entry, log.vkey).kind).toBe('broken');
    expect(verifyProof(receipt.proof, entry, FOREIGN_KEY).kind).toBe('broken');
  });

  (existsSync(FOREIGN) ? describe : describe.skip)(
    'on the log of another implementation (needs ../shared/data/tlog)',
    () => {
      it.each(Array.from({ length: 16 }, (_, size) => size))('accepts its checkpoint of %i entries', async (size) => {
        const found = await verifyFolder(FOREIGN, FOREIGN_KEY, { checkpoint: `checkpoint.${size}` });
        expect(found).toMatchObject({ kind: 'intact', size, origin: 'example.com/log/testdata' });
      });
    },
  );
});
