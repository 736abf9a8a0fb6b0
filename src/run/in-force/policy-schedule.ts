import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Digest } from '../../documents/index.js';
import { OWNER_ONLY, writeDurably } from '../../store/index.js';
import { runError } from '../run.errors.js';

/** One approved set of policies and the moment from which it is in force. */
export interface ScheduledSet {
  /** The number of the change that brought it. */
  readonly change: number;
  /** The digest of its files, which names its folder in the state. */
  readonly snapshot: Digest;
  /** The commit that the files came from; null where they came from no git repository. */
  readonly revision: string | null;
  /** Milliseconds since 1970: the later of the effective date and the last approval. */
  readonly liveFrom: number;
  /** The set that a rollback took out of force. */
  readonly undoes: Digest | null;
}

/** The approved sets of a deployment, in the order in which they come into force; empty while folders are in force. */
export type PolicySchedule = readonly ScheduledSet[];

/** Below the state folder: what a program without the state's database reads. The database is the truth. */
const POINTER = join('policies', 'schedule.json');

export function byTime(sets: readonly ScheduledSet[]): PolicySchedule {
  return [...sets].sort((a, b) => a.liveFrom - b.liveFrom || a.change - b.change);
}

/** Those that may be in force at a moment, best first: the newest one, then those before it that nobody undid. */
export function dueAt(schedule: PolicySchedule, at: number): readonly ScheduledSet[] {
  const undone = new Set<Digest>();
  return [...byTime(schedule.filter(({ liveFrom }) => liveFrom <= at))].reverse().filter(({ snapshot, undoes }) => {
    const standing = !undone.has(snapshot);
    if (undoes !== null) undone.add(undoes);
    return standing;
  });
}

/** @throws POLICY_SCHEDULE_BROKEN when the file is not one that Probity wrote */
export function readSchedule(stateFolder: string): PolicySchedule {
  const file = join(stateFolder, POINTER);
  if (!existsSync(file)) return [];
  try {
    const { v, sets } = JSON.parse(readFileSync(file, 'utf8')) as { v: unknown; sets: PolicySchedule };
    if (v === 1 && sets.every(isScheduled)) return sets;
  } catch {
    // Falls through: whatever is wrong with it, the answer is the same.
  }
  throw runError('POLICY_SCHEDULE_BROKEN', {
    found: 'a file of another form',
    where: file,
    next: 'Remove the file and open the engine: it is written again from the state.',
  });
}

function isScheduled({ change, snapshot, liveFrom }: ScheduledSet): boolean {
  return Number.isSafeInteger(change) && /^sha256:[0-9a-f]{64}$/.test(snapshot) && Number.isSafeInteger(liveFrom);
}

/** Puts a schedule in place of the last one, whole or not at all. */
export async function writeSchedule(stateFolder: string, schedule: PolicySchedule): Promise<void> {
  const text = `${JSON.stringify({ v: 1, sets: schedule }, null, 2)}\n`;
  await writeDurably(join(stateFolder, POINTER), Buffer.from(text), 'replace', OWNER_ONLY);
}
