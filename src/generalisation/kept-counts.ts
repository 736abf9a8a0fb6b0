import type { ClassCounts } from './class-counts.js';
import type { Targets } from './targets.js';

/** What is left of classes when people who stand out are left out. */
export interface Kept {
  /** `counts[class * segments + segment]`: a cell is kept whole or is 0. */
  readonly counts: Int32Array;
  readonly suppressed: number;
}

/**
 * Leaves out the cells (class and segment) of fewer than k people, then every class in which fewer than l segments are
 * left or whose segments are further than t from those of everybody before anybody was left out.
 */
export function keptCounts({ counts, classes }: ClassCounts, targets: Targets, overall: Float64Array): Kept {
  const width = overall.length;
  const kept = new Int32Array(counts);
  let suppressed = 0;
  for (let at = 0; at < classes; at++) {
    const from = at * width;
    suppressed += hideBelow(kept, { from, width, least: targets.k });
    if (!reaches(kept, { from, width }, targets, overall)) {
      suppressed += hideBelow(kept, { from, width, least: Number.POSITIVE_INFINITY });
    }
  }
  return { counts: kept, suppressed };
}

/**
 * The same with the smallest class left out too, where those who are left out would be a telling group: fewer than k
 * people, or of fewer than l segments. Whoever is missing in the table could else be looked for among the segments.
 */
export function withCompanions({ counts, classes }: ClassCounts, kept: Kept, targets: Targets, width: number): Kept {
  const left = leftBySegment(counts, kept.counts, width);
  const segments = left.filter((people) => people > 0).length;
  if (kept.suppressed === 0 || (kept.suppressed >= targets.k && segments >= targets.l)) return kept;
  const from = smallestClass(kept.counts, classes, width) * width;
  if (from < 0) return kept;
  const fewer = new Int32Array(kept.counts);
  const hidden = hideBelow(fewer, { from, width, least: Number.POSITIVE_INFINITY });
  return { counts: fewer, suppressed: kept.suppressed + hidden };
}

function leftBySegment(counts: Int32Array, kept: Int32Array, width: number): Float64Array {
  const left = new Float64Array(width);
  for (let at = 0; at < counts.length; at++) {
    left[at % width] = (left[at % width] as number) + (counts[at] as number) - (kept[at] as number);
  }
  return left;
}

/** The class of the fewest people, of equals the first; -1 where nobody is in one. */
function smallestClass(counts: Int32Array, classes: number, width: number): number {
  let smallest = -1;
  let fewest = Number.POSITIVE_INFINITY;
  for (let at = 0; at < classes; at++) {
    let people = 0;
    for (let cell = at * width; cell < (at + 1) * width; cell++) people += counts[cell] as number;
    if (people === 0 || people >= fewest) continue;
    smallest = at;
    fewest = people;
  }
  return smallest;
}

/** The cells of one class in a table. */
interface Cells {
  readonly from: number;
  readonly width: number;
}

function hideBelow(counts: Int32Array, { from, width, least }: Cells & { readonly least: number }): number {
  let hidden = 0;
  for (let at = from; at < from + width; at++) {
    const people = counts[at] as number;
    if (people >= least) continue;
    hidden += people;
    counts[at] = 0;
  }
  return hidden;
}

function reaches(counts: Int32Array, { from, width }: Cells, { l, t }: Targets, overall: Float64Array): boolean {
  let people = 0;
  let segments = 0;
  for (let at = from; at < from + width; at++) {
    people += counts[at] as number;
    if ((counts[at] as number) > 0) segments += 1;
  }
  if (people === 0) return true;
  if (segments < l) return false;
  return t === null || distanceOf(counts, from, people, overall) <= t;
}

/** Whether the people of one class, by segment, reach the targets without leaving anybody out. */
export function cellsReach(counts: Int32Array, targets: Targets, overall: Float64Array): boolean {
  const standsOut = counts.some((people) => people > 0 && people < targets.k);
  return !standsOut && reaches(counts, { from: 0, width: counts.length }, targets, overall);
}

/** Equal distance (half the sum of differences of shares), 0 to 1. */
function distanceOf(counts: Int32Array, from: number, people: number, overall: Float64Array): number {
  let sum = 0;
  for (let segment = 0; segment < overall.length; segment++) {
    sum += Math.abs((counts[from + segment] as number) / people - (overall[segment] as number));
  }
  return sum / 2;
}

/** Shares of the segments over everybody, before anybody is left out. */
export function overallShares(counts: Int32Array, segments: number): Float64Array {
  const sums = new Float64Array(segments);
  let people = 0;
  for (let at = 0; at < counts.length; at++) {
    sums[at % segments] = (sums[at % segments] as number) + (counts[at] as number);
    people += counts[at] as number;
  }
  return people === 0 ? sums : sums.map((sum) => sum / people);
}

/** The most people who may be left out. */
export function suppressionLimit(people: number, { suppressionMax }: Targets): number {
  return Math.floor(people * suppressionMax + 1e-9);
}
