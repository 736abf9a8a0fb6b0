import { type Static, Type } from 'typebox';
import { frozen } from '../../documents/index.js';
import { type CountTable, countTable, sumOf, wholeCounts } from '../count-table/index.js';
import { closed, Real } from '../figures.schema.js';
import { defineMeasure } from '../measure.js';
import { measuresError } from '../measures.errors.js';
import { correlation, errorsOf, type Turned } from './errors-of.js';
import { inverseOf } from './inverse.js';

/** How an estimator errs. */
export interface Confusion {
  readonly groups: readonly string[];
  /** `rates[true group][estimated group]`, each row adding up to 1. */
  readonly rates: readonly (readonly number[])[];
  /** People of each true group of whom the rates were found; null where they are taken as exact. */
  readonly validated: readonly number[] | null;
}

export interface Misclassified {
  /** Counts by estimated group. */
  readonly table: CountTable;
  readonly confusion: Confusion;
}

/** What `correctMisclassified` gives: a table of as many people as the estimate is worth. */
export const CorrectedTableSchema = Type.Object(
  {
    groups: Type.Array(Type.String()),
    segments: Type.Array(Type.String()),
    counts: Type.Array(Type.Array(Type.Integer({ minimum: 0 }))),
    /** Corrected rates by group and segment; null for a group of which nobody is left. */
    rates: Type.Array(Type.Array(Real)),
    /** False where the estimator tells groups apart too little. */
    corrected: Type.Boolean(),
  },
  closed,
);
type Loose = Static<typeof CorrectedTableSchema>;
export type CorrectedTable = CountTable &
  Readonly<Pick<Loose, 'corrected'>> & { readonly rates: readonly Loose['rates'][number][] };

/** An estimator that errs alike for every group: a share of each is taken for any of the others. */
export function evenConfusion(groups: readonly string[], error: number): Confusion {
  const other = groups.length < 2 ? 0 : error / (groups.length - 1);
  const own = groups.length < 2 ? 1 : 1 - error;
  const rates = groups.map((_, row) => groups.map((_name, at) => (row === at ? own : other)));
  return { groups, rates, validated: null };
}

/**
 * Rates of true groups from counts by estimated ones (matrix method), as counts of the people that they are worth once every
 * error is carried: of counting, of turning back and of the validation. Throws COUNTS_INVALID.
 */
export function correctMisclassified({ table, confusion }: Misclassified): CorrectedTable {
  refuse(table, confusion);
  const { groups, rates } = confusion;
  const observed = groups.map((name) => table.counts[table.groups.indexOf(name)] as readonly number[]);
  const inverse = inverseOf(groups.map((_, at) => rates.map((row) => row[at] as number)));
  if (inverse === null) return nothing(groups, table.segments);
  const turned = turnedBack(observed, inverse, confusion);
  const worth = groups.map((_, group) => worthOf(turned, group));
  const shares = turned.rates.map((row) => row.map((rate) => Math.max(0, rate)));
  const counts = shares.map((row, at) => wholeCounts(row, worth[at] as number));
  const known = shares.map((row, at) => row.map((rate) => (worth[at] === 0 ? null : rate)));
  return frozen({ ...countTable(groups, table.segments, counts), rates: known, corrected: true });
}

function turnedBack(
  observed: readonly (readonly number[])[],
  inverse: readonly (readonly number[])[],
  { rates: confusion, validated }: Confusion,
): Turned {
  const segments = (observed[0] ?? []).map((_, at) => at);
  const counts = inverse.map((row) =>
    segments.map((s) => sumOf(row.map((value, j) => value * (observed[j]?.[s] as number)))),
  );
  const totals = counts.map(sumOf);
  const rates = counts.map((row, at) =>
    row.map((count) => ((totals[at] as number) > 0 ? count / (totals[at] as number) : 0)),
  );
  return { observed, inverse, confusion, validated, totals, rates };
}

/** As many people of a simple sample as have the errors of the group's worst known rate; none where none is left. */
function worthOf(turned: Turned, group: number): number {
  const total = turned.totals[group] as number;
  if (!(total > 0)) return 0;
  const rates = turned.rates[group] as readonly number[];
  const sizes = rates.map((rate, segment) => {
    const variance = errorsOf(turned, { group, segment });
    if (!(variance > 0)) return total;
    // A rate of nothing has no binomial error to go by: of n people with none, about 1/n is what one would not notice.
    return rate > 0 && rate < 1 ? (rate * (1 - rate)) / variance : 1 / Math.sqrt(variance);
  });
  // Rates of two groups go apart together: (1 + |ρ|) bounds the variance of any difference of the two by the sum.
  const size = Math.min(total, ...sizes) / (1 + correlation(turned, group));
  // A hair more, which turning back may have taken.
  return Math.floor(size * (1 + 1e-9));
}

function nothing(groups: readonly string[], segments: readonly string[]): CorrectedTable {
  const counts = groups.map(() => segments.map(() => 0));
  return frozen({
    ...countTable(groups, segments, counts),
    rates: counts.map((row) => row.map(() => null)),
    corrected: false,
  });
}

function refuse({ groups: known }: CountTable, { groups, rates, validated }: Confusion): void {
  const square = rates.length === groups.length && rates.every((row) => row.length === groups.length);
  const shares = rates.every((row) => row.every((rate) => rate >= 0) && Math.abs(sumOf(row) - 1) < 1e-6);
  const checked = validated === null || (validated.length === groups.length && validated.every((n) => n >= 1));
  if (square && shares && checked && groups.every((name) => known.includes(name))) return;
  throw measuresError('COUNTS_INVALID', {
    found: 'rates of an estimator that do not fit the groups',
    expected: 'for each group shares that add up to 1, over the same groups',
    where: 'confusion',
    next: 'Correct the rates in the file of the dataset.',
  });
}

export const misclassificationMeasure = defineMeasure({
  name: 'misclassification',
  title: 'Rates of groups that are estimated',
  needs: 'group x segment counts and rates of error',
  direction: 'no-direction',
  resultSchema: CorrectedTableSchema,
  measure: correctMisclassified,
});
