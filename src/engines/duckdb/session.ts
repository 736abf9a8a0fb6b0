import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isMainThread } from 'node:worker_threads';
import {
  BIGINT,
  BLOB,
  BOOLEAN,
  DOUBLE,
  DuckDBBlobValue,
  type DuckDBConnection,
  DuckDBInstance,
  type DuckDBType,
  type DuckDBValue,
  VARCHAR,
} from '@duckdb/node-api';
import { enginesError } from '../engines.errors.js';
import { Bindings, type Bound, fileLiteral, quoted } from '../sql/bindings.js';

/** One statement as it went to the data engine; for tests that look at every one. */
export interface Statement {
  readonly sql: string;
  readonly values: readonly Bound[];
}

export interface SessionOptions {
  /** Where the engine keeps its work file; made with mode 0700 when missing. */
  readonly workFolder: string;
  /** Folders that sources are read from and releases are written to; nothing else on the machine can be opened. */
  readonly allowedFolders: readonly string[];
  readonly threads: number;
  readonly memoryLimit: string;
  readonly onStatement?: ((statement: Statement) => void) | undefined;
}

const SIDE_FILES = ['spill', 'consent.csv', 'labels.csv', 'labels.parquet'];

type Row = Readonly<Record<string, unknown>>;

/** The one connection of this process to its data engine. */
export class Session {
  #names = 0;

  private constructor(
    private readonly instance: DuckDBInstance,
    private readonly connection: DuckDBConnection,
    private readonly options: SessionOptions,
  ) {}

  static async open(options: SessionOptions): Promise<Session> {
    mkdirSync(options.workFolder, { recursive: true, mode: 0o700 });
    // The engine's own side files follow the umask: the folder keeps others out. A killed run may have left some.
    chmodSync(options.workFolder, 0o700);
    clearLeftovers(options.workFolder);
    const file = join(options.workFolder, 'work.duckdb');
    const settings = {
      threads: String(options.threads),
      memory_limit: options.memoryLimit,
      temp_directory: join(options.workFolder, 'spill'),
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
    };
    const instance = await forOwnerOnly(() => DuckDBInstance.create(file, settings));
    chmodSync(file, 0o600);
    const connection = await instance.connect();
    const folders = [options.workFolder, ...options.allowedFolders].map((folder) => fileLiteral(join(folder, '/')));
    await connection.run(`set allowed_directories = [${folders.join(', ')}]`);
    await connection.run('set enable_external_access = false');
    await connection.run('set lock_configuration = true');
    const session = new Session(instance, connection, options);
    await session.run('create table if not exists "finished" ("name" varchar, "version" varchar, "result" varchar)');
    return session;
  }

  get workFolder(): string {
    return this.options.workFolder;
  }

  /** A name for a table of this process; tables of a run are temporary and go with it. */
  fresh(what: string): string {
    this.#names += 1;
    return quoted(`${what}_${this.#names}`);
  }

  async run(sql: string, bindings = new Bindings()): Promise<void> {
    await this.#watched(sql, bindings, (values, types) => this.connection.run(sql, values, types));
  }

