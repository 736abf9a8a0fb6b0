import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { extname, join } from 'node:path';
import { frozen } from '../../documents/index.js';
import type { Model } from '../../plugin-contract/index.js';
import type { AssignedRows, LabelColumn, PreparedRows, SampledRows } from '../data-engine.js';
import { enginesError } from '../engines.errors.js';
import { Bindings, fileLiteral, quoted } from '../sql/bindings.js';
import { printModel, segmentNames, UNASSIGNED } from '../sql/print-model.js';
import { csvFormOf, csvRelation, raggedRow } from './csv-form.js';
import type { RunTables } from './run-tables.js';
import type { Session } from './session.js';

const SEGMENTS_MAX = 200;
const LABELS_FORM = { header: true, columns: [] };
const LABEL_COLUMNS = [{ name: 'segment' }];

export interface Workplace {
  readonly session: Session;
  readonly tables: RunTables;
}

export async function assignByModel({ session, tables }: Workplace, prepared: PreparedRows, model: Model) {
  const { table } = tables.prepared(prepared);
  const bindings = new Bindings();
  const query = printModel(model, table, bindings);
  const names = segmentNames(model);
  return assigned({ session, tables }, prepared, { names, query, bindings });
}

export async function assignByLabels(
  { session, tables }: Workplace,
  prepared: PreparedRows,
  { sampled, labels }: { readonly sampled: SampledRows; readonly labels: LabelColumn },
) {
  if (labels.codes.length !== sampled.rows)
    throw labelsUnreadable(`${labels.codes.length} labels for ${sampled.rows} rows`);
  const codes = session.fresh('codes');
  await session.appendCodes(codes, labels.codes);
  tables.prepared(prepared).tables.push(codes);
  const joined = `${tables.sampled(sampled).table} as "r" join ${codes} as "l" on "l"."at" = "r"."probity.at"`;
  const query = `select "p"."probity.k" as "k", cast(coalesce("x"."s", ${UNASSIGNED}) as smallint) as "s"
    from ${tables.prepared(prepared).table} as "p" left join (select "r"."probity.k" as "k", "l"."s" from ${joined}) as "x"
    on "x"."k" = "p"."probity.k"`;
  return assigned({ session, tables }, prepared, { names: labels.segments, query, bindings: new Bindings() });
}

/** Labels of a file with the raw subject key and a column `segment`; the file is copied to where the engine may read. */
export async function assignByFile({ session, tables }: Workplace, prepared: PreparedRows, file: string) {
  if (!existsSync(file)) throw labelsUnreadable('no such file', file);
  const copy = join(session.workFolder, `labels${extname(file) === '.csv' ? '.csv' : '.parquet'}`);
  copyFileSync(file, copy);
  try {
    return await assignByCopy({ session, tables }, prepared, { copy, file });
  } finally {
    rmSync(copy, { force: true });
  }
}

async function assignByCopy(
  { session, tables }: Workplace,
  prepared: PreparedRows,
  { copy, file }: { readonly copy: string; readonly file: string },
) {
  const state = tables.prepared(prepared);
  const labels = session.fresh('labels');
  const form = copy.endsWith('.csv') ? csvFormOf(LABELS_FORM, [copy], LABEL_COLUMNS) : null;
  const from = form ? csvRelation([copy], form, true) : `read_parquet(${fileLiteral(copy)})`;
  const key = quoted(await keyColumn(session, from, { prepared, file }));
  const taken = `select cast(${key} as varchar) as "key", cast("segment" as varchar) as "segment" from ${from} where ${key} is not null`;
  try {
    await session.run(`create temp table ${labels} as ${taken}`);
  } catch (error) {
    const ragged = form && (await raggedRow([copy], form));
    throw ragged ? labelsUnreadable(`a row of ${ragged.fields} fields`, `${file}:${ragged.line}`) : error;
  }
  state.tables.push(labels);
  const names = await outsideNames(session, labels, file);
  const dictionary = `select "segment", row_number() over (order by "segment") - 1 as "s" from (select distinct "segment" from ${labels} where "segment" is not null)`;
  const everybody = `select "b"."probity.k" as "k", "p"."probity.r" as "r", cast("b".${rawKey(prepared)} as varchar) as "key" from (${state.base}) as "b"
    join ${state.reasons} as "p" on "p"."probity.k" = "b"."probity.k"`;
  const known = `select "k", "key" from (${everybody}) where "r" = 0`;
  const query = `select "n"."k", cast(coalesce("d"."s", ${UNASSIGNED}) as smallint) as "s" from (${known}) as "n"
    left join ${labels} as "l" on "l"."key" = "n"."key" left join (${dictionary}) as "d" on "d"."segment" = "l"."segment"`;
  const [row] = await session.rows<{ unknown: bigint; out: bigint }>(
    `select count(*) filter (where "e"."key" is null) as "unknown", count(*) filter (where "e"."r" <> 0) as "out"
     from ${labels} as "l" left join (${everybody}) as "e" on "e"."key" = "l"."key"`,
  );
  const outside = { foreign: Number(row?.unknown), leftOut: Number(row?.out) };
  return assigned({ session, tables }, prepared, { names, query, bindings: new Bindings(), ...outside });
}

