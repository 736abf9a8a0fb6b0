import { frozen } from '../../documents/index.js';
import { sumOf } from '../count-table/index.js';
import { measuresError } from '../measures.errors.js';

/** People with equal quasi-identifiers, by segment (or by the values of another sensitive attribute). */
export interface EqualityClass {
  /** People in the class, at least 1. */
  readonly size: number;
  readonly counts: readonly number[];
  /** How many classes look exactly like this one; lets a million classes be held as a histogram. */
  readonly times: number;
}

/**
 * Classes of equal quasi-identifiers. A missing value is a value of its own, so people who lack one stay in a class;
 * people whose quasi-identifiers are all suppressed are in no class and are counted in `suppressed`.
 */
export interface ClassTable {
  readonly segments: readonly string[];
  readonly classes: readonly EqualityClass[];
  readonly suppressed: number;
}

/**
 * Checks counts[class][segment], drops classes without people, and joins classes with the same counts, so that
 * nothing depends on their order. Throws COUNTS_INVALID.
 */
export function classTable(
  segments: readonly string[],
  classes: readonly (readonly number[])[],
  suppressed = 0,
): ClassTable {
  const joined = new Map<string, { size: number; counts: number[]; times: number }>();
  for (const counts of classes) {
    refuseClass(counts, segments.length);
    const key = counts.join();
    const same = joined.get(key);
    if (same) same.times += 1;
    else joined.set(key, { size: sumOf(counts), counts: [...counts], times: 1 });
  }
  const filled = [...joined.values()].filter(({ size }) => size > 0);
  return frozen({ segments: [...segments], classes: filled.sort(bySizeThenCounts), suppressed });
}

/** The same people when the segment is one more quasi-identifier: every cell with people becomes a class. */
export function withSegmentKnown({ segments, classes, suppressed }: ClassTable): ClassTable {
  const joined = segments.map(() => new Map<number, number>());
  for (const { counts, times } of classes) {
    counts.forEach((size, at) => {
      const same = joined[at] as Map<number, number>;
      if (size > 0) same.set(size, (same.get(size) ?? 0) + times);
    });
  }
  const cells = joined.flatMap((sizes, at) =>
    [...sizes].map(([size, times]) => ({ size, counts: segments.map((_, place) => (place === at ? size : 0)), times })),
  );
  return frozen({ segments: [...segments], classes: cells.sort(bySizeThenCounts), suppressed });
}

/** People by segment over all classes. */
export function segmentTotals({ segments, classes }: ClassTable): readonly number[] {
  return segments.map((_, at) => sumOf(classes.map(({ counts, times }) => (counts[at] ?? 0) * times)));
}

export function peopleOf({ classes }: ClassTable): number {
  return sumOf(classes.map(({ size, times }) => size * times));
}

export function classCountOf({ classes }: ClassTable): number {
  return sumOf(classes.map(({ times }) => times));
}

// A fixed order fixes the order in which floating sums are taken.
function bySizeThenCounts(a: EqualityClass, b: EqualityClass): number {
  if (a.size !== b.size) return a.size - b.size;
  const at = a.counts.findIndex((count, place) => count !== b.counts[place]);
  return at < 0 ? 0 : (a.counts[at] as number) - (b.counts[at] as number);
}

function refuseClass(counts: readonly number[], width: number): void {
  if (counts.length === width && counts.every((count) => Number.isSafeInteger(count) && count >= 0)) return;
  throw measuresError('COUNTS_INVALID', {
    found: 'a class whose cells are not one count per segment',
    expected: `${width} integers from 0`,
    where: 'classes',
    next: 'Count again from the prepared rows.',
  });
}
