import { type Static, Type } from 'typebox';
import { closed, IntervalSchema, nullable, Real, VerdictWord } from '../figures.schema.js';

/** Why a comparison has its verdict. */
export const BENEFIT_REASONS = [
  'shown-within',
  'shown-beyond',
  'interval-straddles',
  /** The interval alone would decide; after correction for the family it does not. */
  'lost-to-correction',
  'group-under-minimum',
  'trait-estimated',
  'group-absent',
  /** A mean below 0, or nobody of either group gets anything: then there is no ratio. */
  'no-ratio',
  'nothing-to-compare',
  /** The purpose gives segments no benefit, or not all of them. */
  'no-benefits',
  'trait-not-held',
] as const;

const ComparisonSchema = Type.Object(
  {
    /** The limit that the two groups are held against. */
    limit: Type.Enum(['ratio', 'difference']),
    /** The group with the smaller mean first. */
    groups: Type.Tuple([Type.String(), Type.String()]),
    /** Smaller mean by larger, or larger less smaller. */
    found: Real,
    /** Fieller's for the ratio, null where it is unbounded; normal for the difference. At the nominal confidence. */
    interval: nullable(IntervalSchema),
    /** Adjusted p-values against "within the limit" and against "beyond the limit". */
    pBeyond: Real,
    pWithin: Real,
    verdict: VerdictWord,
    reason: Type.Enum([...BENEFIT_REASONS]),
    /** People per group that would decide, if means do not differ; null unless inconclusive. */
    groupSizeNeeded: nullable(Type.Integer({ minimum: 0 })),
  },
  closed,
);

const TraitSchema = Type.Object(
  {
    trait: Type.String(),
    ratioMin: Real,
    differenceMax: Real,
    verdict: VerdictWord,
    reason: Type.Enum([...BENEFIT_REASONS]),
    comparisons: Type.Array(ComparisonSchema),
  },
  closed,
);

/** What `judgeBenefit` gives. */
export const BenefitResultSchema = Type.Object(
  {
    /** Comparisons over which the correction ran. */
    family: Type.Integer({ minimum: 0 }),
    traits: Type.Array(TraitSchema),
  },
  closed,
);

export type BenefitComparison = Readonly<Static<typeof ComparisonSchema>>;
export type TraitBenefit = Readonly<Omit<Static<typeof TraitSchema>, 'comparisons'>> & {
  readonly comparisons: readonly BenefitComparison[];
};
export type BenefitResult = Readonly<Omit<Static<typeof BenefitResultSchema>, 'traits'>> & {
  readonly traits: readonly TraitBenefit[];
};
