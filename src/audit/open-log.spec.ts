import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Keys, openKeys } from '../keys/index.js';
import { openState, type State } from '../store/index.js';
import { auditMigrations, type EngineEntry, type Log, openLog, type RunClosed, type RunOpened } from './index.js';
import { openCheckpoint, parseVerifierKey } from './verify/format/index.js';

const common = { v: 1, at: '2026-01-02T03:04:05.678Z', environment: 'rehearsal' } as const;
const loaded = (number: number): EngineEntry => ({ ...common, type: 'register-loaded', body: { number } });
const opened = (run: string): RunOpened => ({ ...common, type: 'run-opened', run, body: {} });
const closed = (run: string): RunClosed => ({ ...common, type: 'run-closed', run, body: { outcome: 'denied' } });

describe('a log', () => {
  let folder: string;
  let state: State;
  let keys: Keys;
  let log: Log;

  const start = async () => {
    state = await openState({ folder, migrations: auditMigrations });
    keys = await openKeys(join(folder, 'keys'), { environment: 'rehearsal', onEvent: () => undefined });
    log = await openLog({ state, signer: keys.logSigner(), folder: join(folder, 'audit') });
  };
  const stop = async () => {
    await log.shutdown();
    await state.close();
  };
  const checkpoint = async () =>
    openCheckpoint(await readFile(join(folder, 'audit', 'checkpoint'), 'utf8'), parseVerifierKey(log.publicKey));
  const appendMany = (count: number) => Promise.all(Array.from({ length: count }, (_, at) => log.append(loaded(at))));

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'probity-log-'));
    await start();
  });
  afterEach(async () => {
    await stop();
    await rm(folder, { recursive: true });
  });

  it('signs the empty tree when it is new', async () => {
    expect(await checkpoint()).toMatchObject({ origin: 'probity.local/audit/1', size: 0 });
  });

  it('gives contiguous indexes in the order of the calls', async () => {
    const placed = await appendMany(700);
    expect(placed.map(({ index }) => index)).toStrictEqual(Array.from({ length: 700 }, (_, at) => at));
    const numbers = [];
    for await (const { entry } of log.entries(0, 700)) numbers.push(entry.body['number']);
    expect(numbers).toStrictEqual(placed.map(({ index }) => index));
  });

  it('publishes a signed checkpoint within 250 ms of an entry', async () => {
    await appendMany(3);
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect((await checkpoint()).size).toBe(3);
  });

  it('goes on where it was left', async () => {
    await appendMany(300);
    const before = await log.prove(17);
    await stop();
    await start();
    expect(log.size).toBe(300);
    expect((await log.prove(17)).entryDigest).toBe(before.entryDigest);
    expect(await log.append(loaded(300))).toStrictEqual({ index: 300 });
  });

  it('takes one opening and one closing entry of a run, and lists what stays open', async () => {
    await log.openRun(opened('run-1'));
    await log.openRun(opened('run-2'));
    await expect(log.openRun(opened('run-1'))).rejects.toMatchObject({ code: 'RUN_OPEN' });
    const receipt = await log.closeRun(closed('run-1'));
    expect(receipt).toMatchObject({ index: 2, origin: 'probity.local/audit/1' });
    await expect(log.closeRun(closed('run-1'))).rejects.toMatchObject({ code: 'RUN_CLOSED' });
    await expect(log.closeRun(closed('run-3'))).rejects.toMatchObject({ code: 'RUN_UNKNOWN' });
    expect(await log.openRuns()).toStrictEqual([{ run: 'run-2', openedAt: 1 }]);
    expect(log.size).toBe(3);
    expect(await log.closingReceipt('run-1')).toMatchObject({ index: 2, entryDigest: receipt.entryDigest });
    expect(await log.closingReceipt('run-2')).toBeUndefined();
  });

  it('refuses an entry above 16 KiB and one of another shape', async () => {
    const large = { ...loaded(0), body: { text: 'x'.repeat(16 * 1024) } };
    await expect(log.append(large)).rejects.toMatchObject({ code: 'ENTRY_TOO_LARGE' });
    const wrong = { ...loaded(0), at: 'yesterday' };
    await expect(log.append(wrong)).rejects.toMatchObject({ code: 'ENTRY_INVALID' });
    expect(log.size).toBe(0);
  });

  it('publishes the checkpoint that a crash kept back', async () => {
    await appendMany(300);
    await log.prove(299);
    const older = await readFile(join(folder, 'audit', 'checkpoint'), 'utf8');
    await appendMany(3);
    await log.prove(302);
    await stop();
    await writeFile(join(folder, 'audit', 'checkpoint'), older);
    await start();
    expect((await checkpoint()).size).toBe(303);
    await stop();
    await rm(join(folder, 'audit', 'checkpoint'));
    await start();
    expect((await checkpoint()).size).toBe(303);
  });

  it('makes files that were lost again from the rows, byte for byte', async () => {
    await appendMany(600);
    await stop();
    const tile = join(folder, 'audit', 'tile', '0', '001');
    const bytes = await readFile(tile);
    await rm(join(folder, 'audit'), { recursive: true });
    await start();
    expect(await readFile(tile)).toStrictEqual(bytes);
    expect((await checkpoint()).size).toBe(600);
  });

  it('never overwrites a full tile that differs', async () => {
    await appendMany(256);
    await stop();
    const bundle = join(folder, 'audit', 'tile', 'entries', '000');
    await rm(join(folder, 'audit', 'tile', '1'), { recursive: true });
    await writeFile(bundle, Buffer.from('tampered'));
    state = await openState({ folder, migrations: auditMigrations });
    const open = openLog({ state, signer: keys.logSigner(), folder: join(folder, 'audit') });
    await expect(open).rejects.toMatchObject({ code: 'LOG_TILE_CONFLICT' });
    expect(await readFile(bundle, 'utf8')).toBe('tampered');
    await state.close();
    await rm(bundle);
    await start();
    expect((await checkpoint()).size).toBe(256);
  });

  it('fences off the older of two holders, which then takes nothing more', async () => {
    const older = log;
    log = await openLog({ state, signer: keys.logSigner(), folder: join(folder, 'audit') });
    await expect(older.append(loaded(0))).rejects.toMatchObject({ code: 'LEASE_LOST' });
    await expect(older.append(loaded(0))).rejects.toMatchObject({ code: 'LOG_FAILED' });
    expect(older.health).toStrictEqual({ kind: 'failed', code: 'LEASE_LOST' });
    expect(await log.append(loaded(1))).toStrictEqual({ index: 0 });
  });

  it('keeps entries while it cannot publish, says so, and catches up', async () => {
    await rm(join(folder, 'audit', 'tile'), { recursive: true, force: true });
    await writeFile(join(folder, 'audit', 'tile'), 'in the way');
    const receipt = log.appendWithReceipt(loaded(0));
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(log.health.kind).toBe('degraded');
    expect(log.size).toBe(1);
    await rm(join(folder, 'audit', 'tile'));
    expect(await receipt).toMatchObject({ index: 0 });
    expect(log.health).toStrictEqual({ kind: 'ok' });
  });

  it('gives no receipt that its own tiles do not support', async () => {
    await appendMany(300);
    await log.prove(299);
    const tile = join(folder, 'audit', 'tile', '0', '000');
    const bytes = await readFile(tile);
    bytes.writeUInt8(bytes.readUInt8(40) ^ 1, 40);
    await writeFile(tile, bytes);
    await expect(log.prove(0)).rejects.toMatchObject({ code: 'LOG_CORRUPT' });
    await expect(log.prove(300)).rejects.toMatchObject({ code: 'INDEX_UNKNOWN' });
  });

  it('leaves the runs of an earlier epoch to it', async () => {
    await log.openRun(opened('run-1'));
    await log.shutdown();
    const origin = 'probity.local/audit/2';
    log = await openLog({ state, signer: keys.logSigner(), folder: join(folder, 'audit-2'), origin });
    expect(await log.openRuns()).toStrictEqual([]);
    await expect(log.closeRun(closed('run-1'))).rejects.toMatchObject({ code: 'RUN_UNKNOWN' });
    await expect(log.openRun(opened('run-1'))).rejects.toMatchObject({ code: 'RUN_OPEN' });
    expect(log.size).toBe(0);
  });

  it.each(['https://probity.local/audit', 'a b', 'a+b', ''])('refuses the origin "%s"', async (origin) => {
    const open = openLog({ state, signer: keys.logSigner(), folder: join(folder, 'other'), origin });
    await expect(open).rejects.toMatchObject({ code: 'ORIGIN_INVALID' });
  });

  it('takes nothing after it was shut down', async () => {
    await log.shutdown();
    await expect(log.append(loaded(0))).rejects.toMatchObject({ code: 'LOG_CLOSED' });
  });
});
