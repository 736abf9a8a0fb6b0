import { frozen, ProbityError } from '../../documents/index.js';
import type { DataEngine, WriteAsk } from '../../engines/index.js';
import {
  classTable,
  homogeneity,
  kAnonymity,
  lDiversity,
  reidentificationRisk,
  releaseDifference,
  tCloseness,
  withSegmentKnown,
} from '../../measures/index.js';
import type { ReleaseCandidate } from '../disclosure/index.js';
import type { ProtectedTraits } from '../preparation/index.js';
import type { EarlierRelease, PrivacyReport } from './privacy-report.js';

/** The last release of the same dataset and purpose, under whose key its pseudonyms were made. */
export interface ReleasedBefore {
  readonly run: string;
  /** Its `segments.parquet`. */
  readonly file: string;
  readonly pseudonymKey: WriteAsk['pseudonymKey'];
}

/** What the release lets an outsider single out who knows the quasi-identifiers, with and without the segment. */
export async function assessPrivacy(
  engine: DataEngine,
  candidate: ReleaseCandidate,
  traits: ProtectedTraits,
  before: ReleasedBefore | null = null,
): Promise<PrivacyReport> {
  const { quasiIdentifiers, segments, classes } = await engine.countClasses(
    candidate.rows,
    traits.rows,
    traits.quasiIdentifiers,
  );
  const table = classTable(segments, classes);
  const { people, classes: count, k, uniques } = kAnonymity(table);
  const risk = reidentificationRisk(table);
  const diversity = lDiversity(table);
  return frozen({
    quasiIdentifiers,
    people,
    classes: count,
    k,
    kWithSegment: kAnonymity(withSegmentKnown(table)).k,
    uniques,
    highestRisk: risk.highest,
    averageRisk: risk.peopleAverage,
    distinctL: diversity.distinct,
    entropyL: diversity.entropy,
    largestSegmentShare: homogeneity(table).largestShare,
    t: tCloseness(table).equal,
    earlier: before === null ? null : await comparedWith(engine, candidate, before),
  });
}

async function comparedWith(
  engine: DataEngine,
  candidate: ReleaseCandidate,
  before: ReleasedBefore,
): Promise<EarlierRelease | null> {
  const moves = await movesSince(engine, candidate, before);
  if (moves === null) return null;
  const difference = releaseDifference({ moves });
  // Nobody in common: other people, or pseudonyms under another key. There is nothing to lay side by side.
  return difference.stayed + difference.changed === 0 ? null : { run: before.run, ...difference };
}

// A file that was damaged since cannot be compared, which the report says; the new run is not to blame.
async function movesSince(engine: DataEngine, { rows }: ReleaseCandidate, { file, pseudonymKey }: ReleasedBefore) {
  try {
    return await engine.compareReleases(rows, file, pseudonymKey);
  } catch (error) {
    if (error instanceof ProbityError && error.code === 'ENGINE_FAILED') return null;
    throw error;
  }
}
