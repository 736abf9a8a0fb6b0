import { Type } from 'typebox';
import { closed, Real, ShownCount, Words } from './shown.schema.js';

/** A withheld run tried again otherwise. */
export const TrialSchema = Type.Object(
  {
    variant: Type.Union([
      Type.Object({ kind: Type.Literal('without'), columns: Words }, closed),
      Type.Object({ kind: Type.Literal('reassignment'), trait: Type.String(), ratioMin: Type.Number() }, closed),
      Type.Object(
        { kind: Type.Enum(['residualisation', 'reweighing', 'socially-fair-centres']), trait: Type.String() },
        closed,
      ),
    ]),
    /** `refused`: no policy grants the treatment that it needs, so that it was not tried. */
    verdict: Type.Enum(['cleared', 'held', 'withheld', 'refused']),
    /** The smallest ratio that may be shown, before and by the variant. */
    smallestRatio: Type.Tuple([Real, Real]),
    /** Share of the variation of all granted features that segments explain, before and by the variant. */
    explained: Type.Tuple([Type.Number(), Real]),
    /** Share of people reassigned, and inertia after by before; null where nobody was, and no centre moved. */
    moved: Real,
    inertia: Real,
    /** What is left of the numbers' variance, or of the sample; null for other variants. */
    kept: Real,
  },
  closed,
);

const ReassignmentSchema = Type.Object(
  {
    kind: Type.Literal('reassignment'),
    trait: Type.String(),
    ratioMin: Type.Number(),
    /** People in another segment than the nearest. */
    moved: ShownCount,
    inertia: Type.Object({ before: Type.Number(), after: Type.Number() }, closed),
    groups: Words,
    /** Added to the distance of each group (row) to each segment (column). */
    offsets: Type.Array(Type.Array(Type.Number())),
  },
  closed,
);

const ResidualisationSchema = Type.Object(
  {
    kind: Type.Literal('residualisation'),
    trait: Type.String(),
    columns: Type.Array(
      Type.Object(
        {
          column: Type.String(),
          /** Share of the variance that lay between groups, before and after. */
          told: Type.Tuple([Real, Real]),
          /** Share of the variance that the new values explain. */
          kept: Real,
        },
        closed,
      ),
    ),
  },
  closed,
);

const ReweighingSchema = Type.Object(
  {
    kind: Type.Literal('reweighing'),
    trait: Type.String(),
    /** How much of the sample is left in effect; weights themselves would tell every count. */
    effective: Type.Number(),
  },
  closed,
);

const Cost = Type.Object({ before: Type.Number(), after: Type.Number() }, closed);

const SociallyFairSchema = Type.Object(
  {
    kind: Type.Literal('socially-fair-centres'),
    trait: Type.String(),
    /** Mean squared distance of the group that is described worst, on the scale of the model. */
    socialCost: Cost,
    inertia: Cost,
    /** Groups that count; one of too few people does not. */
    groups: Type.Array(Type.Object({ group: Type.String(), before: Type.Number(), after: Type.Number() }, closed)),
    rounds: Type.Integer({ minimum: 0 }),
  },
  closed,
);

export const MitigationSchema = Type.Union([
  ReassignmentSchema,
  ResidualisationSchema,
  ReweighingSchema,
  SociallyFairSchema,
]);
