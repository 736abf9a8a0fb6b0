import { type Static, Type } from 'typebox';
import { frozen } from '../../documents/index.js';
import { type CountTable, marginsOf, sumOf, withoutEmpty } from '../count-table/index.js';
import { Real } from '../figures.schema.js';
import { defineMeasure } from '../measure.js';
import { measuresError } from '../measures.errors.js';

/** What `association` gives; null where a figure is not defined. */
export const AssociationSchema = Type.Object(
  {
    total: Type.Integer({ minimum: 0 }),
    degreesOfFreedom: Type.Integer({ minimum: 0 }),
    chiSquare: Real,
    g: Real,
    cramerV: Real,
    /** Corrected for bias; 0 when chance alone would give as much. */
    cramerVCorrected: Real,
    /** In nats. */
    mutualInformation: Real,
    /** Share of what there is to know of the group that the segment tells, 0 to 1. */
    groupToldBySegment: Real,
    segmentToldByGroup: Real,
  },
  { additionalProperties: false },
);
export type Association = Readonly<Static<typeof AssociationSchema>>;

/** Two ways to the mutual information may differ by rounding, in nats. */
const SELF_CHECK = 1e-9;

/**
 * How strongly groups and segments hang together, over groups and segments that hold people.
 * Throws MEASURE_SELF_CHECK_FAILED when I and G / 2n disagree.
 */
export function association(table: CountTable): Association {
  const filled = withoutEmpty(table);
  const { groupTotals, segmentTotals, total } = marginsOf(filled);
  if (total === 0) return NOTHING;
  const { chiSquare, g } = statistics(filled);
  const groups = entropy(groupTotals, total);
  const segments = entropy(segmentTotals, total);
  const mutualInformation = checked(g / (2 * total), groups + segments - entropy(filled.counts.flat(), total));
  const [rows, columns] = [groupTotals.length, segmentTotals.length];
  return frozen({
    total,
    degreesOfFreedom: (rows - 1) * (columns - 1),
    chiSquare,
    g,
    cramerV: cramerV(chiSquare / total, rows, columns),
    cramerVCorrected: correctedV(chiSquare / total, { rows, columns, total }),
    mutualInformation,
    groupToldBySegment: rows > 1 ? mutualInformation / groups : null,
    segmentToldByGroup: columns > 1 ? mutualInformation / segments : null,
  });
}

const NOTHING: Association = frozen({
  total: 0,
  degreesOfFreedom: 0,
  chiSquare: null,
  g: null,
  cramerV: null,
  cramerVCorrected: null,
  mutualInformation: null,
  groupToldBySegment: null,
  segmentToldByGroup: null,
});

function statistics(table: CountTable): { chiSquare: number; g: number } {
  const { groupTotals, segmentTotals, total } = marginsOf(table);
  let chiSquare = 0;
  let g = 0;
  table.counts.forEach((row, group) => {
    row.forEach((count, segment) => {
      const expected = ((groupTotals[group] as number) * (segmentTotals[segment] as number)) / total;
      chiSquare += (count - expected) ** 2 / expected;
      if (count > 0) g += 2 * count * Math.log(count / expected);
    });
  });
  return { chiSquare, g: Math.max(0, g) };
}

function cramerV(phiSquare: number, rows: number, columns: number): number | null {
  const least = Math.min(rows, columns) - 1;
  return least > 0 ? Math.sqrt(phiSquare / least) : null;
}

/** Bergsma 2013. */
function correctedV(phiSquare: number, of: { rows: number; columns: number; total: number }): number | null {
  const { rows, columns, total } = of;
  if (Math.min(rows, columns) < 2) return null;
  const excess = Math.max(0, phiSquare - ((rows - 1) * (columns - 1)) / (total - 1));
  const shrunk = (size: number) => size - (size - 1) ** 2 / (total - 1);
  const least = Math.min(shrunk(rows), shrunk(columns)) - 1;
  return least > 0 ? Math.sqrt(excess / least) : null;
}

function entropy(counts: readonly number[], total: number): number {
  return sumOf(counts.map((count) => (count === 0 ? 0 : -(count / total) * Math.log(count / total))));
}

function checked(fromG: number, fromEntropies: number): number {
  if (Math.abs(fromG - fromEntropies) <= SELF_CHECK) return fromG;
  throw measuresError('MEASURE_SELF_CHECK_FAILED', {
    found: 'mutual information that is not G / 2n',
    where: 'association',
    next: 'Report this with the table of counts.',
  });
}

export const associationMeasure = defineMeasure({
  name: 'association',
  title: 'Association of groups and segments',
  needs: 'group x segment counts',
  direction: 'lower-is-better',
  resultSchema: AssociationSchema,
  measure: association,
});
