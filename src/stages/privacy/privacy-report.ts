import type { ReleaseDifference } from '../../measures/index.js';

/** What changed since an earlier release, by people. */
export interface EarlierRelease extends ReleaseDifference {
  readonly run: string;
}

/** What the release would let an outsider single out, from counts of classes of equal quasi-identifiers. */
export interface PrivacyReport {
  readonly quasiIdentifiers: readonly string[];
  /** Distinct people, not rows. */
  readonly people: number;
  readonly classes: number;
  /** The smallest class. */
  readonly k: number;
  /** The smallest class when the outsider also knows the segment. */
  readonly kWithSegment: number;
  /** Classes of one person. */
  readonly uniques: number;
  readonly highestRisk: number | null;
  /** Over people, not over classes. */
  readonly averageRisk: number | null;
  /** The least number of segments in a class. */
  readonly distinctL: number;
  readonly entropyL: number | null;
  /** The largest share of one segment in a class: 1 means that everybody of a class is in one segment. */
  readonly largestSegmentShare: number | null;
  /** Against the last release of the same dataset and purpose; null when there was none to compare with. */
  readonly earlier: EarlierRelease | null;
  /** The largest distance of a class's segments from the overall ones (equal distance). */
  readonly t: number | null;
}
