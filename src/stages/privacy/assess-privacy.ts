import { frozen } from '../../documents/index.js';
import type { DataEngine } from '../../engines/index.js';
import {
  classTable,
  homogeneity,
  kAnonymity,
  lDiversity,
  reidentificationRisk,
  tCloseness,
  withSegmentKnown,
} from '../../measures/index.js';
import type { ReleaseCandidate } from '../disclosure/index.js';
import type { ProtectedTraits } from '../preparation/index.js';
import type { PrivacyReport } from './privacy-report.js';

/** What the release lets an outsider single out who knows the quasi-identifiers, with and without the segment. */
export async function assessPrivacy(
  engine: DataEngine,
  candidate: ReleaseCandidate,
  traits: ProtectedTraits,
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
  });
}
