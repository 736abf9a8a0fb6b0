import { createHash } from 'node:crypto';
import { Bool, Float64, Table, tableToIPC, Utf8, vectorFromArray } from 'apache-arrow';
import { canonicalJson, type Digest, frozen } from '../../documents/index.js';
import type { ColumnType, PreparedRows, SampleAsk, SampledRows } from '../data-engine.js';
import { enginesError } from '../engines.errors.js';
import { Bindings, quoted } from '../sql/bindings.js';
import { printSpread } from '../sql/print-spread.js';
import type { Thinning } from '../treatments.js';
import type { PreparedState, RunTables } from './run-tables.js';
import type { Session } from './session.js';

/** Features of kept rows in an order that key and seed fix: the same on every run, thread count and work file. */
export async function sampleRows(
  { session, tables }: { readonly session: Session; readonly tables: RunTables },
  prepared: PreparedRows,
  ask: SampleAsk,
): Promise<SampledRows> {
  const state = tables.prepared(prepared);
  if (ask.rows === 'all' && prepared.rowsKept > ask.limit) throw tooManyRows(prepared.rowsKept, ask.limit);
  const table = session.fresh('sample');
  const bindings = new Bindings();
  const columns = ask.columns.map((column) => quoted(column));
  const spread = printSpread(state.opened.keyKind === 'text' ? '"probity.h"' : '"probity.k"', ask.seed, bindings);
  const limit = bindings.bind(ask.limit);
  const chosen = ['"probity.k"', `${spread} as "probity.m"`, ...columns].join(', ');
  const drawn = ask.thinning ? printThinned(tables, state, ask.thinning, bindings) : `${state.table} as "p"`;
  const ordered = `select ${chosen} from ${drawn} order by "probity.m", "probity.k" limit ${limit}`;
  await session.run(
    `create temp table ${table} as select row_number() over (order by "probity.m", "probity.k") - 1 as "probity.at", * from (${ordered})`,
    bindings,
  );
  state.tables.push(table);
  const values = await session.columns(
    `select ${['"probity.at"', ...columns].join(', ')} from ${table} order by "probity.at"`,
  );
  const rows = values['probity.at']?.length ?? 0;
  const types = new Map(prepared.plan.features.map(({ column, type }) => [column, type]));
  const given = ask.columns.map((name) => ({ name, type: types.get(name) as ColumnType, values: values[name] ?? [] }));
  const handle: SampledRows = frozen({
    kind: 'sampled',
    rows,
    arrow: arrowOf(given),
    digest: digestOfRows(given, rows),
  });
  return tables.keepSampled(handle, { table });
}

/** Of the people of a group in a segment, those whose number is under their share. */
function printThinned(
  tables: RunTables,
  { table, opened }: PreparedState,
  thinning: Thinning,
  bindings: Bindings,
): string {
  const { assigned, traits, trait, shares } = thinning;
  const coded = tables.traits(traits);
  const cells = shares.flatMap((row, group) =>
    row.map((share, segment) => `when ${group * row.length + segment} then ${bindings.bindDouble(share)}`),
  );
  const place = `"t".${coded.columns.get(trait)}::integer * ${shares[0]?.length ?? 0} + "a"."s"`;
  const number = printSpread(opened.keyKind === 'text' ? '"p"."probity.h"' : '"p"."probity.k"', THINNING, bindings);
  return `(select "p".* from ${table} as "p" join ${coded.table} as "t" on "t"."k" = "p"."probity.k"
    join ${tables.assigned(assigned).table} as "a" on "a"."k" = "p"."probity.k"
    where "a"."s" >= 0 and ${number}::double / 4294967296 < case ${place} ${cells.join(' ')} else 0 end)`;
}

/** A seed of its own: who is drawn does not follow from the order of the sample. */
const THINNING = 2 ** 40 + 1;

interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly values: readonly unknown[];
}

function tooManyRows(rows: number, limit: number) {
  return enginesError('TOO_MANY_ROWS', {
    found: `${rows} rows`,
    expected: `at most ${limit}`,
    next: 'Use a plugin that gives a model: it needs a sample only.',
  });
}

function arrowOf(columns: readonly Column[]): Uint8Array {
  const vectors = columns.map(({ name, type, values }) => [name, vectorOf(type, values)] as const);
  return tableToIPC(new Table(Object.fromEntries(vectors)), 'stream');
}

function vectorOf(type: ColumnType, values: readonly unknown[]) {
  switch (type) {
    case 'text':
      return vectorFromArray(values as string[], new Utf8());
    case 'boolean':
      return vectorFromArray(values as boolean[], new Bool());
    case 'integer':
    case 'decimal':
    case 'date':
    case 'timestamp':
      return vectorFromArray(values as number[], new Float64());
  }
}

function digestOfRows(columns: readonly Column[], rows: number): Digest {
  const hash = createHash('sha256').update(canonicalJson(columns.map(({ name }) => name)));
  for (let at = 0; at < rows; at++) hash.update(`\n${canonicalJson(columns.map(({ values }) => values[at] ?? null))}`);
  return `sha256:${hash.digest('hex')}`;
}
