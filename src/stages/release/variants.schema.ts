import { Type } from 'typebox';
import { closed, Real, ShownCount, Words } from './shown.schema.js';

/** A withheld run tried again without one column. */
export const TrialSchema = Type.Object(
  {
    variant: Type.Union([
      Type.Object({ kind: Type.Literal('without'), columns: Words }, closed),
      Type.Object({ kind: Type.Literal('reassignment'), trait: Type.String(), ratioMin: Type.Number() }, closed),
    ]),
    /** `refused`: no policy grants the treatment that it needs, so that it was not tried. */
    verdict: Type.Enum(['cleared', 'held', 'withheld', 'refused']),
    /** The smallest ratio that may be shown, before and by the variant. */
    smallestRatio: Type.Tuple([Real, Real]),
    /** Share of the variation of all granted features that segments explain, before and by the variant. */
    explained: Type.Tuple([Type.Number(), Real]),
    /** Share of people reassigned, and inertia after by before; null where nobody was. */
    moved: Real,
    inertia: Real,
  },
  closed,
);

export const MitigationSchema = Type.Object(
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
