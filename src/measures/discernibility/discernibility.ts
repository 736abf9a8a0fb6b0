import { type Static, Type } from 'typebox';
import { frozen } from '../../documents/index.js';
import { type ClassTable, classCountOf, peopleOf } from '../class-table/index.js';
import { sumOf } from '../count-table/index.js';
import { closed, Real } from '../figures.schema.js';
import { defineMeasure } from '../measure.js';

/** What `discernibility` gives. */
export const DiscernibilitySchema = Type.Object(
  {
    /** Sum of squared class sizes. */
    sumOfSquares: Type.Integer({ minimum: 0 }),
    /** The same plus all people for every suppressed person. */
    withSuppressed: Type.Integer({ minimum: 0 }),
    averageClassSize: Real,
  },
  closed,
);
export type Discernibility = Readonly<Static<typeof DiscernibilitySchema>>;

/** What anonymity costs: with how many others each person is lumped together, summed over people. */
export function discernibility(table: ClassTable): Discernibility {
  const people = peopleOf(table);
  const classes = classCountOf(table);
  const sumOfSquares = sumOf(table.classes.map(({ size, times }) => size * size * times));
  return frozen({
    sumOfSquares,
    withSuppressed: sumOfSquares + table.suppressed * (people + table.suppressed),
    averageClassSize: classes === 0 ? null : people / classes,
  });
}

export const discernibilityMeasure = defineMeasure({
  name: 'discernibility',
  title: 'How many people are lumped together',
  needs: 'class x segment counts',
  direction: 'lower-is-better',
  resultSchema: DiscernibilitySchema,
  measure: discernibility,
});
