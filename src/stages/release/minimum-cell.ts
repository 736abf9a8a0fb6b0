import { type CountTable, hideSmallCells } from '../../measures/index.js';

/** A count as a report may show it: one under the minimum cell is hidden. Nobody is shown as 0. */
export function shownCount(count: number, cellSizeMin: number): number | null {
  return count > 0 && count < cellSizeMin ? null : count;
}

/** Which cells of a table are hidden: the small ones, and those that would give them back through the margins. */
export function hiddenCells(table: CountTable, cellSizeMin: number): (group: string, segment: string) => boolean {
  const { hidden } = hideSmallCells(table, cellSizeMin);
  const rows = new Map(table.groups.map((group, at) => [group, hidden[at] ?? []]));
  const columns = new Map(table.segments.map((segment, at) => [segment, at]));
  return (group, segment) => rows.get(group)?.[columns.get(segment) ?? -1] ?? false;
}
