import { type CountTable, type HiddenCells, hideSmallCells } from '../../measures/index.js';

/** A count as a report may show it: one under the minimum cell is hidden. Nobody is shown as 0. */
export function shownCount(count: number, cellSizeMin: number): number | null {
  return count > 0 && count < cellSizeMin ? null : count;
}

// A report asks about the same tables again and again, and finding companions is work.
const known = new WeakMap<CountTable, Map<number, HiddenCells>>();

function hiddenOf(table: CountTable, cellSizeMin: number): HiddenCells['hidden'] {
  const byMinimum = known.get(table) ?? new Map<number, HiddenCells>();
  const found = byMinimum.get(cellSizeMin) ?? hideSmallCells(table, cellSizeMin);
  known.set(table, byMinimum.set(cellSizeMin, found));
  return found.hidden;
}

/** What of a table may not be shown: small cells and totals, and those that would give them back. */
export interface HiddenPlaces {
  cell(group: string, segment: string): boolean;
  /** The total of a group. */
  total(group: string): boolean;
}

export function hiddenPlaces(table: CountTable, cellSizeMin: number): HiddenPlaces {
  const hidden = hiddenOf(table, cellSizeMin);
  const rows = new Map(table.groups.map((group, at) => [group, hidden[at] ?? []]));
  const columns = new Map(table.segments.map((segment, at) => [segment, at]));
  return {
    cell: (group, segment) => rows.get(group)?.[columns.get(segment) ?? -1] ?? false,
    total: (group) => rows.get(group)?.[table.segments.length] ?? false,
  };
}

/** Segments whose size would give back a hidden cell of the table. */
export function hiddenSegments(table: CountTable, cellSizeMin: number): readonly string[] {
  const totals = hiddenOf(table, cellSizeMin)[table.groups.length] ?? [];
  return table.segments.filter((_, at) => totals[at]);
}

/** Whether anything of the table is hidden. */
export function hasHidden(table: CountTable, cellSizeMin: number): boolean {
  return hiddenOf(table, cellSizeMin).some((row) => row.includes(true));
}
