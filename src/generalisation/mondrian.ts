import { type Combinations, combinationCount } from './combinations.js';
import type { ClassLabels, GeneralisedTable } from './generalised-table.js';
import { cellsReach, overallShares } from './kept-counts.js';
import { cutsOf, labelOf } from './mondrian-cuts.js';
import { assertTargets, type Targets } from './targets.js';

/**
 * Strict multidimensional partitioning: the people are cut in two at the median of an ordered attribute, or along the
 * hierarchy of another, the widest attribute first, as long as every part reaches the targets. Leaves nobody out, so
 * `suppressionMax` is not used; null where the people as a whole do not reach the targets. Source: K. LeFevre,
 * D. DeWitt, R. Ramakrishnan, Mondrian multidimensional k-anonymity (2006). Throws TARGETS_INVALID.
 */
export function mondrian(combinations: Combinations, targets: Targets): GeneralisedTable | null {
  assertTargets(targets);
  const overall = overallShares(combinations.counts, combinations.segments.length);
  const reaches = (part: Int32Array) => cellsReach(segmentPeople(combinations, part), targets, overall);
  const everybody = new Int32Array(combinationCount(combinations)).map((_, at) => at);
  if (!reaches(everybody)) return null;
  const parts: Int32Array[] = [];
  const waiting: Int32Array[] = [everybody];
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    const cut = firstCut(combinations, part, reaches);
    if (cut === null) parts.push(part);
    else waiting.push(...cut);
  }
  return tableOf(combinations, parts);
}

function firstCut(
  combinations: Combinations,
  part: Int32Array,
  reaches: (part: Int32Array) => boolean,
): readonly Int32Array[] | null {
  for (const cut of cutsOf(combinations, part)) {
    if (cut.every(reaches)) return cut;
  }
  return null;
}

function segmentPeople({ segments, counts }: Combinations, part: Int32Array): Int32Array {
  const width = segments.length;
  const people = new Int32Array(width);
  for (let at = 0; at < part.length; at++) {
    const from = (part[at] as number) * width;
    for (let segment = 0; segment < width; segment++) {
      people[segment] = (people[segment] as number) + (counts[from + segment] as number);
    }
  }
  return people;
}

function tableOf(combinations: Combinations, parts: readonly Int32Array[]): GeneralisedTable {
  const width = combinations.segments.length;
  const classOf = new Int32Array(combinationCount(combinations));
  const counts = new Int32Array(parts.length * width);
  parts.forEach((part, at) => {
    for (let index = 0; index < part.length; index++) classOf[part[index] as number] = at;
    counts.set(segmentPeople(combinations, part), at * width);
  });
  const labels = combinations.attributes.map((_, at): ClassLabels => {
    const found = parts.map((part) => labelOf(combinations, at, part));
    return {
      level: Int32Array.from(found, ({ level }) => level),
      from: Int32Array.from(found, ({ from }) => from),
      to: Int32Array.from(found, ({ to }) => to),
    };
  });
  return { classOf, classes: parts.length, labels, kept: { counts, suppressed: 0 } };
}
