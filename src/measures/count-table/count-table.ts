import { frozen } from '../../documents/index.js';
import { measuresError } from '../measures.errors.js';

/** People by group and segment; a declared group or segment without anybody is there with zeros. */
export interface CountTable {
  readonly groups: readonly string[];
  readonly segments: readonly string[];
  /** `counts[group][segment]`, integers. */
  readonly counts: readonly (readonly number[])[];
}

/** A table with its margins. */
export interface Margins {
  readonly groupTotals: readonly number[];
  readonly segmentTotals: readonly number[];
  readonly total: number;
}

/** Checks and freezes a table. Throws COUNTS_INVALID. */
export function countTable(
  groups: readonly string[],
  segments: readonly string[],
  counts: readonly (readonly number[])[],
): CountTable {
  refuseDuplicates(groups, 'groups');
  refuseDuplicates(segments, 'segments');
  if (counts.length !== groups.length) throw invalid('groups', `${counts.length} rows for ${groups.length} groups`);
  for (const row of counts) refuseRow(row, segments.length);
  return frozen({ groups: [...groups], segments: [...segments], counts: counts.map((row) => [...row]) });
}

/** People per group, per segment, and all. */
export function marginsOf({ segments, counts }: CountTable): Margins {
  const groupTotals = counts.map(sumOf);
  return {
    groupTotals,
    segmentTotals: segments.map((_, at) => sumOf(counts.map((row) => row[at] ?? 0))),
    total: sumOf(groupTotals),
  };
}

/** The table without groups and segments that hold nobody; these carry no evidence of association. */
export function withoutEmpty(table: CountTable): CountTable {
  const { groupTotals, segmentTotals } = marginsOf(table);
  const filledGroup = (_: unknown, at: number) => (groupTotals[at] ?? 0) > 0;
  const filledSegment = (_: unknown, at: number) => (segmentTotals[at] ?? 0) > 0;
  return {
    groups: table.groups.filter(filledGroup),
    segments: table.segments.filter(filledSegment),
    counts: table.counts.filter(filledGroup).map((row) => row.filter(filledSegment)),
  };
}

export function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, value) => sum + value, 0);
}

function refuseRow(row: readonly number[], width: number): void {
  if (row.length !== width) throw invalid('counts', `a row of ${row.length} cells`, `${width} cells`);
  if (!row.every((count) => Number.isSafeInteger(count) && count >= 0)) {
    throw invalid('counts', 'a cell that is not a count', 'integers from 0');
  }
}

function refuseDuplicates(names: readonly string[], where: string): void {
  if (new Set(names).size !== names.length) throw invalid(where, 'the same name twice', 'names that differ');
}

function invalid(where: string, found: string, expected = 'one row per group and one cell per segment') {
  return measuresError('COUNTS_INVALID', { found, expected, where, next: 'Count again from the prepared rows.' });
}
