import type { CountTable, JointProxy, SegmentProxies, TraitBenefit } from '../../measures/index.js';
import type { Limits } from '../decision/index.js';
import type { TableEffects, TraitFigures } from './trait-figures.js';

export type FairnessVerdict = 'pass' | 'fail' | 'inconclusive' | 'not_estimable' | 'not_assessed';

/** Two groups compared in one segment, against the limit of the trait. */
export interface Comparison {
  readonly segment: string;
  /** The group with the lower rate first. */
  readonly groups: readonly [string, string];
  /** Lower rate by higher rate, at most 1; null when nobody of either is in the segment. */
  readonly ratio: number | null;
  readonly ratioInterval: readonly [number, number] | null;
  readonly difference: number | null;
  readonly differenceInterval: readonly [number, number] | null;
  readonly verdict: FairnessVerdict;
  /** People per group that would decide an inconclusive comparison. */
  readonly groupSizeNeeded: number | null;
}

export interface Rate {
  readonly segment: string;
  readonly group: string;
  readonly count: number;
  readonly total: number;
  readonly rate: number | null;
  readonly interval: readonly [number, number] | null;
}

/** One trait, or a crossing of traits, over all segments. */
export interface TraitFairness {
  readonly trait: string;
  readonly status: 'held' | 'sample' | 'estimated' | 'not-held';
  /** Null when no bias policy speaks of the trait. */
  readonly ratioMin: number | null;
  readonly verdict: FairnessVerdict;
  /** Null when the trait is not held. */
  readonly table: CountTable | null;
  /** What was judged in its place: as many people as a sample or an estimate is worth; null where everybody was. */
  readonly effective: CountTable | null;
  readonly rates: readonly Rate[];
  readonly comparisons: readonly Comparison[];
  /** Mean benefit against its limits; null where no policy limits it. */
  readonly benefit: TraitBenefit | null;
  readonly effects: TableEffects;
  /** Null when the trait is not held, and for a run that is only tried beside another. */
  readonly figures: TraitFigures | null;
}

/** How well one feature tells one trait. */
export interface Proxy {
  readonly feature: string;
  readonly trait: string;
  readonly measure: 'V' | 'AUC';
  readonly value: number;
  /** 0 to 1: V itself, or 2·AUC − 1. */
  readonly strength: number;
}

/** What tells the traits. */
export interface ProxyReport {
  /** Each feature alone, strongest first. */
  readonly proxies: readonly Proxy[];
  readonly identifierLike: readonly string[];
  /** Whether they were looked for among a sample of very many people; verdicts are of everybody. */
  readonly sampled: boolean;
  /** All features at once, for each trait; empty with fewer than two features. */
  readonly together: readonly JointProxy[];
  /** Each feature through the segments that it makes, for each trait; null for labels. */
  readonly throughSegments: readonly SegmentProxies[] | null;
}

export interface FairnessReport {
  readonly confidence: number;
  readonly correction: Limits['correction'];
  /** The comparisons of this run over which the correction ran. */
  readonly comparisons: number;
  /** Those of earlier attempts over which it ran besides. */
  readonly triedBefore: number;
  readonly traits: readonly TraitFairness[];
  /** Segments that the purpose gives no value while it gives others one: then nothing is said of benefit. */
  readonly segmentsWithoutBenefit: readonly string[];
  readonly telling: ProxyReport;
}
