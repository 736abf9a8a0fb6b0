import { spawnSync } from 'node:child_process';
import { chmod, copyFile, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { type Kysely, sql } from 'kysely';
import { type Migration, openState } from './index.js';
import { GuardedSqlite } from './sqlite-database.js';

interface NoteTables {
  notes: { id: number; text: string; bytes: Buffer | null; number: number | null };
}

const notes: Migration = {
  name: 'notes-001-notes',
  up: async (db) => {
    await sql`create table notes (id integer primary key, text text not null, bytes blob, number integer) strict`.execute(
      db,
    );
  },
};

describe('a state folder', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'probity-state-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const open = (migrations: readonly Migration[] = [notes]) => openState({ folder, migrations });
  const insert = (db: Kysely<NoteTables>, id: number) =>
    db.insertInto('notes').values({ id, text: 'a', bytes: null, number: null }).execute();
  const ids = (db: Kysely<NoteTables>) => db.selectFrom('notes').select('id').execute();

  it('gives back exactly the strings, integers and bytes that were stored', async () => {
    const state = await open();
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0')),
        fc.uint8Array(),
        fc.option(fc.maxSafeInteger()),
        async (text, bytes, number) => {
          const row = { id: 1, text, bytes: Buffer.from(bytes), number };
          await state.transaction(async (db: Kysely<NoteTables>) => {
            await db.deleteFrom('notes').execute();
            await db.insertInto('notes').values(row).execute();
          });
          const read = await state.read((db: Kysely<NoteTables>) => db.selectFrom('notes').selectAll().execute());
          expect(read).toStrictEqual([row]);
        },
      ),
      { numRuns: 50 },
    );
    await state.close();
  });

  it.each([0o022, 0o000])('is for its owner alone from the first byte, under the umask %i', async (umask) => {
    const before = process.umask(umask);
    try {
      const state = await open();
      await state.transaction((db: Kysely<NoteTables>) => insert(db, 1));
      const modes = async () => {
        const names = await readdir(folder);
        // The engine may still be taking its side files away.
        const found = await Promise.all(names.map((name) => stat(join(folder, name)).catch(() => null)));
        return names.flatMap((name, at) => {
          const mode = found[at]?.mode;
          return mode === undefined ? [] : [[name, (mode & 0o777).toString(8)]];
        });
      };
      expect(await modes()).toEqual([
        ['state.db', '600'],
        ['state.db-shm', '600'],
        ['state.db-wal', '600'],
      ]);
      await state.close();
      const made = await modes();
      expect(made[0]).toEqual(['state.db', '600']);
      await chmod(join(folder, 'state.db'), 0o644);
      await (await open()).close();
      for (const [, mode] of await modes()) expect(mode).toBe('600');
    } finally {
      process.umask(before);
    }
  });

  it('binds integers as INTEGER also where a column does not ask for it', async () => {
    const state = await open();
    const { rows } = await state.read((db) => sql<{ kind: string }>`select typeof(${5}) as kind`.execute(db));
    expect(rows).toStrictEqual([{ kind: 'integer' }]);
    await state.close();
  });

  it.each([true, Number.NaN, 1.5, 2 ** 53, undefined, {}, 7n, 'a\0b', '\ud800'])(
    'refuses to bind %p and lives on',
    async (value) => {
      const state = await open();
      await expect(state.read((db) => sql`select ${value}`.execute(db))).rejects.toMatchObject({
        code: 'VALUE_NOT_STORABLE',
      });
      await state.transaction((db: Kysely<NoteTables>) => insert(db, 1));
      await state.close();
    },
  );

  it('undoes a transaction that throws, and readers never see its half', async () => {
    const state = await open();
    const work = state.transaction(async (db: Kysely<NoteTables>) => {
      await insert(db, 1);
      expect(await state.read(ids)).toStrictEqual([]);
      throw new Error('stop');
    });
    await expect(work).rejects.toThrow('stop');
    expect(await state.read(ids)).toStrictEqual([]);
    await state.close();
  });

  it('keeps a reader from writing', async () => {
    const state = await open();
    await expect(state.read((db: Kysely<NoteTables>) => insert(db, 1))).rejects.toMatchObject({
      code: 'STATE_UNWRITABLE',
    });
    await state.close();
  });

  it('refuses a second owner within two seconds, naming the first, and opens once it has gone', async () => {
    const first = await open();
    const before = Date.now();
    await expect(open()).rejects.toMatchObject({
      code: 'STATE_IN_USE',
      message: expect.stringContaining(`process ${process.pid}`),
    });
    expect(Date.now() - before).toBeLessThan(2_000);
    await first.close();
    const second = await open();
    expect(second.cleanStop).toBe(true);
    await second.close();
  });

  const pretend = (change: string) => {
    const sqlite = new GuardedSqlite(join(folder, 'state.db'), { busyTimeoutMs: 100 });
    sqlite.prepare(`update store_owner set held = 1, ${change}`).run([]);
    sqlite.close();
  };

  it('takes over from a process that is gone, and from a reused process number', async () => {
    await (await open()).close();
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    pretend(`pid = ${dead}`);
    const second = await open();
    expect(second.cleanStop).toBe(false);
    await second.close();
    pretend(`pid = ${process.pid}, started = 'another start'`);
    const third = await open();
    expect(third.cleanStop).toBe(false);
    await third.close();
  });

  it('waits for silence before it takes over from another host', async () => {
    await (await open()).close();
    pretend("space = 'elsewhere'");
    await expect(open()).rejects.toMatchObject({ code: 'STATE_IN_USE' });
    const later = await openState({ folder, migrations: [notes], now: () => new Date(Date.now() + 11_000) });
    await later.close();
  });

  it('fences off an owner that was taken over while it slept', async () => {
    const first = await open();
    pretend("started = 'died'");
    const second = await open();
    await expect(first.transaction((db: Kysely<NoteTables>) => insert(db, 1))).rejects.toMatchObject({
      code: 'STATE_LOST',
    });
    await second.close();
  });

  it('fences off the older holder of a lease', async () => {
    const state = await open();
    const older = await state.takeLease('sequencer');
    const newer = await state.takeLease('sequencer');
    expect(newer.fence).toBe(older.fence + 1);
    await state.transaction((db) => newer.assertHeld(db));
    await expect(state.transaction((db) => older.assertHeld(db))).rejects.toMatchObject({ code: 'LEASE_LOST' });
    await state.close();
  });

  it('migrates an older state and refuses a newer one without touching it', async () => {
    await (await open([])).close();
    const migrated = await open();
    await migrated.transaction((db: Kysely<NoteTables>) => insert(db, 1));
    await migrated.close();
    await expect(open([])).rejects.toMatchObject({ code: 'STATE_NEWER', message: expect.stringContaining(notes.name) });
    const again = await open();
    expect(await again.read(ids)).toStrictEqual([{ id: 1 }]);
    await again.close();
  });

  it('syncs every commit, on both connections', async () => {
    const state = await open();
    const settings = (db: Kysely<unknown>) =>
      sql`select (select synchronous from pragma_synchronous) as sync, (select journal_mode from pragma_journal_mode) as mode`.execute(
        db,
      );
    for (const { rows } of [await state.read(settings), await state.transaction(settings)]) {
      expect(rows).toStrictEqual([{ sync: 2, mode: 'wal' }]);
    }
    await state.close();
  });

  it('is refused when it is no database, or damaged after an unclean stop', async () => {
    const file = join(folder, 'state.db');
    const state = await open();
    await state.transaction(async (db: Kysely<NoteTables>) => {
      for (let id = 0; id < 2000; id += 1) await insert(db, id);
    });
    await state.close();
    pretend("started = 'died'");
    const bytes = await readFile(file);
    await writeFile(file, Buffer.from(bytes).fill(0xab, bytes.length - 8192, bytes.length - 4096));
    await expect(open()).rejects.toMatchObject({ code: 'STATE_CORRUPT' });
    await writeFile(file, Buffer.alloc(8192, 'no database'));
    await expect(open()).rejects.toMatchObject({ code: 'STATE_CORRUPT' });
  });

  it('leaves everything in the one file when it was closed', async () => {
    const state = await open();
    await state.transaction((db: Kysely<NoteTables>) => insert(db, 1));
    await state.close();
    await mkdir(join(folder, 'copy'));
    await copyFile(join(folder, 'state.db'), join(folder, 'copy', 'state.db'));
    const copy = await openState({ folder: join(folder, 'copy'), migrations: [notes] });
    expect(await copy.read(ids)).toStrictEqual([{ id: 1 }]);
    await copy.close();
  });

  it('takes a failing step back with the steps before it', async () => {
    const broken: Migration = { name: 'z-001-broken', up: async (db) => void (await sql`create nonsense`.execute(db)) };
    await expect(open([notes, broken])).rejects.toMatchObject({ code: 'MIGRATION_FAILED' });
    const state = await open();
    expect(await state.read(ids)).toStrictEqual([]);
    await state.close();
  });
});
