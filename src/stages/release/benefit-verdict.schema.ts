import { Type } from 'typebox';
import { Count, closed, Interval, Real, VerdictWord } from './shown.schema.js';

/** Mean benefit against its limits. */
export const BenefitVerdictSchema = Type.Object(
  {
    ratioMin: Real,
    differenceMax: Real,
    verdict: VerdictWord,
    comparisons: Type.Array(
      Type.Object(
        {
          limit: Type.Enum(['ratio', 'difference']),
          /** The group with the smaller mean first. */
          groups: Type.Tuple([Type.String(), Type.String()]),
          /** Smaller mean by larger, or larger less smaller. */
          found: Real,
          interval: Interval,
          verdict: VerdictWord,
          groupSizeNeeded: Type.Union([Count, Type.Null()]),
        },
        closed,
      ),
    ),
  },
  closed,
);
