import { type ClassTable, segmentTotals } from '../class-table/index.js';
import { measuresError } from '../measures.errors.js';

type Paths = readonly (readonly string[])[];

/** The paths of the segments that hold people, in their order. Throws MEASURE_OPTION_INVALID. */
export function checkedPaths(table: ClassTable, paths: Paths): Paths {
  const height = paths[0]?.length ?? 0;
  const whole = paths.length === table.segments.length && height >= 2 && paths.every((path) => path.length === height);
  if (!whole || new Set(paths.map((path) => path.at(-1))).size !== 1) throw noTree();
  const totals = segmentTotals(table);
  return paths.filter((_, at) => (totals[at] as number) > 0);
}

/**
 * What it costs to turn the shares of everybody into those of a class, when moving between two leaves costs the height
 * of where their paths meet, as a part of the height of the tree. At each node the surplus of some children meets the
 * want of others; what is left goes up.
 */
export function treeDistance(paths: Paths, within: readonly number[], overall: readonly number[]): number {
  const height = (paths[0]?.length ?? 1) - 1;
  let surplus = new Map(paths.map((path, at) => [path.join('\0'), (within[at] as number) - (overall[at] as number)]));
  let cost = 0;
  for (let level = 1; level <= height; level += 1) {
    const above = new Map<string, { more: number; less: number }>();
    for (const [node, extra] of surplus) {
      const parent = node.slice(node.indexOf('\0') + 1);
      const met = above.get(parent) ?? { more: 0, less: 0 };
      above.set(parent, { more: met.more + Math.max(0, extra), less: met.less + Math.max(0, -extra) });
    }
    for (const { more, less } of above.values()) cost += (level / height) * Math.min(more, less);
    surplus = new Map([...above].map(([node, { more, less }]) => [node, more - less]));
  }
  return cost;
}

function noTree() {
  return measuresError('MEASURE_OPTION_INVALID', {
    found: 'paths that are no tree of the segments',
    expected: 'for every segment the names from itself to one root, all equally many and at least two',
    where: 'paths',
    next: 'Give a path for every segment of the table.',
  });
}
