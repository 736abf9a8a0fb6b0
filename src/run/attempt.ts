import { type Digest, digestOf, isoInstant } from '../documents/index.js';
import type { Attempt } from '../stages/gates/index.js';
import type { Features } from '../stages/preparation/index.js';
import type { SegmentationRequest } from '../stages/request/index.js';
import type { Parts } from './parts.js';
import { type Asked, familyOf, type RunRow } from './run-records.js';

/** The most earlier attempts that a report names. */
const NAMED_MAX = 20;

/** An attempt with what came before it. */
export interface NumberedAttempt {
  readonly attempt: Attempt;
  /** Comparisons judged by the attempts since the last one that was released: what is tried until it passes. */
  readonly triedBefore: number;
}

/** Numbers a judged run in its family, and says what each attempt changed and how it ended. */
export async function numberAttempt(
  { records }: Pick<Parts, 'records'>,
  request: SegmentationRequest,
  { rows: { fingerprint } }: Features,
): Promise<NumberedAttempt> {
  const family = familyOf(request);
  await records.close(request.run, { source: fingerprint });
  const number = await records.judged(request.run, family);
  const rows = (await records.ofFamily(family)).filter(({ attempt }) => (attempt ?? 0) <= number);
  const earlier = rows.slice(0, -1);
  const since = earlier.slice(earlier.findLastIndex(({ state }) => state === 'released') + 1);
  return {
    attempt: {
      ...{ family, number, changed: changedAt(rows, rows.length - 1) },
      earlier: earlier
        .map((row, at) => earlierAttempt(row, changedAt(rows, at)))
        .reverse()
        .slice(0, NAMED_MAX),
    },
    triedBefore: since.reduce((sum, { tests }) => sum + (tests ?? 0), 0),
  };
}

function earlierAttempt(row: RunRow, changed: readonly string[]): Attempt['earlier'][number] {
  const { run, attempt, state, opened_at: at } = row;
  // While a decision about it is written down, a run is still held.
  const outcome = state === 'deciding' ? 'held' : state;
  return { number: attempt ?? 0, run, at: isoInstant(at), outcome, changed };
}

function changedAt(rows: readonly RunRow[], at: number): readonly string[] {
  const [before, now] = [rows[at - 1], rows[at]];
  return before === undefined || now === undefined ? [] : changedBetween(before, now);
}

/** What an attempt changed against the one before it, in words: trying until it passes must show. */
export function changedBetween(
  before: Pick<RunRow, 'asked' | 'source'>,
  now: Pick<RunRow, 'asked' | 'source'>,
): readonly string[] {
  const [then, asked] = [JSON.parse(before.asked) as Asked, JSON.parse(now.asked) as Asked];
  return [
    ...(then.plugin === asked.plugin ? [] : [`plugin ${then.plugin} became ${asked.plugin}`]),
    ...then.columns.filter((column) => !asked.columns.includes(column)).map((column) => `without column ${column}`),
    ...asked.columns.filter((column) => !then.columns.includes(column)).map((column) => `with column ${column}`),
    ...changedOptions(then.options, asked.options),
    ...(then.seed === asked.seed ? [] : ['another seed']),
    ...(isSame(then.mitigation, asked.mitigation) ? [] : ['mitigation changed']),
    ...(isSame(then.release, asked.release) ? [] : ['another k-anonymous table']),
    ...(isKnownOther(then.policySet, asked.policySet) ? ['other policies'] : []),
    ...(isKnownOther(then.purpose, asked.purpose) ? ['the purpose was declared otherwise'] : []),
    ...(isKnownOther(before.source, now.source) ? ['the files of the dataset changed'] : []),
  ];
}

function isSame(before: unknown, now: unknown): boolean {
  return digestOf(before ?? null) === digestOf(now ?? null);
}

// A run of an earlier version has not kept it.
function isKnownOther(before: Digest | string | null | undefined, now: Digest | string | null | undefined): boolean {
  return typeof before === 'string' && typeof now === 'string' && before !== now;
}

function changedOptions(before: Asked['options'], now: Asked['options']): readonly string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(now)])].sort();
  return names.filter((name) => !isSame(before[name], now[name])).map((name) => `option ${name} changed`);
}
