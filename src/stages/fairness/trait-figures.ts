import type {
  ConditionalDisparity,
  DistanceFairness,
  EffectIntervals,
  IndividualConsistency,
  RateComparison,
  SegmentBenefit,
} from '../../measures/index.js';

/** Figures over the whole table of a trait. */
export interface TableEffects {
  readonly chiSquare: number | null;
  readonly g: number | null;
  readonly cramerV: number | null;
  readonly cramerVCorrected: number | null;
  readonly totalVariation: number | null;
  /** In the sense of Bera. */
  readonly balance: number | null;
  /** In the sense of Chierichetti, and what it could be at most. */
  readonly chierichetti: number | null;
  readonly chierichettiBound: number | null;
  readonly mutualInformation: number | null;
  /** Share of what there is to know of the group that the segment tells, and the other way round. */
  readonly groupToldBySegment: number | null;
  readonly segmentToldByGroup: number | null;
  /** Smoothed worst ratio over all segments and groups. */
  readonly epsilon: number | null;
  readonly worstRatio: number | null;
}

/** One segment over all groups: how uneven, and how likely by chance. */
export interface SegmentFigures {
  readonly segment: string;
  readonly overall: number | null;
  readonly difference: number | null;
  readonly ratio: number | null;
  readonly differenceToOverall: number | null;
  readonly ratioToOverall: number | null;
  readonly method: 'fisher' | 'chi-square' | 'permutation' | null;
  readonly p: number | null;
  /** Adjusted over every segment of every trait of the run. */
  readonly holm: number | null;
  readonly falseDiscovery: number | null;
}

/** The comparison that gave the trait its verdict, with every interval. */
export interface WorstComparison {
  readonly segment: string;
  /** The group with the lower rate first. */
  readonly groups: readonly [string, string];
  readonly evidence: RateComparison;
}

/** What a declared ground leaves unexplained. */
export interface StratumFigures extends ConditionalDisparity {
  readonly ground: string;
  /** Whether a group of a stratum has too few people in a segment; then the segment's figures are hidden. */
  readonly smallIn: readonly string[];
}

/** What a report says of a trait besides its comparisons; parts are null where they do not apply. */
export interface TraitFigures {
  /** Null for very large tables. */
  readonly intervals: EffectIntervals | null;
  readonly test: { readonly method: SegmentFigures['method']; readonly p: number | null };
  readonly segments: readonly SegmentFigures[];
  readonly worst: WorstComparison | null;
  /** Null where the purpose gives segments no benefit, or not all of them. */
  readonly benefit: SegmentBenefit | null;
  /** Null where the model has no centres. */
  readonly distance: DistanceFairness | null;
  /** Null where no granted feature is a number. */
  readonly consistency: IndividualConsistency | null;
  readonly strata: readonly StratumFigures[];
}
