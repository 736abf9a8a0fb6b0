import { copyFile, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Libsql from 'libsql';
import { auditMigrations, openLog } from '../../src/audit/index.js';
import { verifyFolder } from '../../src/audit/verify/index.js';
import { openKeys } from '../../src/keys/index.js';
import { openState } from '../../src/store/index.js';
import { numbered, openedLog } from './opened-log.js';

describe('a log whose past was changed', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'probity-restore-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const database = () => join(folder, 'state.db');
  const checkpoint = () => readFile(join(folder, 'audit', 'checkpoint'), 'utf8');
  const append = async (count: number) => {
    const { log, close } = await openedLog(folder);
    await Promise.all(Array.from({ length: count }, (_, at) => log.append(numbered(`${log.size + at}`))));
    await close();
    return log.publicKey;
  };
  const changeRow = (index: number) => {
    const sqlite = new Libsql(database());
    sqlite.exec('drop trigger audit_entries_stay');
    sqlite.exec(`update audit_entries set bytes = cast(replace(cast(bytes as text), 'rehearsal', 'production') as blob)
      where idx = ${index}`);
    sqlite.close();
  };
  const refused = async () => {
    const signed = await checkpoint();
    await expect(openedLog(folder)).rejects.toMatchObject({ code: 'LOG_REGRESS' });
    expect(await checkpoint()).toBe(signed);
  };

  it('is not signed after an older backup of the state was restored', async () => {
    await append(300);
    await copyFile(database(), join(folder, 'backup'));
    await append(5);
    await copyFile(join(folder, 'backup'), database());
    await refused();
  });

  it('is not signed after a restored backup has grown again', async () => {
    await append(10);
    // A stopped state is whole without its side files, which may vanish at any moment after the stop.
    const whole = (source: string) => !/-(wal|shm)$/.test(source);
    await cp(folder, `${folder}-fork`, { recursive: true, filter: whole });
    await append(5);
    const other = await openedLog(`${folder}-fork`);
    await Promise.all(Array.from({ length: 9 }, (_, at) => other.log.append(numbered(`fork ${at}`))));
    await other.close();
    await copyFile(join(`${folder}-fork`, 'state.db'), database());
    await rm(`${folder}-fork`, { recursive: true });
    await refused();
  });

  it('is not signed when a row no longer hashes to what was signed', async () => {
    await append(20);
    changeRow(7);
    const { log, close } = await openedLog(folder);
    await log.append(numbered('after'));
    await expect(log.prove(20)).rejects.toMatchObject({ code: 'LOG_UNPUBLISHED' });
    expect(log.health).toStrictEqual({ kind: 'failed', code: 'LOG_REGRESS' });
    await close();
  });

  it('is not made again from changed rows when its files are gone', async () => {
    await append(600);
    changeRow(3);
    await rm(join(folder, 'audit', 'tile'), { recursive: true });
    await refused();
  });

  it('goes on under a new origin in a new folder, which leaves the old evidence as it is', async () => {
    const vkey = await append(12);
    await copyFile(database(), join(folder, 'backup'));
    await append(3);
    await copyFile(join(folder, 'backup'), database());
    await refused();
    const old = await checkpoint();
    const state = await openState({ folder, migrations: auditMigrations });
    const keys = await openKeys(join(folder, 'keys'), { environment: 'rehearsal', onEvent: () => undefined });
    const origin = 'probity.local/audit/2';
    const next = await openLog({ state, signer: keys.logSigner(), folder: join(folder, 'audit-2'), origin });
    const first = { ...numbered(''), type: 'log-opened', body: { previous: old } } as const;
    expect(await next.appendWithReceipt(first)).toMatchObject({ index: 0, origin });
    await next.shutdown();
    await state.close();
    expect(await verifyFolder(join(folder, 'audit-2'), next.publicKey)).toMatchObject({ kind: 'intact', size: 1 });
    expect(await verifyFolder(join(folder, 'audit'), vkey)).toMatchObject({ kind: 'intact', size: 15 });
  });
});

describe('a log in a folder of another', () => {
  it('is refused, whether the name or the key is another', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'probity-foreign-'));
    const { log, close } = await openedLog(folder);
    await log.append(numbered('a'));
    await close();
    await rm(join(folder, 'keys'), { recursive: true });
    await expect(openedLog(folder)).rejects.toMatchObject({ code: 'LOG_FOREIGN' });
    await writeFile(join(folder, 'audit', 'checkpoint'), 'nothing');
    await expect(openedLog(folder)).rejects.toMatchObject({ code: 'LOG_FOREIGN' });
    await rm(folder, { recursive: true });
  });
});
