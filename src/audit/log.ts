import type { Entry, EntryOf } from './entry.schema.js';

export type RunOpened = EntryOf<'run-opened'>;
export type RunClosed = EntryOf<'run-closed'>;
/** Every entry that neither opens nor closes a run. */
export type EngineEntry = Exclude<Entry, RunOpened | RunClosed>;

/** Proof that an entry stands in the log: it can be checked offline with the public key alone. */
export interface Receipt {
  readonly index: number;
  /** `sha256:` over the exact bytes of the entry. */
  readonly entryDigest: string;
  /** The text of a `.tlog-proof` file (c2sp.org/tlog-proof@v1). */
  readonly proof: string;
  /** The signed checkpoint that the proof ends in. */
  readonly checkpoint: string;
  readonly origin: string;
}

/** An entry as it was stored. */
export interface StoredEntry {
  readonly index: number;
  /** The exact bytes that were hashed. */
  readonly bytes: Buffer;
  readonly entry: Entry;
}

/** A run that has an opening entry and no closing one. */
export interface OpenRun {
  readonly run: string;
  readonly openedAt: number;
}

/** How a log stands: `ok`; `degraded` while the last write failed and can be tried again; `failed` until reopened. */
export interface LogHealth {
  readonly kind: 'ok' | 'degraded' | 'failed';
  /** The code of the failure. */
  readonly code?: string;
}

/** The transparency log of one state folder. Whatever it acknowledges is on disk. */
export interface Log {
  readonly origin: string;
  /** Verifier key of C2SP signed-note: `origin+8 hex+base64`. */
  readonly publicKey: string;
  /** Number of durable entries. */
  readonly size: number;
  readonly health: LogHealth;
  /** Resolves once the entry is on disk. */
  append(entry: EngineEntry): Promise<{ readonly index: number }>;
  /** Resolves once a signed checkpoint covers the entry. */
  appendWithReceipt(entry: EngineEntry): Promise<Receipt>;
  /** The one opening entry of a run; RUN_OPEN when there is one already. */
  openRun(entry: RunOpened): Promise<{ readonly index: number }>;
  /** The one closing entry of a run, and its receipt; RUN_CLOSED, RUN_UNKNOWN. */
  closeRun(entry: RunClosed): Promise<Receipt>;
  /** Runs without a closing entry: at start, those that crashed. */
  openRuns(): Promise<readonly OpenRun[]>;
  /** The receipt of a run's closing entry under the newest checkpoint; undefined while the run is open or unknown. */
  closingReceipt(run: string): Promise<Receipt | undefined>;
  /** The receipt of any entry under the newest checkpoint. */
  prove(index: number): Promise<Receipt>;
  /** Entries `from` up to, not including, `to`. */
  entries(from: number, to: number): AsyncIterable<StoredEntry>;
  /** Publishes what is written and stops; later calls are refused. */
  shutdown(): Promise<void>;
}
