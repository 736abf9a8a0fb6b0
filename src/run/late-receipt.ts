import { setTimeout as sleep } from 'node:timers/promises';
import type { Log, Receipt } from '../audit/index.js';
import { ProbityError } from '../documents/index.js';

/** How long a receipt is waited for after the log's own patience has ended, and how long between two tries. */
const WAIT = { totalMs: 25_000, restMs: 500 } as const;

/**
 * The receipt of an entry, waited for when the entry is on disk and its checkpoint is late: what was recorded is
 * finished as recorded. `first` writes the entry, `again` only asks for its receipt. Throws LOG_UNPUBLISHED when the time
 * is up or the log cannot publish any more; the next start then finishes from the entry.
 */
export async function lateReceipt(
  log: Pick<Log, 'health'>,
  first: () => Promise<Receipt>,
  again: () => Promise<Receipt | undefined>,
  { totalMs, restMs }: { readonly totalMs: number; readonly restMs: number } = WAIT,
): Promise<Receipt> {
  let tried = await attempt(first);
  for (const until = Date.now() + totalMs; tried.kind === 'unpublished'; ) {
    if (log.health.kind === 'failed' || Date.now() >= until) throw tried.error;
    await sleep(restMs);
    tried = await attempt(again);
  }
  return tried.receipt;
}

type Tried =
  | { readonly kind: 'there'; readonly receipt: Receipt }
  | { readonly kind: 'unpublished'; readonly error: ProbityError };

async function attempt(work: () => Promise<Receipt | undefined>): Promise<Tried> {
  try {
    const receipt = await work();
    if (!receipt) throw new Error('an entry that was written is gone');
    return { kind: 'there', receipt };
  } catch (error) {
    if (error instanceof ProbityError && error.code === 'LOG_UNPUBLISHED') return { kind: 'unpublished', error };
    throw error;
  }
}
