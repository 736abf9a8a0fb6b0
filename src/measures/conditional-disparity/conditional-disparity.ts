import { type Static, Type } from 'typebox';
import { frozen } from '../../documents/index.js';
import { type CountTable, countTable, marginsOf } from '../count-table/index.js';
import { closed, Real } from '../figures.schema.js';
import { defineMeasure } from '../measure.js';
import { measuresError } from '../measures.errors.js';

/** What `conditionalDisparity` gives. */
export const ConditionalDisparitySchema = Type.Object(
  {
    disparities: Type.Array(
      Type.Object(
        {
          segment: Type.String(),
          group: Type.String(),
          /** Share of the group among people outside the segment minus its share inside, over all strata at once. */
          overall: Real,
          /** The mean of the same inside every stratum, by people; null when no stratum has people on both sides. */
          conditional: Real,
          /** Share of all people whose stratum has people inside and outside the segment. */
          covered: Real,
        },
        closed,
      ),
    ),
  },
  closed,
);
type Loose = Static<typeof ConditionalDisparitySchema>;
export interface ConditionalDisparity {
  readonly disparities: readonly Readonly<Loose['disparities'][number]>[];
}

/** One table per stratum, all with the same groups and segments. Throws COUNTS_INVALID when they differ. */
export function conditionalDisparity(strata: readonly CountTable[]): ConditionalDisparity {
  const first = strata[0];
  if (first === undefined) return frozen({ disparities: [] });
  refuseUnlike(strata);
  const all = summed(first, strata);
  const { total, groupTotals } = marginsOf(all);
  const disparities = all.segments.flatMap((segment, at) =>
    all.groups.map((group, row) => {
      const of = { segment, group };
      if (groupTotals[row] === 0) return { ...of, overall: null, conditional: null, covered: null };
      const parts = strata.flatMap((table) => {
        const disparity = disparityOf(table, row, at);
        return disparity === null ? [] : [{ disparity, people: marginsOf(table).total }];
      });
      const people = parts.reduce((sum, part) => sum + part.people, 0);
      const weighted = parts.reduce((sum, part) => sum + part.people * part.disparity, 0);
      return {
        ...of,
        overall: disparityOf(all, row, at),
        conditional: people === 0 ? null : weighted / people,
        covered: people / total,
      };
    }),
  );
  return frozen({ disparities });
}

/** Null where nobody is inside, or nobody outside. */
function disparityOf(table: CountTable, row: number, at: number): number | null {
  const { groupTotals, segmentTotals, total } = marginsOf(table);
  const inside = segmentTotals[at] as number;
  const outside = total - inside;
  if (inside === 0 || outside === 0) return null;
  const members = table.counts[row]?.[at] as number;
  return ((groupTotals[row] as number) - members) / outside - members / inside;
}

function summed({ groups, segments }: CountTable, strata: readonly CountTable[]): CountTable {
  const cell = (row: number, at: number) => strata.reduce((sum, { counts }) => sum + (counts[row]?.[at] ?? 0), 0);
  return countTable(
    groups,
    segments,
    groups.map((_, row) => segments.map((_name, at) => cell(row, at))),
  );
}

function refuseUnlike(strata: readonly CountTable[]): void {
  const names = ({ groups, segments }: CountTable) => JSON.stringify([groups, segments]);
  if (strata.every((table) => names(table) === names(strata[0] as CountTable))) return;
  throw measuresError('COUNTS_INVALID', {
    found: 'strata with other groups or segments than the first',
    expected: 'the same groups and segments in every stratum',
    where: 'strata',
    next: 'Count again from the prepared rows.',
  });
}

export const conditionalDisparityMeasure = defineMeasure({
  name: 'conditional-disparity',
  title: 'Disparity that a stated ground does not explain',
  needs: 'group x segment counts by stratum',
  direction: 'lower-is-better',
  resultSchema: ConditionalDisparitySchema,
  measure: conditionalDisparity,
});
