import type {
  AttributeDistinction,
  MissingValues,
  NearestUnion,
  ReleaseDifference,
  SpecialUniques,
} from '../../measures/index.js';
import type { RecodedRisk } from './recoded-risk.js';

/** What changed since an earlier release, by people. */
export interface EarlierRelease extends ReleaseDifference {
  readonly run: string;
  readonly purpose: string;
  /** For each segment of either release that something of the other comes near to: by how many people they differ. */
  readonly unions: readonly NearestUnion[];
}

/** An earlier release in force that could not be laid beside this one. */
export interface UncomparedRelease {
  readonly run: string;
  readonly why: 'unreadable' | 'missing' | 'too-many';
}

/** Which quasi-identifiers make people stand out. */
export interface KeyFigures {
  /** k, uniques and average risk if a missing value could be any value; no limit is judged by them. */
  readonly matchesAnything: MissingValues['matchesAnything'];
  /** People who are alone by few quasi-identifiers, and which ones do it. */
  readonly special: Pick<SpecialUniques, 'depth' | 'people' | 'bySize' | 'contributions'>;
  /** The sets of quasi-identifiers that tell people apart best. */
  readonly telling: AttributeDistinction['sets'];
}

/** What the release would let an outsider single out, from counts of classes of equal quasi-identifiers. */
export interface PrivacyReport {
  readonly quasiIdentifiers: readonly string[];
  /** Distinct people, not rows. */
  readonly people: number;
  /** People whose every quasi-identifier is suppressed; in no class, and not among `people`. */
  readonly suppressed: number;
  /** People who lack a quasi-identifier; here a missing value is a value of its own. */
  readonly missing: number;
  readonly classes: number;
  /** The smallest class. */
  readonly k: number;
  /** The smallest class when the outsider also knows the released segment: the smallest cell of segment and class. */
  readonly kWithSegment: number;
  /** Classes of one person. */
  readonly uniques: number;
  readonly highestRisk: number | null;
  /** Over people, not over classes. */
  readonly averageRisk: number | null;
  /** Share of people whose risk is above one in five. */
  readonly shareAbove: number | null;
  /** Over classes, which some tools print under the same name. */
  readonly classAverageRisk: number | null;
  /** The least number of segments in a class. */
  readonly distinctL: number;
  readonly entropyL: number | null;
  /** For every l that a policy names: what c must exceed; null where a class has fewer than l segments. */
  readonly recursive: readonly { readonly l: number; readonly above: number | null }[];
  /** The largest share of one segment in a class: 1 means that everybody of a class is in one segment. */
  readonly largestSegmentShare: number | null;
  /** People in classes that are in one segment. */
  readonly homogeneousPeople: number;
  /** Of the k-anonymous table beside the segments; null where there is none. */
  readonly recoded: RecodedRisk | null;
  /** The largest distance of a class's segments from the overall ones (equal distance). */
  readonly t: number | null;
  /** Enhanced β-likeness. */
  readonly beta: number | null;
  /** δ-disclosure: the largest finite change, and whether a segment is absent from a class, which makes it infinite. */
  readonly delta: number | null;
  readonly deltaInfinite: boolean;
  /** Null where there are no quasi-identifiers, or more classes than can be looked at in sets. */
  readonly keys: KeyFigures | null;
  /** Every earlier release of the same people that is in force, the latest first. */
  readonly earlier: readonly EarlierRelease[];
  readonly uncompared: readonly UncomparedRelease[];
}
