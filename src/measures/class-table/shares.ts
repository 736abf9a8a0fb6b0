import { type ClassTable, peopleOf, segmentTotals } from './class-table.js';

/** Shares of the segments that hold people: over all people, and in every class. */
export interface Shares {
  readonly overall: readonly number[];
  readonly classes: readonly (readonly number[])[];
}

/** Segments without people have no overall share to compare with and are left out. */
export function sharesOf(table: ClassTable): Shares {
  const people = peopleOf(table);
  const totals = segmentTotals(table);
  const filled = (_: unknown, at: number) => (totals[at] as number) > 0;
  return {
    overall: totals.filter(filled).map((count) => count / people),
    classes: table.classes.map(({ counts, size }) => counts.filter(filled).map((count) => count / size)),
  };
}

/** The largest of what a class gives; null without classes. */
export function largestOver(
  { overall, classes }: Shares,
  of: (shares: readonly number[], overall: readonly number[]) => number,
): number | null {
  if (classes.length === 0) return null;
  return classes.reduce((most, shares) => Math.max(most, of(shares, overall)), 0);
}
