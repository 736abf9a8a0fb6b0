import type { ProbityError } from '../documents/index.js';
import type { Lease, State, Tables } from '../store/index.js';
import { auditError } from './audit.errors.js';
import type { OpenRun } from './log.js';
import type { LogTables } from './log-tables.js';
import type { Checkpoint } from './verify/format/index.js';

type Db = Tables<LogTables>;

/** An entry that waits for its index. */
export interface NewEntry {
  readonly bytes: Buffer;
  readonly run?: { readonly id: string; readonly does: 'open' | 'close' };
}

/** What became of one entry of a batch. */
export type Placement =
  | { readonly kind: 'placed'; readonly index: number }
  | { readonly kind: 'refused'; readonly error: ProbityError };

/** A checkpoint with its signature. */
export interface SignedCheckpoint extends Checkpoint {
  readonly note: string;
}

/** The rows of one log. Every write holds the sequencer's lease. */
export class LogRows {
  private constructor(
    private readonly state: State,
    private readonly lease: Lease,
    private readonly log: number,
  ) {}

  static async open(state: State, origin: string): Promise<LogRows> {
    const lease = await state.takeLease('audit-sequencer');
    const log = await state.transaction(async (db: Db) => {
      await db
        .insertInto('audit_logs')
        .values({ origin })
        .onConflict((c) => c.doNothing())
        .execute();
      return db.selectFrom('audit_logs').select('id').where('origin', '=', origin).executeTakeFirstOrThrow();
    });
    return new LogRows(state, lease, log.id);
  }

  /** Number of entries; indexes are contiguous from 0. */
  size(): Promise<number> {
    return this.state.read((db: Db) => this.#sizeIn(db));
  }

  /** Places a batch behind `size` entries in one transaction; a refused entry takes no index. */
  append(batch: readonly NewEntry[], size: number): Promise<readonly Placement[]> {
    return this.state.transaction(async (db: Db) => {
      await this.lease.assertHeld(db);
      const found = await this.#sizeIn(db);
      if (found !== size) throw regress(`${found} rows instead of ${size}`);
      const placements: Placement[] = [];
      const placed: LogTables['audit_entries'][] = [];
      for (const { bytes, run } of batch) {
        const idx = size + placed.length;
        const error = run && (await this.#moveRun(db, run, idx));
        placements.push(error ? { kind: 'refused', error } : { kind: 'placed', index: idx });
        if (!error) placed.push({ log: this.log, idx, bytes });
      }
      if (placed.length > 0) await db.insertInto('audit_entries').values(placed).execute();
      return placements;
    });
  }

  /** The bytes of the entries `from` up to, not including, `to`. */
  async bytes(from: number, to: number): Promise<readonly Buffer[]> {
    const rows = await this.state.read((db: Db) =>
      db
        .selectFrom('audit_entries')
        .select('bytes')
        .where('log', '=', this.log)
        .where('idx', '>=', from)
        .where('idx', '<', to)
        .orderBy('idx')
        .execute(),
    );
    if (rows.length !== Math.max(0, to - from)) throw regress(`${rows.length} rows from ${from} to ${to}`);
    return rows.map(({ bytes }) => bytes);
  }

  async signed(): Promise<SignedCheckpoint | undefined> {
    const row = await this.state.read((db: Db) =>
      db
        .selectFrom('audit_signed')
        .innerJoin('audit_logs', 'audit_logs.id', 'audit_signed.log')
        .select(['origin', 'size', 'root', 'checkpoint as note'])
        .where('log', '=', this.log)
        .executeTakeFirst(),
    );
    return row;
  }

  async recordSigned({ size, root, note }: SignedCheckpoint): Promise<void> {
    const row = { log: this.log, size, root, checkpoint: note };
    await this.state.transaction(async (db: Db) => {
      await this.lease.assertHeld(db);
      await db
        .insertInto('audit_signed')
        .values(row)
        .onConflict((conflict) => conflict.column('log').doUpdateSet(row))
        .execute();
    });
  }

  /** A run that an earlier epoch opened stays open there: no other log can close it. */
  openRuns(): Promise<readonly OpenRun[]> {
    return this.state.read((db: Db) =>
      db
        .selectFrom('audit_runs')
        .select(['run', 'opened as openedAt'])
        .where('closed', 'is', null)
        .where('log', '=', this.log)
        .orderBy('opened')
        .execute(),
    );
  }

  /** Where the closing entry of a run of this log stands. */
  async closingOf(run: string): Promise<number | undefined> {
    const row = await this.state.read((db: Db) =>
      db
        .selectFrom('audit_runs')
        .select('closed')
        .where('run', '=', run)
        .where('log', '=', this.log)
        .executeTakeFirst(),
    );
    return row?.closed ?? undefined;
  }

  async #sizeIn(db: Db): Promise<number> {
    const row = await db
      .selectFrom('audit_entries')
      .select((eb) => eb.fn.max('idx').as('last'))
      .where('log', '=', this.log)
      .executeTakeFirst();
    return typeof row?.last === 'number' ? row.last + 1 : 0;
  }

  async #moveRun(db: Db, { id, does }: NonNullable<NewEntry['run']>, idx: number): Promise<ProbityError | undefined> {
    if (does === 'open') {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('audit_runs')
        .values({ run: id, log: this.log, opened: idx, closed: null })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return numInsertedOrUpdatedRows === 1n ? undefined : runError('RUN_OPEN', id);
    }
    const { numUpdatedRows } = await db
      .updateTable('audit_runs')
      .set({ closed: idx })
      .where('run', '=', id)
      .where('log', '=', this.log)
      .where('closed', 'is', null)
      .executeTakeFirst();
    if (numUpdatedRows === 1n) return undefined;
    const known = await db.selectFrom('audit_runs').select('log').where('run', '=', id).executeTakeFirst();
    return runError(known?.log === this.log ? 'RUN_CLOSED' : 'RUN_UNKNOWN', id);
  }
}

function runError(code: 'RUN_OPEN' | 'RUN_CLOSED' | 'RUN_UNKNOWN', run: string): ProbityError {
  return auditError(code, { found: `run ${run}`, next: 'Report this: the pipeline opens and closes each run once.' });
}

/** The one answer to rows that do not continue what was signed. */
export function regress(found: string): ProbityError {
  return auditError('LOG_REGRESS', {
    found,
    expected: 'rows that continue the last signed checkpoint',
    next:
      'Do not delete anything. A state restored from a backup is a fork: keep the folder of the log, give the log a ' +
      'new origin (the number at its end plus one) and a new folder, and name the last old checkpoint in its first entry.',
  });
}