function rawKey({ plan }: PreparedRows): string {
  return quoted(plan.source.table === null ? 'probity.key' : (plan.source.subjectKey ?? 'probity.k'));
}

async function keyColumn(
  session: Session,
  from: string,
  { prepared, file }: { readonly prepared: PreparedRows; readonly file: string },
): Promise<string> {
  const columns = await described(session, from, file);
  const key = [prepared.plan.source.subjectKey, 'key', 'subject'].find(
    (name) => name !== null && columns.includes(name),
  );
  if (key && columns.includes('segment')) return key;
  throw labelsUnreadable("no column 'segment' beside a column 'key' or the subject key", file);
}

async function described(session: Session, from: string, file: string): Promise<readonly string[]> {
  try {
    return (await session.rows<{ column_name: string }>(`describe select * from ${from}`)).map(
      (row) => row.column_name,
    );
  } catch {
    throw labelsUnreadable('a file that reads neither as CSV with a header nor as Parquet', file);
  }
}

async function outsideNames(session: Session, labels: string, file: string): Promise<readonly string[]> {
  const [again] = await session.rows<{ n: bigint }>(`select count(*) - count(distinct "key") as "n" from ${labels}`);
  if (Number(again?.n) > 0) throw labelsUnreadable(`${again?.n} rows that repeat a key`, file);
  const rows = await session.rows<{ segment: string }>(
    `select distinct "segment" from ${labels} where "segment" is not null order by "segment" limit ${SEGMENTS_MAX + 1}`,
  );
  if (rows.length > SEGMENTS_MAX) throw labelsUnreadable(`more than ${SEGMENTS_MAX} segments`, file);
  return rows.map(({ segment }) => segment);
}

function labelsUnreadable(found: string, where?: string) {
  const expected = 'one row per subject with its key and its segment';
  return enginesError('LABELS_UNREADABLE', {
    found,
    expected,
    ...(where ? { where } : {}),
    next: 'Write the labels again.',
  });
}

interface Assignment {
  readonly names: readonly string[];
  readonly query: string;
  readonly bindings: Bindings;
  readonly foreign?: number;
  readonly leftOut?: number;
}

/** Makes the table of an assignment by a query of `k` and `s`, and counts it. */
export async function assigned(
  { session, tables }: Workplace,
  prepared: PreparedRows,
  { names, query, bindings, foreign = 0, leftOut = 0 }: Assignment,
): Promise<AssignedRows> {
  const table = session.fresh('assigned');
  await session.run(`create temp table ${table} as ${query}`, bindings);
  tables.prepared(prepared).tables.push(table);
  const counts = await session.rows<{ s: number; n: bigint }>(`select "s", count(*) as "n" from ${table} group by "s"`);
  const bySegment = new Map(counts.map(({ s, n }) => [s, Number(n)]));
  const segments = names.map((name, at) => ({ name, rows: bySegment.get(at) ?? 0, suppressed: false }));
  const unassigned = bySegment.get(UNASSIGNED) ?? 0;
  const handle: AssignedRows = { kind: 'assigned', prepared, segments, unassigned, foreign, leftOut };
  return tables.keepAssigned(frozen(handle), { table, cells: new WeakMap(), released: new Map() });
}

/** The same assignment with segments marked; their rows are counted as `suppressed` and are not written. */
export function suppressSegments(tables: RunTables, rows: AssignedRows, names: readonly string[]): AssignedRows {
  const segments = rows.segments.map((one) => ({ ...one, suppressed: one.suppressed || names.includes(one.name) }));
  const { table } = tables.assigned(rows);
  return tables.keepAssigned(frozen({ ...rows, segments }), { table, cells: new WeakMap(), released: new Map() });
}
