import { type Static, Type } from 'typebox';
import { closed, IntervalSchema, nullable, type VERDICTS, VerdictWord } from '../figures.schema.js';

const Count = Type.Integer({ minimum: 0 });
const ShareSchema = Type.Object({ count: Count, total: Count }, closed);

/** Why a comparison has its verdict. */
export const VERDICT_REASONS = [
  'shown-at-or-above',
  'shown-below',
  'interval-straddles',
  /** The interval alone would decide; after correction for the family it does not. */
  'lost-to-correction',
  'group-under-minimum',
  'trait-estimated',
  'group-absent',
  'nobody-selected',
  'nothing-to-compare',
  'no-threshold',
  'trait-not-held',
] as const;

const ComparisonSchema = Type.Object(
  {
    segment: Type.String(),
    /** The group with the lower rate first. */
    groups: Type.Tuple([Type.String(), Type.String()]),
    shares: Type.Tuple([ShareSchema, ShareSchema]),
    /** Lower rate by higher rate, at most 1. */
    ratio: nullable(Type.Number()),
    /** Katz, at the nominal confidence; its upper end may be above 1. */
    ratioInterval: nullable(IntervalSchema),
    /** Lower rate minus higher rate, at most 0. */
    difference: nullable(Type.Number()),
    /** Newcombe, at the nominal confidence. */
    differenceInterval: nullable(IntervalSchema),
    /** Adjusted p-values against "at or above the threshold" and against "below the threshold". */
    pBelow: nullable(Type.Number()),
    pAtOrAbove: nullable(Type.Number()),
    verdict: VerdictWord,
    reason: Type.Enum([...VERDICT_REASONS]),
    /** People per group that would decide, if the groups do not differ; null unless inconclusive. */
    groupSizeNeeded: nullable(Count),
    /** The same when every comparison of the family must stand at the strictest step of the correction. */
    groupSizeNeededCorrected: nullable(Count),
  },
  closed,
);

/** What `judgeFairness` gives. */
export const FairnessResultSchema = Type.Object(
  {
    confidence: Type.Number(),
    correction: Type.Enum(['holm', 'none']),
    groupSizeMin: Count,
    /** Comparisons over which the correction ran. */
    family: Count,
    /** Comparisons of earlier attempts, which passes are corrected for too. */
    triedBefore: Count,
    traits: Type.Array(
      Type.Object(
        {
          trait: Type.String(),
          status: Type.Enum(['held', 'sample', 'estimated', 'not-held']),
          ratioMin: nullable(Type.Number()),
          verdict: VerdictWord,
          reason: Type.Enum([...VERDICT_REASONS]),
          /** Of the comparisons with the trait's verdict, the one with the smallest ratio. */
          worst: nullable(ComparisonSchema),
          comparisons: Type.Array(ComparisonSchema),
        },
        closed,
      ),
    ),
  },
  closed,
);

export type ComparisonVerdict = (typeof VERDICTS)[number];
export type VerdictReason = (typeof VERDICT_REASONS)[number];
export type RatioComparison = Readonly<Static<typeof ComparisonSchema>>;
type Loose = Static<typeof FairnessResultSchema>;
export type TraitVerdict = Readonly<Omit<Loose['traits'][number], 'comparisons'>> & {
  readonly comparisons: readonly RatioComparison[];
};
export type FairnessResult = Readonly<Omit<Loose, 'traits'>> & { readonly traits: readonly TraitVerdict[] };
