import { auditError } from './audit.errors.js';
import type { Clerk } from './clerk.js';
import type { Entry } from './entry.schema.js';
import { entryBytes, entryOfBytes } from './entry-bytes.js';
import type { EngineEntry, Log, LogHealth, OpenRun, Receipt, RunClosed, RunOpened, StoredEntry } from './log.js';
import type { LogRows, NewEntry } from './log-rows.js';
import type { PublishedFolder } from './published-folder.js';
import { receiptOf } from './receipt.js';
import type { Sequencer } from './sequencer.js';
import { TILE_WIDTH } from './verify/format/index.js';

/** The log over its four parts: rows, sequencer, clerk and published folder. */
export class TransparencyLog implements Log {
  #closed = false;

  constructor(
    readonly publicKey: string,
    private readonly rows: LogRows,
    private readonly sequencer: Sequencer,
    private readonly clerk: Clerk,
    private readonly folder: PublishedFolder,
  ) {}

  get origin(): string {
    return this.clerk.signed.origin;
  }

  get size(): number {
    return this.sequencer.size;
  }

  get health(): LogHealth {
    return this.sequencer.health.kind === 'ok' ? this.clerk.health : this.sequencer.health;
  }

  async append(entry: EngineEntry): Promise<{ readonly index: number }> {
    return { index: await this.#write(entry) };
  }

  async appendWithReceipt(entry: EngineEntry): Promise<Receipt> {
    return this.#receipt(await this.#write(entry));
  }

  async openRun(entry: RunOpened): Promise<{ readonly index: number }> {
    return { index: await this.#write(entry, { id: entry.run, does: 'open' }) };
  }

  async closeRun(entry: RunClosed): Promise<Receipt> {
    return this.#receipt(await this.#write(entry, { id: entry.run, does: 'close' }));
  }

  openRuns(): Promise<readonly OpenRun[]> {
    return this.rows.openRuns();
  }

  async closingReceipt(run: string): Promise<Receipt | undefined> {
    const index = await this.rows.closingOf(run);
    return index === undefined ? undefined : this.#receipt(index);
  }

  async prove(index: number): Promise<Receipt> {
    if (Number.isSafeInteger(index) && index >= 0 && index < this.size) return this.#receipt(index);
    throw auditError('INDEX_UNKNOWN', {
      found: `index ${index} in a log of ${this.size} entries`,
      next: 'Ask for an index of the log.',
    });
  }

  async *entries(from: number, to: number): AsyncGenerator<StoredEntry> {
    const end = Math.min(to, this.size);
    for (let first = Math.max(0, from); first < end; first += TILE_WIDTH) {
      const page = await this.rows.bytes(first, Math.min(first + TILE_WIDTH, end));
      for (const [at, bytes] of page.entries()) yield { index: first + at, bytes, entry: entryOfBytes(bytes) };
    }
  }

  async shutdown(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.sequencer.drained();
    await this.clerk.stop();
  }

  async #write(entry: Entry, run?: NonNullable<NewEntry['run']>): Promise<number> {
    if (this.#closed) throw auditError('LOG_CLOSED', { found: 'the log is shut down', next: 'Open it again.' });
    return this.sequencer.append({ bytes: entryBytes(entry), ...(run && { run }) });
  }

  async #receipt(index: number): Promise<Receipt> {
    const signed = await this.clerk.covering(index);
    const [bytes] = await this.rows.bytes(index, index + 1);
    if (!bytes) throw auditError('INDEX_UNKNOWN', { found: `index ${index}`, next: 'Ask for an index of the log.' });
    return receiptOf(this.folder, signed, index, bytes);
  }
}
