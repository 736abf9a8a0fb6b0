import { Type } from 'typebox';
import { closed, Interval, Real, ShownCount, VerdictWord } from './shown.schema.js';

const GroupSchema = Type.Object(
  {
    group: Type.String(),
    people: ShownCount,
    share: Real,
    reference: Real,
    ratio: Real,
    interval: Interval,
    verdict: VerdictWord,
  },
  closed,
);

/** Whether the people of a run are there as in a reference population. */
export const RepresentationSchema = Type.Object(
  {
    /** The least ratio that is no under-representation; null where the dataset names none. */
    ratioMin: Real,
    traits: Type.Array(
      Type.Object(
        {
          trait: Type.String(),
          against: Type.Union([
            Type.Object({ kind: Type.Literal('declared'), title: Type.String(), origin: Type.String() }, closed),
            /** All rows that were read. */
            Type.Object({ kind: Type.Literal('read') }, closed),
          ]),
          /** Whether a count is hidden; then no figure of the trait stands here. */
          hidden: Type.Boolean(),
          people: ShownCount,
          groups: Type.Array(GroupSchema),
          chiSquare: Real,
          g: Real,
          p: Real,
          totalVariation: Real,
        },
        closed,
      ),
    ),
  },
  closed,
);
