import type { TraitRows } from '../data-engine.js';
import type { GroupSums } from '../fairness-counts.js';
import type { Workplace } from './assign.js';
import { crossedKeys, nameOf } from './counts.js';

/**
 * Sums over a small table of people with a whole number `v` and the trait codes of each, by the groups of every table
 * asked for, in the order of `countSegments`. `unit` is what 1 stands for.
 */
export async function sumByGroups(
  { session, tables }: Workplace,
  { table, traits, unit }: { readonly table: string; readonly traits: TraitRows; readonly unit: number },
  asked: readonly (readonly string[])[],
): Promise<readonly GroupSums[]> {
  const sums: GroupSums[] = [];
  for (const names of asked) {
    const columns = names.map((name) => tables.traits(traits).columns.get(name) as string);
    const keys = columns.join(', ');
    const rows = await session.columns(
      `select ${keys}, count(*)::double as "n", sum("v")::double as "sum", sum("v" * "v")::double as "squares" from ${table} group by ${keys}`,
    );
    sums.push(tabulated(names, { traits, columns, rows, unit }));
  }
  return sums;
}

interface Summed {
  readonly traits: TraitRows;
  readonly columns: readonly string[];
  readonly rows: Readonly<Record<string, readonly unknown[]>>;
  readonly unit: number;
}

function tabulated(names: readonly string[], { traits, columns, rows, unit }: Summed): GroupSums {
  const parts = names.map((name) => traits.groups[name] as readonly string[]);
  const keyOf = (at: number) => columns.map((name) => rows[name.replaceAll('"', '')]?.[at] as number).join(',');
  const found = new Map((rows['n'] ?? []).map((_, at) => [keyOf(at), at]));
  const groups = crossedKeys(parts, new Set(found.keys())).map((key) => {
    const at = found.get(key);
    const figure = (name: string) => (at === undefined ? 0 : (rows[name]?.[at] as number));
    const people = figure('n');
    return {
      group: nameOf(key, parts),
      people,
      sum: figure('sum') * unit,
      squares: figure('squares') * unit * unit,
    };
  });
  return { traits: names, groups };
}
