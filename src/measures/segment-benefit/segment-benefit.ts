import { type Static, Type } from 'typebox';
import { frozen } from '../../documents/index.js';
import { type CountTable, marginsOf } from '../count-table/index.js';
import { closed, IntervalSchema, nullable, Real } from '../figures.schema.js';
import { defineMeasure } from '../measure.js';
import { twoSidedZ } from '../statistics/index.js';
import { generalisedEntropy, theil } from './inequality.js';
import { refuseBenefits } from './refuse-benefits.js';
import { spreadOf } from './spread.js';

/** What `segmentBenefit` gives. */
export const SegmentBenefitSchema = Type.Object(
  {
    groups: Type.Array(
      Type.Object(
        { group: Type.String(), people: Type.Integer({ minimum: 0 }), mean: Real, interval: nullable(IntervalSchema) },
        closed,
      ),
    ),
    /** Mean of everybody. */
    mean: Real,
    /** Largest mean of a group minus smallest. */
    difference: Real,
    /** Smallest mean by largest; null when a mean is below 0 or all are 0. */
    ratio: Real,
    ratioInterval: nullable(IntervalSchema),
    /** The group with the smaller mean first. */
    furthest: nullable(Type.Tuple([Type.String(), Type.String()])),
    /** Inequality among people, of order 2; null when a segment is worth less than 0 or all are worth 0. */
    generalisedEntropy: Real,
    theil: Real,
    /** The part of the generalised entropy that lies between groups. */
    betweenGroups: Real,
  },
  closed,
);
type Loose = Static<typeof SegmentBenefitSchema>;
export type SegmentBenefit = Readonly<Omit<Loose, 'groups'>> & {
  readonly groups: readonly Readonly<Loose['groups'][number]>[];
};

/** What every segment is worth to a person in it, in the order of the table's segments. */
export interface ValuedTable {
  readonly table: CountTable;
  readonly benefits: readonly number[];
  readonly confidence?: number;
}

/** Mean benefit by group, and how unequally benefit is spread. Throws COUNTS_INVALID for a value too few or many. */
export function segmentBenefit({ table, benefits, confidence = 0.95 }: ValuedTable): SegmentBenefit {
  refuseBenefits(table, benefits);
  const z = twoSidedZ(confidence);
  const { groupTotals, segmentTotals, total } = marginsOf(table);
  const spreads = table.groups.map((group, row) => ({ group, ...spreadOf(table.counts[row] ?? [], benefits) }));
  const groups = spreads.map(({ group, people, mean, error }) => {
    const interval: [number, number] | null = mean === null ? null : [mean - z * error, mean + z * error];
    return { group, people, mean, interval };
  });
  const means = spreads.map(({ mean }) => mean ?? 0);
  return frozen({
    groups,
    mean: spreadOf(segmentTotals, benefits).mean,
    ...apart(spreads, z),
    generalisedEntropy: generalisedEntropy(segmentTotals, benefits, total),
    theil: theil(segmentTotals, benefits, total),
    betweenGroups: benefits.some((benefit) => benefit < 0) ? null : generalisedEntropy(groupTotals, means, total),
  });
}

type Spread = ReturnType<typeof spreadOf> & { readonly group: string };
type Filled = Spread & { readonly mean: number };
const NOTHING = { difference: null, ratio: null, ratioInterval: null, furthest: null };

function apart(spreads: readonly Spread[], z: number) {
  const filled = spreads.filter((one): one is Filled => one.mean !== null);
  if (filled.length < 2) return NOTHING;
  const low = filled.reduce((least, one) => (before(one, least, one.mean < least.mean) ? one : least));
  const others = filled.filter((one) => one !== low);
  const high = others.reduce((most, one) => (before(one, most, one.mean > most.mean) ? one : most));
  const difference = high.mean - low.mean;
  const furthest: [string, string] = [low.group, high.group];
  if (low.mean < 0 || high.mean === 0) return { ...NOTHING, difference, furthest };
  const ratio = low.mean / high.mean;
  if (low.mean === 0) return { difference, ratio, ratioInterval: null, furthest };
  const error = Math.hypot(low.error / low.mean, high.error / high.mean);
  const ratioInterval: [number, number] = [ratio * Math.exp(-z * error), ratio * Math.exp(z * error)];
  return { difference, ratio, ratioInterval, furthest };
}

/** Of groups whose means are equal the one whose mean is least certain comes first, whatever their order. */
function before(one: Filled, other: Filled, further: boolean): boolean {
  return further || (one.mean === other.mean && one.error > other.error);
}

export const segmentBenefitMeasure = defineMeasure({
  name: 'segment-benefit',
  title: 'Benefit of valued segments by group',
  needs: 'group x segment counts and benefits',
  direction: 'no-direction',
  resultSchema: SegmentBenefitSchema,
  measure: segmentBenefit,
});
