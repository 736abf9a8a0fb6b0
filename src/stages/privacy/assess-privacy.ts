import { frozen } from '../../documents/index.js';
import type { ClassCounts, DataEngine } from '../../engines/index.js';
import {
  betaLikeness,
  classTable,
  deltaDisclosure,
  homogeneity,
  kAnonymity,
  lDiversity,
  recursiveAbove,
  reidentificationRisk,
  tCloseness,
  withSegmentKnown,
} from '../../measures/index.js';
import type { Limits, Permit } from '../decision/index.js';
import type { ReleaseCandidate } from '../disclosure/index.js';
import type { ProtectedTraits } from '../preparation/index.js';
import { compareEarlier, type EarlierReleases } from './compare-earlier.js';
import { keyFigures } from './key-figures.js';
import type { PrivacyReport } from './privacy-report.js';
import { recodedRisk } from './recoded-risk.js';

/** What is looked at, besides the permit. */
export interface PrivacyInput {
  readonly candidate: ReleaseCandidate;
  readonly traits: ProtectedTraits;
  readonly earlier: EarlierReleases;
}

/** What the release lets an outsider single out who knows the quasi-identifiers, with and without the segment. */
export async function assessPrivacy(
  engine: DataEngine,
  { limits }: Permit,
  { candidate, traits, earlier }: PrivacyInput,
): Promise<PrivacyReport> {
  const counted = await engine.countClasses(candidate.rows, traits.rows, traits.quasiIdentifiers);
  const compared = await compareEarlier(engine, candidate, earlier);
  const recoded = candidate.recoded?.kind === 'reached' ? recodedRisk(candidate.recoded.classes) : null;
  const { quasiIdentifiers } = counted;
  return frozen({ quasiIdentifiers, ...classFigures(counted, limits), recoded, ...compared });
}

type ClassFigures = Omit<PrivacyReport, 'quasiIdentifiers' | 'recoded' | 'earlier' | 'uncompared'>;

/** The figures of a table of classes; `recursive` for every l that the limits name. */
export function classFigures(counted: ClassCounts, { recursive }: Pick<Limits, 'recursive'>): ClassFigures {
  const { segments, classes, keys, suppressed } = counted;
  const table = classTable(segments, classes, suppressed);
  const { people, classes: count, k, uniques } = kAnonymity(table);
  const risk = reidentificationRisk(table);
  const diversity = lDiversity(table);
  const homogeneous = homogeneity(table);
  const delta = deltaDisclosure(table);
  const lacking = classes.filter((_, at) => keys[at]?.includes(null)).flat();
  return {
    people,
    suppressed,
    missing: lacking.reduce((sum, one) => sum + one, 0),
    classes: count,
    k,
    kWithSegment: kAnonymity(releasedCells(counted)).k,
    uniques,
    highestRisk: risk.highest,
    averageRisk: risk.peopleAverage,
    classAverageRisk: risk.classAverage,
    shareAbove: risk.shareAbove,
    distinctL: diversity.distinct,
    entropyL: diversity.entropy,
    recursive: recursive.map(({ l }) => ({ l, above: recursiveAbove(table, l) })),
    largestSegmentShare: homogeneous.largestShare,
    homogeneousPeople: homogeneous.people,
    t: tCloseness(table).equal,
    beta: betaLikeness(table).enhanced,
    delta: delta.finite,
    deltaInfinite: delta.infinite,
    keys: keyFigures(counted),
  };
}

// Only released segments are told: who is unassigned or suppressed shares the fact of not being there with nobody known.
function releasedCells({ segments, classes, released }: ClassCounts) {
  const told = classes.map((counts) => counts.slice(0, released));
  return withSegmentKnown(classTable(segments.slice(0, released), told));
}
