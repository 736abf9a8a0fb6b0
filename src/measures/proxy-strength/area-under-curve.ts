import type { ValueTable } from './proxy-strength.js';

/** A group and the area with which a feature tells it from the rest. */
export interface Area {
  /** 0.5 (tells nothing) to 1 (tells perfectly). */
  readonly area: number;
  readonly group: string | null;
}

/** The group told best. Groups without people, or without others, have no area; 0.5 when none has one. */
export function strongestArea({ groups, counts }: Pick<ValueTable, 'groups' | 'counts'>): Area {
  return groups
    .map((group, at) => ({ group, area: foldedArea(counts, at) }))
    .filter((found): found is { group: string; area: number } => found.area !== null)
    .reduce<Area>((best, next) => (next.area > best.area ? next : best), { area: 0.5, group: null });
}

/** Mann and Whitney's U by the number of pairs, ties by half, with the better of both directions. */
function foldedArea(counts: readonly (readonly number[])[], group: number): number | null {
  let membersSeen = 0;
  let othersSeen = 0;
  // Counted in half pairs, so that all sums are of integers.
  let halfPairs = 0;
  for (const row of counts) {
    const members = row[group] ?? 0;
    const others = row.reduce((sum, count) => sum + count, 0) - members;
    halfPairs += members * (2 * othersSeen + others);
    membersSeen += members;
    othersSeen += others;
  }
  if (membersSeen === 0 || othersSeen === 0) return null;
  const area = halfPairs / (2 * membersSeen * othersSeen);
  return Math.max(area, 1 - area);
}
