import { type Static, Type } from 'typebox';
import { frozen } from '../../documents/index.js';
import { type CountTable, marginsOf, sumOf } from '../count-table/index.js';
import { defineMeasure } from '../measure.js';

/** What `totalVariation` gives; null with fewer than two groups that hold people. */
export const TotalVariationSchema = Type.Object(
  {
    totalVariation: Type.Union([Type.Number(), Type.Null()]),
    /** The two groups that are furthest apart. */
    groups: Type.Union([Type.Tuple([Type.String(), Type.String()]), Type.Null()]),
  },
  { additionalProperties: false },
);
export type TotalVariation = Readonly<Static<typeof TotalVariationSchema>>;

/** The largest distance between the distributions of two groups over segments, 0 to 1. */
export function totalVariation(table: CountTable): TotalVariation {
  const { groupTotals } = marginsOf(table);
  const groups = table.groups.flatMap((name, at) => {
    const total = groupTotals[at] ?? 0;
    return total === 0 ? [] : [{ name, rates: (table.counts[at] ?? []).map((count) => count / total) }];
  });
  let furthest: TotalVariation = { totalVariation: null, groups: null };
  groups.forEach((one, at) => {
    for (const other of groups.slice(at + 1)) {
      const distance = sumOf(one.rates.map((rate, segment) => Math.abs(rate - (other.rates[segment] as number)))) / 2;
      if (distance > (furthest.totalVariation ?? -1)) {
        furthest = { totalVariation: distance, groups: [one.name, other.name] };
      }
    }
  });
  return frozen(furthest);
}

export const totalVariationMeasure = defineMeasure({
  name: 'total-variation',
  title: 'Largest distance between two groups over all segments',
  needs: 'group x segment counts',
  direction: 'lower-is-better',
  resultSchema: TotalVariationSchema,
  measure: totalVariation,
});
