import { frozen } from '../../documents/index.js';
import type { PreparedRows, TraitPlan, TraitRows } from '../data-engine.js';
import { Bindings, quoted } from '../sql/bindings.js';
import type { Workplace } from './assign.js';
import { isOrdered } from './dataset.js';
import type { PreparedState, TraitMarks } from './run-tables.js';
import type { Session } from './session.js';
import { storeSideBySide } from './side-by-side.js';

/** Codes below this number take a byte a row. */
const SMALL = 256;
/** What stands in the place of a value that was suppressed; the same in other tools. */
const SUPPRESSED = '*';
/** With more words a chain of comparisons is dearer than a join. */
const FEW_WORDS = 32;
/** Whole numbers that are less than this apart are coded by a list. */
const LISTED_MAX = 4096n;

export interface Coded {
  readonly plan: TraitPlan;
  /** Names of the codes 0 and up; the last two are `other` and `unknown`. */
  readonly names: readonly string[];
  readonly sql: string;
  readonly join: string;
  /** The dictionary of a trait whose groups are its values. */
  readonly words: string | null;
}

/** Codes every trait of the kept rows into a small integer. */
export async function codeTraits(
  work: Workplace,
  prepared: PreparedRows,
  plans: readonly TraitPlan[],
): Promise<TraitRows> {
  const { session, tables } = work;
  const state = tables.prepared(prepared);
  const table = session.fresh('traits');
  const bindings = new Bindings();
  const raw = isOrdered(state.opened) ? null : await rawColumns(work, prepared, plans);
  const coded: Coded[] = [];
  const relation = raw ?? `(${state.base})`;
  for (const [at, plan] of plans.entries())
    coded.push(await codedTrait(session, { plan, at, raw: relation }, bindings));
  await storeCodes(session, state, { table, coded, raw, bindings });
  state.tables.push(table);
  for (const { words } of coded) if (words) await session.run(`drop table ${words}`);
  if (raw) await session.run(`drop table ${raw}`);
  const groups: Record<string, readonly string[]> = {};
  const marks = new Map<string, TraitMarks>();
  for (const [at, one] of coded.entries()) {
    const { names, missing } = await presentNames(work, table, { one, at });
    groups[one.plan.name] = names;
    marks.set(one.plan.name, { missing, suppressed: names.indexOf(SUPPRESSED) });
  }
  const handle: TraitRows = frozen({ kind: 'traits', prepared, groups });
  const byName = new Map(plans.map(({ name }, at) => [name, `"c${at}"`]));
  return tables.keepTraits(handle, { table, columns: byName, marks });
}

interface Stored {
  readonly table: string;
  readonly coded: readonly Coded[];
  readonly raw: string | null;
  readonly bindings: Bindings;
}

// In the order of the kept rows where the source gives its rows so.
async function storeCodes(
  session: Session,
  { base, reasons }: PreparedState,
  { table, coded, raw, bindings }: Stored,
): Promise<void> {
  const columns = coded.map(({ sql, names }, at) => {
    return `cast(${sql} as ${names.length <= SMALL ? 'utinyint' : 'integer'}) as "c${at}"`;
  });
  const joins = coded.map(({ join }) => join).join(' ');
  const selected = ['"b"."probity.k" as "k"', ...columns].join(', ');
  if (raw !== null) {
    await session.run(`create temp table ${table} as select ${selected} from ${raw} as "b" ${joins}`, bindings);
    return;
  }
  const left = { relation: `(${base})`, as: 'b', key: 'probity.k' };
  const right = { relation: reasons, as: 'r', key: 'probity.k' };
  const print = (from: string, apart: string) =>
    `select ${selected}, ${apart} as "probity.x" from ${from} ${joins} where "r"."probity.r" = 0`;
  await storeSideBySide(session, { left, right }, { table, print, bindings });
}

/** The trait columns of the kept rows as a table: where the base rows are joined, they are joined once. */
async function rawColumns({ session, tables }: Workplace, prepared: PreparedRows, plans: readonly TraitPlan[]) {
  const state = tables.prepared(prepared);
  const raw = session.fresh('raw');
  const columns = [...new Set(plans.map(({ column }) => `"b".${quoted(column)}`))];
  await session.run(
    `create temp table ${raw} as select ${['"b"."probity.k"', ...columns].join(', ')} from (${state.base}) as "b"
     join ${state.table} as "p" on "p"."probity.k" = "b"."probity.k"`,
  );
  return raw;
}

