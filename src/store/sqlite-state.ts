import type { Kysely } from 'kysely';
import { type Lease, takeLease } from './lease.js';
import { assertOwner, type Claim, HEARTBEAT_MS, release, showLife } from './ownership.js';
import type { Connection } from './sqlite-database.js';
import type { State, Tables } from './state.js';
import { storeError } from './store.errors.js';
import { storeFailure, withStoreCodes } from './store-failure.js';
import type { StoreTables } from './store-tables.js';

/** State in one SQLite file: one connection that writes, one that only reads. */
export class SqliteState implements State {
  readonly #heartbeat: NodeJS.Timeout;
  #closed = false;

  constructor(
    private readonly writer: Connection<StoreTables>,
    private readonly reader: Connection<StoreTables>,
    private readonly taken: Claim,
    private readonly now: () => Date,
  ) {
    this.#heartbeat = setInterval(() => void this.#beat(), HEARTBEAT_MS).unref();
  }

  get cleanStop(): boolean {
    return this.taken.cleanStop;
  }

  async read<T, Result>(work: (db: Tables<T>) => Promise<Result>): Promise<Result> {
    this.#assertOpen();
    return withStoreCodes(() => work(this.reader.db as unknown as Tables<T>));
  }

  async transaction<T, Result>(work: (db: Tables<T>) => Promise<Result>): Promise<Result> {
    this.#assertOpen();
    return this.#asOwner((tx) => work(tx as unknown as Tables<T>));
  }

  async takeLease(name: string): Promise<Lease> {
    this.#assertOpen();
    return this.#asOwner((tx) => takeLease(tx, name));
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    clearInterval(this.#heartbeat);
    try {
      await this.#asOwner((tx) => release(tx, true));
    } finally {
      this.reader.sqlite.close();
      this.#closeWriter();
    }
  }

  /** Whoever copies the file of a stopped state must have all of it, so the write-ahead log is folded in first. */
  #closeWriter(): void {
    try {
      this.writer.sqlite.pragma('wal_checkpoint(truncate)');
    } catch (error) {
      throw storeFailure(error);
    } finally {
      this.writer.sqlite.close();
    }
  }

  #asOwner<Result>(work: (tx: Kysely<StoreTables>) => Promise<Result>): Promise<Result> {
    return withStoreCodes(() =>
      this.writer.db.transaction().execute(async (tx) => {
        await assertOwner(tx, this.taken.fence);
        return work(tx);
      }),
    );
  }

  /** A beat that fails is not reported: the next real transaction meets the same fault and reports it. */
  async #beat(): Promise<void> {
    await this.#asOwner((tx) => showLife(tx, this.now())).catch(() => undefined);
  }

  #assertOpen(): void {
    if (this.#closed) throw storeError('STATE_CLOSED', { found: 'the state is closed', next: 'Open it again.' });
  }
}
