import { Kysely, type SqliteDatabase, SqliteDialect, type SqliteStatement } from 'kysely';
import Libsql from 'libsql';
import { boundValues, readRow } from './bound-values.js';

const PRAGMAS = ['journal_mode=WAL', 'synchronous=FULL', 'foreign_keys=ON', 'trusted_schema=OFF'];

const NOTHING: SqliteStatement = {
  reader: false,
  run: () => ({ changes: 0, lastInsertRowid: 0 }),
  all: () => [],
  iterate: () => [].values(),
};

/** How one connection to the state file is opened. */
export interface ConnectionOptions {
  readonly busyTimeoutMs: number;
  /** A connection that the driver itself keeps from writing. */
  readonly readOnly?: boolean;
}

/** The guarded door to libsql: every value is checked on the way in and made exact on the way out. */
export class GuardedSqlite implements SqliteDatabase {
  readonly #database: Libsql.Database;

  constructor(file: string, { busyTimeoutMs, readOnly = false }: ConnectionOptions) {
    this.#database = new Libsql(file);
    this.#database.pragma(`busy_timeout=${busyTimeoutMs}`);
    for (const pragma of PRAGMAS) this.#database.pragma(pragma);
    if (readOnly) this.#database.pragma('query_only=ON');
  }

  prepare(sql: string): SqliteStatement {
    // A full disk rolls back by itself; a second rollback would fail and hide the reason.
    if (sql === 'rollback' && !this.#database.inTransaction) return NOTHING;
    // A deferred transaction that later writes can fail half-way; an immediate one waits for its turn at once.
    const statement = this.#database.prepare(sql === 'begin' ? 'begin immediate' : sql).safeIntegers(true);
    return {
      reader: statement.reader,
      run: (values) => statement.run(boundValues(values)),
      all: (values) => statement.all(boundValues(values)).map((row) => readRow(row as Record<string, unknown>)),
      *iterate(values) {
        for (const row of statement.iterate(boundValues(values))) yield readRow(row as Record<string, unknown>);
      },
    };
  }

  /** The rows of a pragma, made exact like every other row. */
  pragma(source: string): Record<string, unknown>[] {
    return this.prepare(`pragma ${source}`).all([]) as Record<string, unknown>[];
  }

  close(): void {
    this.#database.close();
  }
}

/** One connection: the guarded driver and the query builder over it. */
export interface Connection<T> {
  readonly sqlite: GuardedSqlite;
  readonly db: Kysely<T>;
}

export function connect<T>(file: string, options: ConnectionOptions): Connection<T> {
  const sqlite = new GuardedSqlite(file, options);
  return { sqlite, db: new Kysely<T>({ dialect: new SqliteDialect({ database: sqlite }) }) };
}
