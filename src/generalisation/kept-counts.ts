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
