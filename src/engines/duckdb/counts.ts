import { frozen } from '../../documents/index.js';
import type { AssignedRows, TraitRows } from '../data-engine.js';
import type { GroupCounts } from '../fairness-counts.js';
import { Bindings } from '../sql/bindings.js';
import { UNASSIGNED } from '../sql/print-model.js';
import type { Workplace } from './assign.js';
import { storeSideBySide } from './side-by-side.js';

const CROSSED_MAX = 10_000;

/** Counts of segment × groups, each table from one table of cells: the rows are joined and read once. */
export async function countGroups(
  work: Workplace,
  { assigned, traits }: { readonly assigned: AssignedRows; readonly traits: TraitRows },
  tables: readonly (readonly string[])[],
): Promise<readonly GroupCounts[]> {
  const cells = await cellTable(work, assigned, traits);
  const outcome = outcomes(assigned);
  const counted: GroupCounts[] = [];
  for (const names of tables) {
    const columns = names.map((name) => work.tables.traits(traits).columns.get(name) as string);
    const rows = await work.session.columns(
      `select ${[...columns, '"s"'].join(', ')}, sum("n")::double as "n" from ${cells} group by ${[...columns, '"s"'].join(', ')}`,
    );
    counted.push(tabulated({ names, traits, columns, rows }, outcome));
  }
  return frozen(counted);
}

/** People by segment and all coded traits: one table for everything that is counted over them. */
export async function cellTable(
  { session, tables }: Workplace,
  assigned: AssignedRows,
  traits: TraitRows,
): Promise<string> {
  const { table, cells } = tables.assigned(assigned);
  const known = cells.get(traits);
  if (known) return known;
  const made = session.fresh('cells');
  const state = tables.traits(traits);
  const columns = [...state.columns.values()].map((column) => `"t".${column}`);
  const keys = ['"a"."s"', ...columns].join(', ');
  const left = { relation: table, as: 'a', key: 'k' };
  const right = { relation: state.table, as: 't', key: 'k' };
  const print = (from: string, apart: string) =>
    `select ${keys}, count(*) as "n", bool_or(${apart}) as "probity.x" from ${from} group by ${keys}`;
  await storeSideBySide(session, { left, right }, { table: made, print, bindings: new Bindings() });
  tables.prepared(assigned.prepared).tables.push(made);
  cells.set(traits, made);
  return made;
}

/** The columns of a count table: released segments, then `suppressed` and `unassigned` where rows have them. */
export function outcomes({ segments, unassigned }: AssignedRows) {
  const released = segments.filter(({ suppressed }) => !suppressed).map(({ name }) => name);
  const hidden = segments.some(({ suppressed, rows }) => suppressed && rows > 0);
  const names = [...released, ...(hidden ? ['suppressed'] : []), ...(unassigned > 0 ? ['unassigned'] : [])];
  let shown = 0;
  // Worked out once: there may be a cell for each of a million classes and segments.
  const places = segments.map(({ suppressed }) => (suppressed ? released.length : shown++));
  const column = (segment: number) => (segment === UNASSIGNED ? names.length - 1 : (places[segment] as number));
  return { names, column, released: released.length };
}

interface Counted {
  readonly names: readonly string[];
  readonly traits: TraitRows;
  readonly columns: readonly string[];
  readonly rows: Readonly<Record<string, readonly unknown[]>>;
}

/** A table of the cells that a query gave; `n` is what is counted. */
export function tabulated(
  { names, traits, columns, rows }: Counted,
  { names: segments, column }: ReturnType<typeof outcomes>,
) {
  const parts = names.map((name) => traits.groups[name] as readonly string[]);
  const cells = (rows['n'] ?? []).map((n, at) => ({
    group: columns.map((name) => rows[name.replaceAll('"', '')]?.[at] as number).join(','),
    segment: column(rows['s']?.[at] as number),
    n: n as number,
  }));
  const keys = crossedKeys(parts, new Set(cells.map(({ group }) => group)));
  const place = new Map(keys.map((key, at) => [key, at]));
  const counts = keys.map(() => segments.map(() => 0));
  for (const { group, segment, n } of cells) {
    const row = counts[place.get(group) as number] as number[];
    row[segment] = (row[segment] as number) + n;
  }
  const groups = keys.map((key) => nameOf(key, parts));
  return { traits: names, groups, segments, counts };
}

/** Every combination of groups, also the empty ones, by their codes; those with people when there are too many to show. */
export function crossedKeys(parts: readonly (readonly string[])[], present: ReadonlySet<string>): readonly string[] {
  const size = parts.reduce((product, part) => product * part.length, 1);
  if (size <= CROSSED_MAX) {
    return parts.reduce<string[]>(
      (keys, part) => keys.flatMap((key) => part.map((_, at) => (key === '' ? `${at}` : `${key},${at}`))),
      [''],
    );
  }
  const compared = (a: number[], b: number[]) =>
    (a.find((x, at) => x !== b[at]) ?? 0) - (b.find((x, at) => x !== a[at]) ?? 0);
  return [...present]
    .map((key) => key.split(',').map(Number))
    .sort(compared)
    .map((codes) => codes.join(','));
}

/** The name of a combination of groups. */
export function nameOf(key: string, parts: readonly (readonly string[])[]): string {
  if (key === '') return '';
  return key
    .split(',')
    .map((code, at) => parts[at]?.[Number(code)] as string)
    .join(' × ');
}
