import { ProbityError } from '../../documents/index.js';
import type { DataEngine, ReleaseMoves, WriteAsk } from '../../engines/index.js';
import { audienceDifference, releaseDifference } from '../../measures/index.js';
import type { ReleaseCandidate } from '../disclosure/index.js';
import type { EarlierRelease, UncomparedRelease } from './privacy-report.js';

/** An earlier release of the same dataset that is in force. */
export interface ReleasedBefore {
  readonly run: string;
  readonly purpose: string;
  /** Its `segments.parquet`. */
  readonly file: string;
  /** The keys of its purpose, the newest first: one of them made its pseudonyms. */
  readonly pseudonymKeys: readonly WriteAsk['pseudonymKey'][];
}

/** What the run knows of earlier releases: those to compare with, and those of which nothing can be said. */
export interface EarlierReleases {
  readonly comparable: readonly ReleasedBefore[];
  readonly uncompared: readonly UncomparedRelease[];
}

interface Compared {
  readonly earlier: readonly EarlierRelease[];
  readonly uncompared: readonly UncomparedRelease[];
}

/** Lays the candidate beside every earlier release, each under the key that made its pseudonyms. Counts only. */
export async function compareEarlier(
  engine: DataEngine,
  candidate: ReleaseCandidate,
  { comparable, uncompared }: EarlierReleases,
): Promise<Compared> {
  const earlier: EarlierRelease[] = [];
  const unreadable: UncomparedRelease[] = [];
  for (const before of comparable) {
    const moves = await movesSince(engine, candidate, before);
    if (moves === 'unreadable') unreadable.push({ run: before.run, why: 'unreadable' });
    else if (moves !== 'nobody-in-common') earlier.push(comparedWith(before, moves));
  }
  return { earlier, uncompared: [...unreadable, ...uncompared] };
}

function comparedWith({ run, purpose }: ReleasedBefore, moves: ReleaseMoves): EarlierRelease {
  return { run, purpose, ...releaseDifference({ moves }), ...audienceDifference({ moves }) };
}

// Nobody in common under any key: these are other people, and there is nothing to take from each other.
async function movesSince(
  engine: DataEngine,
  { rows }: ReleaseCandidate,
  { file, pseudonymKeys }: ReleasedBefore,
): Promise<ReleaseMoves | 'unreadable' | 'nobody-in-common'> {
  for (const key of pseudonymKeys) {
    try {
      const moves = await engine.compareReleases(rows, file, key);
      if (moves.some(({ before, now }) => before !== null && now !== null)) return moves;
    } catch (error) {
      // A file that was damaged since cannot be compared, which the report says; the new run is not to blame.
      if (error instanceof ProbityError && error.code === 'ENGINE_FAILED') return 'unreadable';
      throw error;
    }
  }
  return 'nobody-in-common';
}
