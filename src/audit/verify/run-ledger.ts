import type { Fault } from './verification.js';

const MARK = Buffer.from('"type":"run-');

/** Follows the runs of a log: each must have exactly one opening entry and, behind it, one closing entry. */
export class RunLedger {
  readonly #open = new Set<string>();
  readonly #closed = new Set<string>();
  readonly faults: Fault[] = [];

  get runs(): number {
    return this.#closed.size;
  }

  get openRuns(): readonly string[] {
    return [...this.#open];
  }

  /** Takes one entry; those that are not about a run, or not in the form of Probity, are none of its business. */
  take(bytes: Buffer, index: number, where: string): void {
    if (!bytes.includes(MARK)) return;
    const entry = parsed(bytes);
    if (!entry) return;
    const says = entry.type === 'run-opened' ? this.#opened(entry.run) : this.#close(entry.type, entry.run);
    if (says) this.faults.push({ kind: 'run', where, index, says: `run ${entry.run} ${says}` });
  }

  #opened(run: string): string | undefined {
    if (this.#open.has(run) || this.#closed.has(run)) return 'has a second opening entry';
    this.#open.add(run);
    return undefined;
  }

  #close(type: string, run: string): string | undefined {
    if (type !== 'run-closed') return undefined;
    if (this.#open.delete(run)) {
      this.#closed.add(run);
      return undefined;
    }
    return this.#closed.has(run) ? 'has a second closing entry' : 'is closed without an opening entry';
  }
}

function parsed(bytes: Buffer): { readonly type: string; readonly run: string } | undefined {
  try {
    const { v, type, run } = JSON.parse(bytes.toString('utf8')) as Record<string, unknown>;
    return v === 1 && typeof type === 'string' && typeof run === 'string' ? { type, run } : undefined;
  } catch {
    return undefined;
  }
}