/** How a trait becomes codes: an expression over the rows `b`, with what it must be joined to. */
export async function codedTrait(
  session: Session,
  { plan, at, raw }: { readonly plan: TraitPlan; readonly at: number; readonly raw: string },
  bindings: Bindings,
): Promise<Coded> {
  const value = `"b".${quoted(plan.column)}`;
  if (plan.bands) return bandedTrait(plan, plan.bands, value, bindings);
  if (plan.groups) return groupedTrait(plan, plan.groups, value, bindings);
  const words = session.fresh('words');
  await session.run(
    `create temp table ${words} as select "v", row_number() over (order by "v") - 1 as "c" from (
     select distinct ${value} as "v" from ${raw} as "b" where ${value} is not null)`,
  );
  const rows = await session.rows<{ v: string }>(`select cast("v" as varchar) as "v" from ${words} order by "c"`);
  const names = [...rows.map(({ v }) => v), 'other', 'unknown'];
  const missing = names.length - 1;
  if (plan.type === 'text' && rows.length <= FEW_WORDS) {
    // A join would put the rows into another order than the features have.
    const cases = rows.map(({ v }, code) => `when ${bindings.bind(v)} then ${code}`);
    const sql = cases.length === 0 ? `${missing}` : `case ${value} ${cases.join(' ')} else ${missing} end`;
    return { plan, names, sql, join: '', words };
  }
  const listed = plan.type === 'integer' ? listedCodes(value, rows, bindings) : null;
  if (listed !== null) return { plan, names, sql: `coalesce(${listed}, ${missing})`, join: '', words };
  const join = `left join ${words} as "w${at}" on "w${at}"."v" = ${value}`;
  return { plan, names, sql: `coalesce("w${at}"."c", ${missing})`, join, words };
}

/** Codes of whole numbers that lie close together, by their place in a list: no join, and the rows keep their order. */
function listedCodes(value: string, rows: readonly { readonly v: string }[], bindings: Bindings): string | null {
  const numbers = rows.map(({ v }) => BigInt(v));
  const [least, most] = [numbers[0], numbers.at(-1)];
  if (least === undefined || most === undefined || most - least >= LISTED_MAX) return null;
  const codes = Array.from({ length: Number(most - least) + 1 }, () => 'null');
  numbers.forEach((number, code) => {
    codes[Number(number - least)] = `${code}`;
  });
  return `list_extract([${codes.join(', ')}]::integer[], ${value} - ${bindings.bind(least)} + 1)`;
}

function bandedTrait(
  plan: TraitPlan,
  bands: NonNullable<TraitPlan['bands']>,
  value: string,
  bindings: Bindings,
): Coded {
  const highest = bands.map(({ from }, at) => ({ from, at })).sort((a, b) => b.from - a.from);
  const cases = highest.map(({ from, at }) => `when ${value} >= ${bindings.bind(from)} then ${at}`);
  const names = [...bands.map(({ name }) => name), 'other', 'unknown'];
  const sql = `case when ${value} is null then ${names.length - 1} ${cases.join(' ')} else ${names.length - 2} end`;
  return { plan, names, sql, join: '', words: null };
}

function groupedTrait(
  plan: TraitPlan,
  groups: NonNullable<TraitPlan['groups']>,
  value: string,
  bindings: Bindings,
): Coded {
  const text = plan.type === 'text' ? value : `cast(${value} as varchar)`;
  const cases = groups.flatMap(({ values }, at) => {
    return values.length === 0
      ? []
      : [`when ${text} in (${values.map((word) => bindings.bind(word)).join(', ')}) then ${at}`];
  });
  const names = [...groups.map(({ name }) => name), 'other', 'unknown'];
  const sql = `case when ${value} is null then ${names.length - 1} ${cases.join(' ')} else ${names.length - 2} end`;
  return { plan, names, sql, join: '', words: null };
}

// `other` and `unknown` are groups only where rows have them, and a word only where a kept row has it: a removed row
// tells nothing. Declared groups stay. Codes are then counted anew.
async function presentNames(
  { session }: Workplace,
  table: string,
  { one, at }: { readonly one: Coded; readonly at: number },
): Promise<{ readonly names: readonly string[]; readonly missing: number }> {
  const column = `"c${at}"`;
  const rows = await session.rows<{ c: number }>(`select distinct ${column}::integer as "c" from ${table}`);
  const held = new Set(rows.map(({ c }) => c));
  const unknown = one.names.length - 1;
  const stays = (code: number) => held.has(code) || (one.words === null && code < unknown - 1);
  const codes = one.names.flatMap((_, code) => (stays(code) ? [code] : []));
  const moved = codes.flatMap((code, now) => (code === now ? [] : [`when ${code} then ${now}`]));
  if (moved.length > 0) {
    await session.run(`update ${table} set ${column} = case ${column} ${moved.join(' ')} else ${column} end`);
  }
  return { names: codes.map((code) => one.names[code] as string), missing: codes.indexOf(unknown) };
}
