import { type Static, Type } from 'typebox';
import { frozen } from '../../documents/index.js';
import { type CountTable, countTable, sumOf, wholeCounts } from '../count-table/index.js';
import { closed } from '../figures.schema.js';
import { defineMeasure } from '../measure.js';
import { measuresError } from '../measures.errors.js';

/** People of a sample by group and segment: how many, the sum of their weights and of the squares of these. */
export interface WeightedTable {
  readonly groups: readonly string[];
  readonly segments: readonly string[];
  readonly people: readonly (readonly number[])[];
  readonly weights: readonly (readonly number[])[];
  readonly squares: readonly (readonly number[])[];
}

/** What `effectiveSample` gives: a table of as many people as the sample is worth. */
export const EffectiveTableSchema = Type.Object(
  {
    groups: Type.Array(Type.String()),
    segments: Type.Array(Type.String()),
    counts: Type.Array(Type.Array(Type.Integer({ minimum: 0 }))),
    /** By group: (Σ w)² / Σ w². */
    effective: Type.Array(Type.Number({ minimum: 0 })),
  },
  closed,
);
export type EffectiveTable = CountTable & Readonly<Pick<Static<typeof EffectiveTableSchema>, 'effective'>>;

/**
 * The weighted shares of every group over the segments, as counts of the people that its sample is worth (Kish), so that
 * intervals are as wide as the design makes them. Throws COUNTS_INVALID for weights below 0 or not finite.
 */
export function effectiveSample({ groups, segments, people, weights, squares }: WeightedTable): EffectiveTable {
  const effective = groups.map((_, row) => worth(people[row] ?? [], weights[row] ?? [], squares[row] ?? []));
  const counts = groups.map((_, row) => wholeCounts(weights[row] ?? [], Math.floor(effective[row] as number)));
  const table = countTable(groups, segments, counts);
  return frozen({ ...table, effective });
}

// Never more than there are: rounding in the sums may say a hair more.
function worth(people: readonly number[], weights: readonly number[], squares: readonly number[]): number {
  if (![...weights, ...squares].every((value) => Number.isFinite(value) && value >= 0)) throw invalid();
  const square = sumOf(squares);
  return square === 0 ? 0 : Math.min(sumOf(people), sumOf(weights) ** 2 / square + 1e-9);
}

function invalid() {
  return measuresError('COUNTS_INVALID', {
    found: 'a weight that is below 0 or not a number',
    expected: 'inclusion weights above 0',
    where: 'weights',
    next: 'Correct the column of weights.',
  });
}

export const sampleWeightsMeasure = defineMeasure({
  name: 'sample-weights',
  title: 'What a weighted sample is worth',
  needs: 'weighted group x segment counts',
  direction: 'no-direction',
  resultSchema: EffectiveTableSchema,
  measure: effectiveSample,
});
