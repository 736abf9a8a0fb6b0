import { type Generated, sql } from 'kysely';
import type { Migration } from '../store/index.js';

/** The rows of the log: the truth that tiles and checkpoints are made from. */
export interface LogTables {
  audit_logs: { id: Generated<number>; origin: string };
  /** The exact bytes that are hashed; rows are added, never changed. */
  audit_entries: { log: number; idx: number; bytes: Buffer };
  /** The newest checkpoint that was signed. */
  audit_signed: { log: number; size: number; root: Buffer; checkpoint: string };
  /** The one opening and the one closing entry of each run. */
  audit_runs: { run: string; log: number; opened: number; closed: number | null };
}

const STATEMENTS = [
  sql`create table audit_logs (id integer primary key, origin text not null unique) strict`,
  sql`create table audit_entries (log integer not null references audit_logs, idx integer not null check (idx >= 0),
    bytes blob not null, primary key (log, idx)) strict`,
  sql`create table audit_signed (log integer primary key references audit_logs, size integer not null,
    root blob not null, checkpoint text not null) strict`,
  sql`create table audit_runs (run text primary key, log integer not null references audit_logs,
    opened integer not null, closed integer) strict, without rowid`,
  sql`create index audit_runs_open on audit_runs (opened) where closed is null`,
  sql`create trigger audit_entries_stay before update on audit_entries
    begin select raise(abort, 'an entry of the log never changes'); end`,
  sql`create trigger audit_entries_remain before delete on audit_entries
    begin select raise(abort, 'an entry of the log never goes'); end`,
];

export const auditMigrations: readonly Migration[] = [
  {
    name: 'audit-001-log',
    up: async (db) => {
      for (const statement of STATEMENTS) await statement.execute(db);
    },
  },
];
