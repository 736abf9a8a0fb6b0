import { Type } from 'typebox';
import { Count, closed, Real } from './shown.schema.js';

const Share = Type.Number({ minimum: 0, maximum: 1 });

/** The k-anonymous table of a run: what was asked, what it reads, what it costs, what it lets an outsider single out. */
export const RecodedSchema = Type.Object(
  {
    statement: Type.String(),
    method: Type.Enum(['global-recoding', 'partition']),
    targets: Type.Object({ k: Count, l: Count, t: Type.Union([Share, Type.Null()]), suppressionMax: Share }, closed),
    /** Level 0 is the finest; null where classes are recoded each for itself. */
    columns: Type.Array(
      Type.Object(
        { name: Type.String(), level: Type.Union([Count, Type.Null()]), levels: Type.Union([Count, Type.Null()]) },
        closed,
      ),
    ),
    /** Columns that were asked for and that a policy masks. */
    masked: Type.Array(Type.String()),
    /** Why there is no table; null where there is one. */
    why: Type.Union([Type.String(), Type.Null()]),
    risk: Type.Union([
      Type.Null(),
      Type.Object(
        {
          people: Count,
          suppressed: Count,
          suppressedShare: Real,
          classes: Count,
          k: Count,
          kWithSegment: Count,
          distinctL: Count,
          entropyL: Real,
          largestSegmentShare: Real,
          t: Real,
          highestRisk: Real,
          averageRisk: Real,
        },
        closed,
      ),
    ]),
    utility: Type.Union([
      Type.Null(),
      Type.Object(
        {
          entropy: Type.Number(),
          entropyShare: Type.Number(),
          loss: Type.Number(),
          discernibility: Count,
          averageClassSize: Real,
          suppressedShare: Share,
        },
        closed,
      ),
    ]),
  },
  closed,
);
