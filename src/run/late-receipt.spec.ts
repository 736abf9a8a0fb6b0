import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditMigrations, type Log, openLog } from '../audit/index.js';
import { openKeys } from '../keys/index.js';
import { openState, type State } from '../store/index.js';
import { lateReceipt } from './late-receipt.js';

const common = { v: 1, at: '2026-01-02T03:04:05.678Z', environment: 'rehearsal', run: 'run-1' } as const;
const closing = { ...common, type: 'run-closed', body: { outcome: 'denied' } } as const;

describe('a receipt that is late', () => {
  let folder: string;
  let state: State;
  let log: Log;

  const start = async () => {
    state = await openState({ folder, migrations: auditMigrations });
    const keys = await openKeys(join(folder, 'keys'), { environment: 'rehearsal', onEvent: () => undefined });
    log = await openLog({ state, signer: keys.logSigner(), folder: join(folder, 'audit') });
  };
  const stop = async () => {
    await log.shutdown();
    await state.close();
  };
  const inTheWay = () => join(folder, 'audit', 'tile');
  // The tiles of the opening may be written in this very moment: then the folder comes back, and is taken away again.
  const blocked = async (tries = 50): Promise<void> => {
    try {
      await rm(inTheWay(), { recursive: true, force: true });
      await writeFile(inTheWay(), 'in the way', { flag: 'wx' });
    } catch (error) {
      if (tries === 0) throw error;
      await blocked(tries - 1);
    }
  };
  const close = (totalMs: number) =>
    lateReceipt(
      log,
      () => log.closeRun(closing),
      () => log.closingReceipt('run-1'),
      { totalMs, restMs: 50 },
    );

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'probity-late-'));
    await start();
    await log.openRun({ ...common, type: 'run-opened', body: {} });
  });
  afterEach(async () => {
    await stop();
    await rm(folder, { recursive: true });
  });

  it('comes when publication works again, and the entry stands once', async () => {
    await blocked();
    const patience = setTimeout(() => void rm(inTheWay()), 6_000);
    expect(await close(10_000)).toMatchObject({ index: 1 });
    clearTimeout(patience);
    expect(log.size).toBe(2);
  }, 30_000);

  it('is given up when the time is up; the entry stays, and its receipt can be had after the next start', async () => {
    await blocked();
    await expect(close(0)).rejects.toMatchObject({ code: 'LOG_UNPUBLISHED' });
    await stop();
    await rm(inTheWay());
    await start();
    expect(await log.closingReceipt('run-1')).toMatchObject({ index: 1 });
  }, 30_000);

  it('is not waited for when the log cannot publish any more', async () => {
    await log.closingReceipt('run-1');
    const tile = join(folder, 'audit', 'tile', 'entries', '000.p');
    await rm(tile, { recursive: true, force: true });
    await mkdir(tile, { recursive: true });
    await writeFile(join(tile, '2'), 'other bytes');
    const began = Date.now();
    await expect(close(60_000)).rejects.toMatchObject({ code: 'LOG_UNPUBLISHED' });
    expect(Date.now() - began).toBeLessThan(5_000);
    await rm(tile, { recursive: true });
  }, 30_000);

  it('passes other faults on', async () => {
    await close(0);
    await expect(close(10_000)).rejects.toMatchObject({ code: 'RUN_CLOSED' });
  });
});
