import { type Static, Type } from 'typebox';
import { closed, Real } from '../figures.schema.js';

/** What `selectionRates` gives. */
export const SelectionRatesSchema = Type.Object(
  {
    rates: Type.Array(
      Type.Object(
        {
          segment: Type.String(),
          group: Type.String(),
          count: Type.Integer({ minimum: 0 }),
          total: Type.Integer({ minimum: 0 }),
          /** count / total; null for a group without people. */
          rate: Real,
          /** Wilson. */
          interval: Type.Union([Type.Tuple([Type.Number(), Type.Number()]), Type.Null()]),
        },
        closed,
      ),
    ),
    segments: Type.Array(
      Type.Object(
        {
          segment: Type.String(),
          /** Share of all people in the segment. */
          overall: Real,
          /** Largest rate minus smallest, over groups with people. */
          difference: Real,
          /** Smallest rate by largest; null when nobody is in the segment. */
          ratio: Real,
          differenceToOverall: Real,
          /** Smallest ratio of a group's rate to the overall one, folded to at most 1. */
          ratioToOverall: Real,
        },
        closed,
      ),
    ),
  },
  closed,
);

type Loose = Static<typeof SelectionRatesSchema>;
export type SelectionRate = Readonly<Loose['rates'][number]>;
export type SegmentDisparity = Readonly<Loose['segments'][number]>;
export interface SelectionRates {
  readonly rates: readonly SelectionRate[];
  readonly segments: readonly SegmentDisparity[];
}
