import type { Combinations } from './combinations.js';

/** What one attribute reads in a part of the people: codes of one level. */
interface Label {
  readonly level: number;
  readonly from: number;
  readonly to: number;
}

/** The narrowest label that covers a part: a range of an ordered attribute, else a node of its hierarchy. */
export function labelOf({ attributes, codes }: Combinations, at: number, part: Int32Array): Label {
  const { levels, ordered } = attributes[at] as Combinations['attributes'][number];
  const column = codes[at] as Int32Array;
  const present = [...new Set(part.map((combination) => column[combination] as number))].sort((a, b) => a - b);
  if (ordered) return { level: 0, from: present[0] as number, to: present.at(-1) as number };
  const level = levels.findIndex((one) => present.every((ground) => one[ground] === one[present[0] as number]));
  const code = levels[level]?.[present[0] as number] as number;
  return { level, from: code, to: code };
}

/** Ways to cut a part, the widest attribute first; of equally wide ones the first in the order of attributes. */
export function* cutsOf(combinations: Combinations, part: Int32Array): Generator<readonly Int32Array[]> {
  const widths = combinations.attributes.map((_, at) => ({ at, width: widthOf(combinations, at, part) }));
  for (const { at, width } of widths.sort((a, b) => b.width - a.width || a.at - b.at)) {
    if (width > 0) yield* cutsAlong(combinations, at, part);
  }
}

/** Share of the ground codes of an attribute that a part spreads over, 0 to 1. */
function widthOf({ attributes, codes }: Combinations, at: number, part: Int32Array): number {
  const { sizes, ordered } = attributes[at] as Combinations['attributes'][number];
  const size = sizes[0] as number;
  const column = codes[at] as Int32Array;
  const seen = new Uint8Array(size);
  for (let index = 0; index < part.length; index++) seen[column[part[index] as number] as number] = 1;
  const spread = ordered ? seen.lastIndexOf(1) - seen.indexOf(1) : seen.reduce((sum: number, one) => sum + one, 0) - 1;
  return size < 2 ? 0 : spread / (size - 1);
}

function* cutsAlong(combinations: Combinations, at: number, part: Int32Array): Generator<readonly Int32Array[]> {
  const { levels, ordered } = combinations.attributes[at] as Combinations['attributes'][number];
  const column = combinations.codes[at] as Int32Array;
  if (ordered) {
    const middle = medianCode(combinations, column, part);
    for (const highest of [middle, middle - 1]) {
      const low = part.filter((combination) => (column[combination] as number) <= highest);
      const high = part.filter((combination) => (column[combination] as number) > highest);
      if (low.length > 0 && high.length > 0) yield [low, high];
    }
    return;
  }
  const { level } = labelOf(combinations, at, part);
  const finer = levels[level - 1] as Int32Array;
  const children = new Map<number, number[]>();
  for (const combination of part) {
    const code = finer[column[combination] as number] as number;
    const child = children.get(code) ?? [];
    children.set(code, child);
    child.push(combination);
  }
  yield [...children].sort(([a], [b]) => a - b).map(([, child]) => Int32Array.from(child));
}

/** The first code at or under which half of the people are. */
function medianCode({ counts, segments }: Combinations, column: Int32Array, part: Int32Array): number {
  const width = segments.length;
  const people = new Map<number, number>();
  let all = 0;
  for (const combination of part) {
    const code = column[combination] as number;
    let here = 0;
    for (let at = combination * width; at < (combination + 1) * width; at++) here += counts[at] as number;
    people.set(code, (people.get(code) ?? 0) + here);
    all += here;
  }
  let below = 0;
  const codes = [...people].sort(([a], [b]) => a - b);
  return codes.find(([, here]) => {
    below += here;
    return below * 2 >= all;
  })?.[0] as number;
}
