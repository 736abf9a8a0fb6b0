import { type Static, Type } from 'typebox';
import { frozen } from '../../documents/index.js';
import { type CountTable, marginsOf, withoutEmpty } from '../count-table/index.js';
import { Real } from '../figures.schema.js';
import { defineMeasure } from '../measure.js';

/** What `balance` gives; null with fewer than two groups that hold people. */
export const BalanceSchema = Type.Object(
  {
    /** Smallest lift, folded to at most 1; 0 when a group is missing from a segment. */
    bera: Real,
    /** Smallest ratio of two groups' counts in one segment; 0 when a group is missing from a segment. */
    chierichetti: Real,
    /** What `chierichetti` would be if every segment had the shares of the whole. */
    chierichettiBound: Real,
    /** Share of a group in a segment by its share of all people. */
    lifts: Type.Array(
      Type.Object(
        { segment: Type.String(), group: Type.String(), lift: Type.Number() },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
);
type Loose = Static<typeof BalanceSchema>;
export type Balance = Readonly<Omit<Loose, 'lifts'>> & { readonly lifts: readonly Readonly<Loose['lifts'][number]>[] };

/** How well every segment mirrors the groups of all people, over groups and segments that hold people. */
export function balance(table: CountTable): Balance {
  const filled = withoutEmpty(table);
  const { groupTotals, segmentTotals, total } = marginsOf(filled);
  const lifts = filled.segments.flatMap((segment, at) =>
    filled.groups.map((group, row) => {
      const share = (filled.counts[row]?.[at] as number) / (segmentTotals[at] as number);
      return { segment, group, lift: share / ((groupTotals[row] as number) / total) };
    }),
  );
  if (filled.groups.length < 2) {
    return frozen({ bera: null, chierichetti: null, chierichettiBound: null, lifts });
  }
  const columns = filled.segments.map((_, at) => filled.counts.map((row) => row[at] as number));
  return frozen({
    bera: Math.min(...lifts.map(({ lift }) => Math.min(lift, 1 / lift))),
    chierichetti: Math.min(...columns.map(leastByMost)),
    chierichettiBound: leastByMost(groupTotals),
    lifts,
  });
}

function leastByMost(counts: readonly number[]): number {
  return Math.min(...counts) / Math.max(...counts);
}

export const balanceMeasure = defineMeasure({
  name: 'balance',
  title: 'Balance of groups within segments',
  needs: 'group x segment counts',
  direction: 'higher-is-better',
  resultSchema: BalanceSchema,
  measure: balance,
});
