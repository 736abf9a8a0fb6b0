import { type Static, Type } from 'typebox';
import { frozen } from '../../documents/index.js';
import { type ClassTable, classCountOf, peopleOf } from '../class-table/index.js';
import { sumOf } from '../count-table/index.js';
import { closed, Real } from '../figures.schema.js';
import { defineMeasure } from '../measure.js';

/** What `reidentificationRisk` gives. */
export const ReidentificationRiskSchema = Type.Object(
  {
    /** 1 / k. */
    highest: Real,
    /** Mean of 1 / f over people: classes / people. The usual figure. */
    peopleAverage: Real,
    /** Mean of 1 / f over classes, which some tools print under the same name. */
    classAverage: Real,
    /** People whose risk is above the threshold that was asked about, as a share of all. */
    shareAbove: Real,
  },
  closed,
);
export type ReidentificationRisk = Readonly<Static<typeof ReidentificationRiskSchema>>;

/** One in five: classes of four and fewer are above it. A custom of health data, not a law. */
const THRESHOLD = 0.2;

/** The chance that an outsider who knows that somebody is in the data picks the right row: 1 / f in a class of f. */
export function reidentificationRisk(table: ClassTable, threshold = THRESHOLD): ReidentificationRisk {
  const [smallest] = table.classes;
  if (smallest === undefined)
    return frozen({ highest: null, peopleAverage: null, classAverage: null, shareAbove: null });
  const classes = classCountOf(table);
  const above = table.classes.filter(({ size }) => 1 / size > threshold).map(({ size, times }) => size * times);
  return frozen({
    shareAbove: sumOf(above) / peopleOf(table),
    highest: 1 / smallest.size,
    peopleAverage: classes / peopleOf(table),
    classAverage: sumOf(table.classes.map(({ size, times }) => times / size)) / classes,
  });
}

export const reidentificationRiskMeasure = defineMeasure({
  name: 'reidentification-risk',
  title: 'Chance of picking the right person by quasi-identifiers',
  needs: 'class x segment counts',
  direction: 'lower-is-better',
  resultSchema: ReidentificationRiskSchema,
  measure: (table: ClassTable) => reidentificationRisk(table),
});
