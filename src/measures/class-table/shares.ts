import { type ClassTable, peopleOf, segmentTotals } from './class-table.js';

/** Shares of the segments that hold people: over all people, and in every class. */
export interface Shares {
  readonly overall: readonly number[];
  readonly classes: readonly (readonly number[])[];
}

// Three measures ask for the shares of the same table, which is frozen.
const known = new WeakMap<ClassTable, Shares>();

/** Segments without people have no overall share to compare with and are left out. */
export function sharesOf(table: ClassTable): Shares {
  const before = known.get(table);
  if (before) return before;
  const people = peopleOf(table);
  const totals = segmentTotals(table);
  const filled = [...totals.keys()].filter((at) => (totals[at] as number) > 0);
  const shares = {
    overall: filled.map((at) => (totals[at] as number) / people),
    classes: table.classes.map(({ counts, size }) => filled.map((at) => (counts[at] as number) / size)),
  };
  known.set(table, shares);
  return shares;
}

/** The largest of what a class gives; null without classes. */
export function largestOver(
  { overall, classes }: Shares,
  of: (shares: readonly number[], overall: readonly number[]) => number,
): number | null {
  if (classes.length === 0) return null;
  return classes.reduce((most, shares) => Math.max(most, of(shares, overall)), 0);
}
