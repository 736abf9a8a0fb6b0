import { chmod, mkdir, open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { OWNER_ONLY } from './durable-file.js';
import { type Migration, migrate, refuseNewer } from './migrations.js';
import { type Claim, claim, release } from './ownership.js';
import { thisProcess } from './process-identity.js';
import { type Connection, connect, type GuardedSqlite } from './sqlite-database.js';
import { SqliteState } from './sqlite-state.js';
import type { State } from './state.js';
import { storeError } from './store.errors.js';
import { withStoreCodes } from './store-failure.js';
import { createStoreTables, STORE_FORMAT, type StoreTables } from './store-tables.js';
import { systemCode } from './system-code.js';

/** Shorter than the two seconds in which a second opener must have its refusal. */
const CLAIM_TIMEOUT_MS = 1_500;
const BUSY_TIMEOUT_MS = 5_000;

export interface StateOptions {
  /** The state folder; made with mode 0700 when missing. */
  readonly folder: string;
  /** The schema steps of every folder that owns tables. */
  readonly migrations: readonly Migration[];
  readonly now?: () => Date;
}

/** Opens the state folder as its only owner: refuses a newer state, a live owner and a damaged file. */
export async function openState({ folder, migrations, now = () => new Date() }: StateOptions): Promise<State> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'state.db');
  return withStoreCodes(async () => {
    await ownerOnly(file);
    const writer = connect<StoreTables>(file, { busyTimeoutMs: CLAIM_TIMEOUT_MS });
    try {
      const taken = await takeOver(writer, migrations, now());
      writer.sqlite.pragma(`busy_timeout=${BUSY_TIMEOUT_MS}`);
      const reader = connect<StoreTables>(file, { busyTimeoutMs: BUSY_TIMEOUT_MS, readOnly: true });
      return new SqliteState(writer, reader, taken, now);
    } catch (error) {
      writer.sqlite.close();
      throw error;
    }
  });
}

// SQLite would make the file by the umask; its side files get the mode that the file has. A file that is there is never
// opened here: closing it again would let go of the locks that this process may hold on it.
async function ownerOnly(file: string): Promise<void> {
  const made = await open(file, 'wx', OWNER_ONLY).catch((error: unknown) => {
    if (systemCode(error) !== 'EEXIST') throw error;
  });
  await made?.close();
  for (const path of [file, `${file}-wal`, `${file}-shm`]) {
    const found = await stat(path).catch(() => null);
    if (found && (found.mode & 0o077) !== 0) await chmod(path, OWNER_ONLY);
  }
}

async function takeOver(
  { sqlite, db }: Connection<StoreTables>,
  migrations: readonly Migration[],
  now: Date,
): Promise<Claim> {
  refuseNewer(formatOf(sqlite), appliedSteps(sqlite), migrations);
  const taken = await db.transaction().execute(async (tx) => {
    await createStoreTables(tx);
    return claim(tx, thisProcess(), now);
  });
  try {
    if (!taken.cleanStop) assertIntact(sqlite);
    await db.transaction().execute((tx) => migrate(tx, migrations, now.toISOString()));
    sqlite.pragma(`user_version=${STORE_FORMAT}`);
    return taken;
  } catch (error) {
    // A damaged or full file may refuse this too; the first error is the one to tell.
    await release(db, false).catch(() => undefined);
    throw error;
  }
}

function formatOf(sqlite: GuardedSqlite): number {
  return Number(sqlite.pragma('user_version')[0]?.['user_version']);
}

function appliedSteps(sqlite: GuardedSqlite): string[] {
  const exists = sqlite.prepare("select 1 as found from sqlite_master where name = 'store_migrations'").all([]);
  if (exists.length === 0) return [];
  return sqlite
    .prepare('select name from store_migrations')
    .all([])
    .map((row) => (row as { name: string }).name);
}

function assertIntact(sqlite: GuardedSqlite): void {
  const findings = sqlite.pragma('integrity_check').map((row) => String(row['integrity_check']));
  if (findings.length === 1 && findings[0] === 'ok') return;
  throw storeError('STATE_CORRUPT', {
    found: `${findings.length} findings of the integrity check after an unclean stop`,
    next: 'Restore the state folder from a backup, and read what the log says about a new epoch first.',
  });
}
