import { ProbityError } from '../documents/index.js';
import { auditError } from './audit.errors.js';
import type { LogHealth } from './log.js';
import type { LogRows, NewEntry, Placement } from './log-rows.js';

const BATCH = 512;
/** Entries that may wait; beyond it the caller is pushed back instead of filling memory. */
const QUEUE = 16_384;
/** After these the transaction was rolled back for sure, so the next batch may try. */
const PASSING = new Set(['STATE_DISK_FULL', 'STATE_BUSY']);

interface Waiting {
  readonly entry: NewEntry;
  readonly settle: (placement: Placement) => void;
}

/** Gives entries their indexes in the order in which they came: many callers, one transaction per batch. */
export class Sequencer {
  readonly #queue: Waiting[] = [];
  #size: number;
  #running: Promise<void> | undefined;
  #health: LogHealth = { kind: 'ok' };

  constructor(
    private readonly rows: LogRows,
    size: number,
    private readonly onWritten: () => void,
  ) {
    this.#size = size;
  }

  get size(): number {
    return this.#size;
  }

  get health(): LogHealth {
    return this.#health;
  }

  /** Resolves with the index once the entry is on disk. */
  async append(entry: NewEntry): Promise<number> {
    if (this.#health.kind === 'failed') throw this.#failed();
    if (this.#queue.length >= QUEUE) throw busy();
    const placement = await new Promise<Placement>((settle) => {
      this.#queue.push({ entry, settle });
      this.#running ??= this.#run();
    });
    if (placement.kind === 'refused') throw placement.error;
    return placement.index;
  }

  /** Resolves when nothing waits any more. */
  async drained(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    // One turn of the event loop lets callers that ask at the same time share the first transaction.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#queue.length > 0) await this.#write(this.#queue.splice(0, BATCH));
    this.#running = undefined;
  }

  async #write(batch: readonly Waiting[]): Promise<void> {
    const placements = await this.#place(batch.map(({ entry }) => entry));
    for (const [at, { settle }] of batch.entries()) {
      const placement = placements[at];
      if (placement) settle(placement);
    }
  }

  async #place(entries: readonly NewEntry[]): Promise<readonly Placement[]> {
    try {
      if (this.#health.kind === 'failed') throw this.#failed();
      const placements = await this.rows.append(entries, this.#size);
      this.#size += placements.filter(({ kind }) => kind === 'placed').length;
      this.#health = { kind: 'ok' };
      this.onWritten();
      return placements;
    } catch (cause) {
      const error = cause instanceof ProbityError ? cause : failed('an unknown fault', cause);
      if (this.#health.kind !== 'failed') {
        this.#health = { kind: PASSING.has(error.code) ? 'degraded' : 'failed', code: error.code };
      }
      return entries.map(() => ({ kind: 'refused', error }));
    }
  }

  #failed(): ProbityError {
    return failed(this.#health.code ?? 'unknown');
  }
}

function failed(code: string, cause?: unknown): ProbityError {
  const next = 'Cure the fault, then start again; nothing runs without the log.';
  return auditError('LOG_FAILED', { found: `an earlier write ended with ${code}`, next }, { cause });
}

function busy(): ProbityError {
  return auditError('LOG_BUSY', { found: `${QUEUE} entries wait`, next: 'Try again in a moment.' });
}
