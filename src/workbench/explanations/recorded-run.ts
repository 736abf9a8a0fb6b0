import type { Log, StoredEntry } from '../../audit/index.js';
import { explanationsError } from './explanations.errors.js';

/** The entries of one run; null where it is not closed yet. */
export interface RecordedRun {
  readonly opened: StoredEntry;
  readonly closed: StoredEntry | null;
}

const PAGE = 1024;

/**
 * Finds a run by its id, or by the index of its opening or closing entry (the id of a decision). The newest entries are
 * read first: what people ask about is mostly of today.
 * @throws NOTHING_TO_EXPLAIN
 */
export async function recordedRun(log: Pick<Log, 'entries' | 'size'>, id: string): Promise<RecordedRun> {
  const run = /^#?\d+$/.test(id) ? await runAt(log, Number(id.replace('#', ''))) : id;
  let closed: StoredEntry | null = null;
  for (let end = log.size; end > 0 && run !== null; end -= PAGE) {
    const found: StoredEntry[] = [];
    for await (const stored of log.entries(Math.max(0, end - PAGE), end)) {
      if (stored.entry.run === run) found.push(stored);
    }
    closed = found.find(({ entry }) => entry.type === 'run-closed') ?? closed;
    const opened = found.find(({ entry }) => entry.type === 'run-opened');
    if (opened) return { opened, closed };
  }
  throw explanationsError('NOTHING_TO_EXPLAIN', {
    found: `'${id.slice(0, 100)}'`,
    expected: 'the id of a run, the index of one of its entries, or a request.yaml',
    next: 'List what there is with: probity audit show',
  });
}

async function runAt(log: Pick<Log, 'entries' | 'size'>, index: number): Promise<string | null> {
  for await (const { entry } of log.entries(index, index + 1)) return entry.run ?? null;
  return null;
}
