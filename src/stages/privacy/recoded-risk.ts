import { frozen } from '../../documents/index.js';
import {
  type ClassTable,
  homogeneity,
  kAnonymity,
  lDiversity,
  reidentificationRisk,
  tCloseness,
  withSegmentKnown,
} from '../../measures/index.js';

/** What a k-anonymous table lets an outsider single out who knows the recoded quasi-identifiers. */
export interface RecodedRisk {
  readonly people: number;
  readonly suppressed: number;
  readonly suppressedShare: number | null;
  readonly classes: number;
  /** The smallest class. */
  readonly k: number;
  /** The smallest class when the outsider also knows the segment, which stands beside the quasi-identifiers. */
  readonly kWithSegment: number;
  readonly distinctL: number;
  readonly entropyL: number | null;
  readonly largestSegmentShare: number | null;
  /** From the segments of everybody in the table. */
  readonly t: number | null;
  readonly highestRisk: number | null;
  /** Over people, not over classes. */
  readonly averageRisk: number | null;
}

export function recodedRisk(table: ClassTable): RecodedRisk {
  const { people, classes, k, suppressed, suppressedShare } = kAnonymity(table);
  const risk = reidentificationRisk(table);
  const diversity = lDiversity(table);
  return frozen({
    ...{ people, suppressed, suppressedShare, classes, k },
    kWithSegment: kAnonymity(withSegmentKnown(table)).k,
    distinctL: diversity.distinct,
    entropyL: diversity.entropy,
    largestSegmentShare: homogeneity(table).largestShare,
    t: tCloseness(table).equal,
    highestRisk: risk.highest,
    averageRisk: risk.peopleAverage,
  });
}
