import { frozen } from '../../documents/index.js';
import type { PreparedRows, TraitRows } from '../data-engine.js';
import { Bindings, quoted } from '../sql/bindings.js';
import { printSpread } from '../sql/print-spread.js';
import type { ResidualAsk, ResidualColumn, ResidualRows } from '../treatments.js';
import type { Workplace } from './assign.js';
import type { Session } from './session.js';

interface Of {
  readonly prepared: PreparedRows;
  readonly traits: TraitRows;
}

/**
 * Gives everybody the value of the person at the same place among all: the person at the middle of a group gets the
 * middle value of everybody (Feldman and others 2015, full repair). Every group then has the same values as often. Less
 * than that, a mean taken away, would let whoever sees the numbers read the group from their digits.
 */
export async function residualiseRows(work: Workplace, of: Of, ask: ResidualAsk): Promise<ResidualRows> {
  const { session, tables } = work;
  const state = tables.prepared(of.prepared);
  const evened: { readonly column: string; readonly table: string }[] = [];
  for (const [at, column] of ask.columns.entries()) {
    evened.push({ column, table: await evenedColumn(work, of, { trait: ask.trait, column, seed: at + 1 }) });
  }
  const table = session.fresh('residual');
  const replaced = evened.map(({ column }, at) => `"w${at}"."w" as ${quoted(column)}`);
  const joins = evened.map((one, at) => `left join ${one.table} as "w${at}" on "w${at}"."k" = "p"."probity.k"`);
  const columns = replaced.length === 0 ? '"p".*' : `"p".* replace (${replaced.join(', ')})`;
  // In the order of the prepared rows, beside which others stand.
  const ordered = `select ${columns} from ${state.table} as "p" ${joins.join(' ')} order by "p".rowid`;
  await session.run(`create temp table ${table} as ${ordered}`);
  state.tables.push(table);
  const told: ResidualColumn[] = [];
  for (const one of evened) {
    told.push({ column: one.column, ...(await figuresOf(session, one.table)) });
    await session.run(`drop table ${one.table}`);
  }
  const handle: PreparedRows = frozen({ ...of.prepared });
  const { opened, reasons, base, tables: made } = state;
  tables.keepPrepared(handle, { opened, reasons, base, tables: made, table, origin: tables.origin(of.prepared) });
  return frozen({ rows: handle, columns: told });
}

/** A table of `k`, the group `g`, the value `v` and the value `w` in its place; people without a value are not in it. */
async function evenedColumn(
  { session, tables }: Workplace,
  { prepared, traits }: Of,
  { trait, column, seed }: { readonly trait: string; readonly column: string; readonly seed: number },
): Promise<string> {
  const { table: rows, opened } = tables.prepared(prepared);
  const coded = tables.traits(traits);
  const bindings = new Bindings();
  const spread = printSpread(opened.keyKind === 'text' ? '"p"."probity.h"' : '"p"."probity.k"', seed, bindings);
  const known = `select "p"."probity.k" as "k", cast("p".${quoted(column)} as double) as "v", "t".${coded.columns.get(trait)} as "g", ${spread} as "u"
    from ${rows} as "p" join ${coded.table} as "t" on "t"."k" = "p"."probity.k" where "p".${quoted(column)} is not null`;
  const order = 'order by "v", "u", "k"';
  const placed = `select "k", "g", "v", row_number() over (partition by "g" ${order}) as "r", count(*) over (partition by "g") as "n",
    row_number() over (${order}) as "i", count(*) over () as "all" from (${known})`;
  const ranked = session.fresh('ranked');
  await session.run(`create temp table ${ranked} as ${placed}`, bindings);
  const table = session.fresh('evened');
  // The middle of the r-th of n equal parts, rounded up to a person: whole numbers alone.
  const place = '((2 * "a"."r" - 1) * "a"."all" + 2 * "a"."n" - 1) // (2 * "a"."n")';
  await session.run(
    `create temp table ${table} as select "a"."k", "a"."g", "a"."v", "b"."v" as "w" from ${ranked} as "a" join ${ranked} as "b" on "b"."i" = ${place}`,
  );
  await session.run(`drop table ${ranked}`);
  return table;
}

/** Values are summed as whole numbers up to this one, so that sums do not depend on their order. */
const STEPS = 1_000_000;

type Sums = Readonly<Record<'n' | 'v' | 'w' | 'vv' | 'ww' | 'vw', bigint>>;

async function figuresOf(session: Session, table: string): Promise<Omit<ResidualColumn, 'column'>> {
  const [row] = await session.rows<{ most: number | null }>(`select max(abs("v")) as "most" from ${table}`);
  const bindings = new Bindings();
  const unit = bindings.bindDouble((row?.most || STEPS) / STEPS);
  const whole = (value: string) => `cast(round("${value}" / ${unit}) as hugeint) as "${value}"`;
  const sum = (value: string, as: string) => `cast(sum(${value}) as hugeint) as "${as}"`;
  const sums = [
    sum('"v"', 'v'),
    sum('"w"', 'w'),
    sum('"v" * "v"', 'vv'),
    sum('"w" * "w"', 'ww'),
    sum('"v" * "w"', 'vw'),
  ];
  const groups = await session.rows<Sums>(
    `select count(*)::bigint as "n", ${sums.join(', ')} from (select "g", ${whole('v')}, ${whole('w')} from ${table}) group by "g"`,
    bindings,
  );
  const total = (of: keyof Sums) => groups.reduce((all, one) => all + BigInt(one[of]), 0n);
  const [n, v, w] = [total('n'), total('v'), total('w')];
  const spreadV = n * total('vv') - v * v;
  const spreadW = n * total('ww') - w * w;
  const both = Number(n * total('vw') - v * w);
  const kept = spreadV === 0n || spreadW === 0n ? null : both ** 2 / (Number(spreadV) * Number(spreadW));
  return { told: [between(groups, 'v', spreadV), between(groups, 'w', spreadW)], kept };
}

/** n Σ sum²/size − (Σ sum)² by n Σ squares − (Σ sum)²: the share of the variance that lies between groups. */
function between(groups: readonly Sums[], of: 'v' | 'w', spread: bigint): number | null {
  if (spread === 0n) return null;
  const n = groups.reduce((all, one) => all + Number(one.n), 0);
  const mean = groups.reduce((all, one) => all + Number(one[of]), 0) / n;
  const apart = groups.reduce((all, one) => all + Number(one.n) * (Number(one[of]) / Number(one.n) - mean) ** 2, 0);
  return Math.min(1, (apart * n) / Number(spread));
}
