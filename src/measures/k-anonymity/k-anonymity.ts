import { type Static, Type } from 'typebox';
import { frozen } from '../../documents/index.js';
import { type ClassTable, classCountOf, peopleOf } from '../class-table/index.js';
import { sumOf } from '../count-table/index.js';
import { defineMeasure } from '../measure.js';

const Count = Type.Integer({ minimum: 0 });

/** What `kAnonymity` gives. */
export const KAnonymitySchema = Type.Object(
  {
    people: Count,
    classes: Count,
    /** The smallest class; 0 when there are no people. */
    k: Count,
    /** Classes of one person. */
    uniques: Count,
    /** People in classes smaller than the limit that was asked about. */
    peopleBelow: Count,
    suppressed: Count,
    /** Of people and suppressed together; null when there are none. */
    suppressedShare: Type.Union([Type.Number(), Type.Null()]),
  },
  { additionalProperties: false },
);
export type KAnonymity = Readonly<Static<typeof KAnonymitySchema>>;

/** Size of the smallest class of equal quasi-identifiers, and how many people stand in classes under `kMin`. */
export function kAnonymity(table: ClassTable, kMin = 0): KAnonymity {
  const people = peopleOf(table);
  const { classes, suppressed } = table;
  const all = people + suppressed;
  return frozen({
    people,
    classes: classCountOf(table),
    k: classes[0]?.size ?? 0,
    uniques: sumOf(classes.filter(({ size }) => size === 1).map(({ times }) => times)),
    peopleBelow: sumOf(classes.filter(({ size }) => size < kMin).map(({ size, times }) => size * times)),
    suppressed,
    suppressedShare: all === 0 ? null : suppressed / all,
  });
}

export const kAnonymityMeasure = defineMeasure({
  name: 'k-anonymity',
  title: 'Smallest class of equal quasi-identifiers',
  needs: 'class x segment counts',
  direction: 'higher-is-better',
  resultSchema: KAnonymitySchema,
  measure: (table: ClassTable) => kAnonymity(table),
});
