import type { Entry } from '../audit/index.js';

/** An entry of the log and its place; reports read nothing else. */
export interface RecordedEntry {
  readonly index: number;
  readonly entry: Entry;
}

/** Everything that the log holds about one run, in the order of the log. */
export interface RecordedRun {
  readonly run: string;
  readonly entries: readonly RecordedEntry[];
  readonly opened: RecordedEntry | null;
  readonly closed: RecordedEntry | null;
  /** A person's decisions on a held run. */
  readonly decided: readonly RecordedEntry[];
}

/** Gathers the entries of runs for which `wanted` holds; entries of no run are passed over. */
export async function recordedRuns(
  entries: AsyncIterable<RecordedEntry>,
  wanted: (run: string) => boolean,
): Promise<readonly RecordedRun[]> {
  const found = new Map<string, RecordedEntry[]>();
  for await (const { index, entry } of entries) {
    if (entry.run === undefined || !wanted(entry.run)) continue;
    const known = found.get(entry.run);
    if (known) known.push({ index, entry });
    else found.set(entry.run, [{ index, entry }]);
  }
  return [...found].map(([run, of]) => ({
    run,
    entries: of,
    opened: of.find(({ entry }) => entry.type === 'run-opened') ?? null,
    closed: of.find(({ entry }) => entry.type === 'run-closed') ?? null,
    decided: of.filter(({ entry }) => entry.type === 'hold-decided'),
  }));
}

/** What stands at a path of a body; undefined where an older or newer body does not have it. */
export function recordedAt(from: RecordedEntry | null, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((at, step) => (isObject(at) ? at[step] : undefined), from?.entry.body);
}

export function textAt(from: RecordedEntry | null, ...path: readonly string[]): string | null {
  const value = recordedAt(from, ...path);
  return typeof value === 'string' && value !== '' ? value : null;
}

export function countAt(from: RecordedEntry | null, ...path: readonly string[]): number | null {
  const value = recordedAt(from, ...path);
  return typeof value === 'number' ? value : null;
}

export function textsAt(from: RecordedEntry | null, ...path: readonly string[]): readonly string[] {
  const value = recordedAt(from, ...path);
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** How a run stands by its entries alone: a decision on a hold comes after its closing entry. */
export function outcomeOf({ closed, decided }: RecordedRun): string {
  const last = textAt(decided.at(-1) ?? null, 'decision');
  if (last !== null) return `held, then ${last}`;
  return textAt(closed, 'outcome') ?? 'open';
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
