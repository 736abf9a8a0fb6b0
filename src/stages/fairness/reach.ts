import { type CountTable, hideSmallCells, type ReachPair, sumOf } from '../../measures/index.js';
import type { FairnessReport } from './fairness-report.js';

/** How many people of each group of one trait a run put in each segment. */
export interface TraitReach {
  readonly trait: string;
  readonly table: CountTable;
  /** What a report of the run does not show: by group and segment, the last column for the totals of groups. */
  readonly hidden: readonly (readonly boolean[])[];
}

/** What a judged run leaves behind, to chart later ones against. */
export interface Reach {
  readonly run: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly traits: readonly TraitReach[];
}

const CROSSED = ' x ';

/** The tables of single traits; a crossing is of the same people again. */
export function reachOf(
  { traits }: Pick<FairnessReport, 'traits'>,
  { run, at, cellSizeMin }: Pick<Reach, 'run' | 'at'> & { readonly cellSizeMin: number },
): Reach {
  const single = traits.filter(({ trait, status }) => status === 'held' && !trait.includes(CROSSED));
  return {
    run,
    at,
    traits: single.flatMap(({ trait, table }) =>
      table === null ? [] : [{ trait, table, hidden: hideSmallCells(table, cellSizeMin).hidden }],
    ),
  };
}

/** One group against another in one segment. */
export interface Pair {
  readonly trait: string;
  readonly segment: string;
  /** The group, and the one that it is compared with. */
  readonly groups: readonly [string, string];
}

/** What is suppressed is not released, so that nobody is reached by it. */
const NOT_RELEASED = 'suppressed';

/** Every group of the newest run against the largest group over all runs, in every segment that it releases. */
export function pairsOf(runs: readonly Reach[]): readonly Pair[] {
  return (runs.at(-1)?.traits ?? []).flatMap(({ trait, table: { groups, segments } }) => {
    const reference = largestOf(trait, groups, runs);
    const others = groups.filter((group) => group !== reference);
    const released = segments.filter((segment) => segment !== NOT_RELEASED);
    return released.flatMap((segment) =>
      others.map((group) => ({ trait, segment, groups: [group, reference] as const })),
    );
  });
}

function largestOf(trait: string, groups: readonly string[], runs: readonly Reach[]): string {
  const tables = runs.flatMap(({ traits }) => traits.filter((one) => one.trait === trait).map(({ table }) => table));
  const people = (group: string) =>
    sumOf(tables.map((table) => sumOf(table.counts[table.groups.indexOf(group)] ?? [])));
  const sizes = groups.map((group) => ({ group, size: people(group) }));
  return sizes.sort((a, b) => b.size - a.size || (a.group < b.group ? -1 : 1))[0]?.group ?? '';
}

/** What one run says of a pair; null where it has not both groups and the segment. */
export function pairIn(
  { traits }: Reach,
  { trait, segment, groups }: Pair,
): { readonly reach: ReachPair; readonly hidden: boolean } | null {
  const found = traits.find((one) => one.trait === trait);
  if (found === undefined) return null;
  const { table, hidden } = found;
  const [group, reference] = groups.map((name) => table.groups.indexOf(name)) as [number, number];
  const at = table.segments.indexOf(segment);
  if (group < 0 || reference < 0 || at < 0) return null;
  const share = (row: number) => ({ count: table.counts[row]?.[at] as number, total: sumOf(table.counts[row] ?? []) });
  return {
    reach: { group: share(group), reference: share(reference) },
    hidden: [group, reference].some((row) => hidden[row]?.[at] || hidden[row]?.[table.segments.length]),
  };
}