  async rows<T extends Row>(sql: string, bindings = new Bindings()): Promise<readonly T[]> {
    const read = (values: DuckDBValue[], types: DuckDBType[]) => this.connection.runAndReadAll(sql, values, types);
    return (await this.#watched(sql, bindings, read)).getRowObjectsJS() as unknown as readonly T[];
  }

  /** The columns of a result, each an array; for results that are large and narrow. */
  async columns(sql: string, bindings = new Bindings()): Promise<Readonly<Record<string, readonly unknown[]>>> {
    const read = (values: DuckDBValue[], types: DuckDBType[]) => this.connection.runAndReadAll(sql, values, types);
    return (await this.#watched(sql, bindings, read)).getColumnsObjectJS() as Readonly<
      Record<string, readonly unknown[]>
    >;
  }

  /** What the work file remembers of a piece of work, if it was done for this version. */
  async remembered<T>(name: string, version: string): Promise<T | null> {
    const bindings = new Bindings();
    const same = `"name" = ${bindings.bind(name)} and "version" = ${bindings.bind(version)}`;
    const [row] = await this.rows<{ result: string }>(`select "result" from "finished" where ${same}`, bindings);
    return row ? (JSON.parse(row.result) as T) : null;
  }

  async remember(name: string, version: string, result: object = {}): Promise<void> {
    const gone = new Bindings();
    await this.run(`delete from "finished" where "name" = ${gone.bind(name)}`, gone);
    const bindings = new Bindings();
    const values = [name, version, JSON.stringify(result)].map((value) => bindings.bind(value));
    await this.run(`insert into "finished" values (${values.join(', ')})`, bindings);
  }

  /** Does a piece of work once for a version, also over restarts. */
  async once(name: string, version: string, work: () => Promise<void>): Promise<void> {
    if ((await this.remembered(name, version)) !== null) return;
    await work();
    await this.remember(name, version);
  }

  /** Integers of codes into a temporary table, with their positions. */
  async appendCodes(table: string, values: Int32Array): Promise<void> {
    await this.run(`create temp table ${table} ("at" bigint, "s" smallint)`);
    const appender = await this.connection.createAppender(table.replaceAll('"', ''), null, 'temp');
    values.forEach((value, at) => {
      appender.appendBigInt(BigInt(at));
      appender.appendSmallInt(value);
      appender.endRow();
    });
    appender.closeSync();
  }

  /** Texts and a number for each row into a temporary table with the columns `v0`, `v1`, … and `n`. */
  async appendTexts(table: string, texts: readonly (readonly string[])[], numbers: readonly number[]): Promise<void> {
    const columns = texts.map((_, at) => `"v${at}" varchar`);
    await this.run(`create temp table ${table} (${[...columns, '"n" bigint'].join(', ')})`);
    const appender = await this.connection.createAppender(table.replaceAll('"', ''), null, 'temp');
    for (const [row, number] of numbers.entries()) {
      for (const column of texts) appender.appendVarchar(column[row] as string);
      appender.appendBigInt(BigInt(number));
      appender.endRow();
    }
    appender.closeSync();
  }

  // The engine's own messages quote values, so only their kind goes on.
  async #watched<T>(
    sql: string,
    bindings: Bindings,
    work: (values: DuckDBValue[], types: DuckDBType[]) => Promise<T>,
  ): Promise<T> {
    this.options.onStatement?.({ sql, values: bindings.values });
    try {
      return await work(bindings.values.map(duckValue), bindings.values.map(duckType));
    } catch (error) {
      throw enginesError('ENGINE_FAILED', {
        found: kindOf(error),
        next: 'Look at free memory and disk, and whether a source changed during the run; then run again.',
      });
    }
  }

  async close(): Promise<void> {
    this.connection.closeSync();
    this.instance.closeSync();
    clearLeftovers(this.options.workFolder);
  }
}

// The engine makes its file by the umask, and takes none that is empty. A thread cannot set the umask of its process.
async function forOwnerOnly<T>(make: () => Promise<T>): Promise<T> {
  const before = isMainThread ? process.umask(0o077) : null;
  try {
    return await make();
  } finally {
    if (before !== null) process.umask(before);
  }
}

function clearLeftovers(folder: string): void {
  for (const name of SIDE_FILES) rmSync(join(folder, name), { recursive: true, force: true });
}

function duckValue(value: Bound): DuckDBValue {
  return value instanceof Uint8Array ? new DuckDBBlobValue(value) : value;
}

function duckType(value: Bound): DuckDBType {
  if (value instanceof Uint8Array) return BLOB;
  switch (typeof value) {
    case 'bigint':
      return BIGINT;
    case 'number':
      return DOUBLE;
    case 'boolean':
      return BOOLEAN;
    default:
      return VARCHAR;
  }
}

function kindOf(error: unknown): string {
  const kind = /^[A-Z][A-Za-z]*( [A-Za-z]+){0,3} Error/.exec(error instanceof Error ? error.message : '')?.[0];
  return kind ?? 'an error without a kind';
}
