import { type Static, Type } from 'typebox';
import { frozen } from '../../documents/index.js';
import { type ClassTable, peopleOf } from '../class-table/index.js';
import { sumOf } from '../count-table/index.js';
import { closed, Real } from '../figures.schema.js';
import { defineMeasure } from '../measure.js';

/** What `homogeneity` gives. */
export const HomogeneitySchema = Type.Object(
  {
    /** Alpha: the largest share of one segment in a class. */
    largestShare: Real,
    /** Classes in which everybody is in one segment. */
    homogeneousClasses: Type.Integer({ minimum: 0 }),
    /** People in such classes. */
    people: Type.Integer({ minimum: 0 }),
    /** Of all people. */
    peopleShare: Real,
  },
  closed,
);
export type Homogeneity = Readonly<Static<typeof HomogeneitySchema>>;

/** How far knowing somebody's class tells their segment; a class in one segment tells it outright. */
export function homogeneity(table: ClassTable): Homogeneity {
  const shares = table.classes.map((one) => ({ ...one, share: Math.max(...one.counts) / one.size }));
  const told = shares.filter(({ share }) => share === 1);
  const people = sumOf(told.map(({ size, times }) => size * times));
  const empty = shares.length === 0;
  return frozen({
    largestShare: empty ? null : shares.reduce((most, { share }) => Math.max(most, share), 0),
    homogeneousClasses: sumOf(told.map(({ times }) => times)),
    people,
    peopleShare: empty ? null : people / peopleOf(table),
  });
}

export const homogeneityMeasure = defineMeasure({
  name: 'homogeneity',
  title: 'Classes that give their segment away',
  needs: 'class x segment counts',
  direction: 'lower-is-better',
  resultSchema: HomogeneitySchema,
  measure: homogeneity,
});
