import { frozen } from '../../documents/index.js';
import type { AssignedRows, TraitRows } from '../data-engine.js';
import type { ReassignmentAsk } from '../fairness-counts.js';
import { Bindings } from '../sql/bindings.js';
import { printDistances, printNearest, UNASSIGNED } from '../sql/print-model.js';
import { printSpread } from '../sql/print-spread.js';
import type { ReassignedRows } from '../treatments.js';
import { assigned as madeAssignment, type Workplace } from './assign.js';
import { type Bounds, GroupFlow, printMoved } from './group-flow.js';

interface Of {
  readonly assigned: AssignedRows;
  readonly traits: TraitRows;
}

/**
 * The cheapest reassignment under bounds on the shares of every group (Bera, Chakrabarty, Flores, Negahbani 2019): a
 * transport of each group's people to segments, whose optimum is one number per group and segment that is added to the
 * distance. Nobody's distance leaves the engine; counts and single distances do.
 */
export async function reassignRows(work: Workplace, of: Of, ask: ReassignmentAsk): Promise<ReassignedRows> {
  const { session } = work;
  const { assigned, traits } = of;
  const table = await distances(work, of, ask);
  const groups = traits.groups[ask.trait] as readonly string[];
  const segments = ask.model.segments.length;
  const total = assigned.segments.reduce((sum, { rows }) => sum + rows, 0);
  const offsets: (readonly number[])[] = [];
  let reached = true;
  for (const group of groups.keys()) {
    const flow = new GroupFlow(session, { table, group, segments });
    const people = (await flow.counts()).reduce((sum, n) => sum + n, 0);
    const bounds = assigned.segments.map(({ rows }) => boundsOf((rows / total) * people, ask.ratioMin));
    reached = (await flow.settle(bounds)) && reached;
    offsets.push(flow.offsets);
  }
  const rows = await reassigned(work, of, { table, offsets });
  const figures = await costs(work, table, { before: assigned, after: rows });
  await session.run(`drop table ${table}`);
  return frozen({ rows, offsets, reached, ...figures });
}

/** Around the share of all: two groups at opposite ends are then apart by `ratioMin`. */
function boundsOf(even: number, ratioMin: number): Bounds {
  return { least: Math.floor(even * Math.sqrt(ratioMin)), most: Math.ceil(even / Math.sqrt(ratioMin)) };
}

async function distances({ session, tables }: Workplace, { assigned, traits }: Of, ask: ReassignmentAsk) {
  const table = session.fresh('distances');
  const bindings = new Bindings();
  const { table: kept, opened } = tables.prepared(assigned.prepared);
  const state = tables.traits(traits);
  const places = ask.model.segments.map((_, at) => `"d"."d${at}"`);
  const spread = printSpread(opened.keyKind === 'text' ? '"p"."probity.h"' : '"p"."probity.k"', 0, bindings);
  await session.run(
    `create temp table ${table} as select ${['"d"."k"', ...places].join(', ')}, "t".${state.columns.get(ask.trait)} as "g",
     ${spread}::double / 4294967296e6 as "u" from (${printDistances(ask.model, kept, bindings)}) as "d"
     join ${state.table} as "t" on "t"."k" = "d"."k" join ${kept} as "p" on "p"."probity.k" = "d"."k" where not "d"."n"`,
    bindings,
  );
  return table;
}

async function reassigned(
  work: Workplace,
  { assigned }: Of,
  { table, offsets }: { readonly table: string; readonly offsets: readonly (readonly number[])[] },
): Promise<AssignedRows> {
  const bindings = new Bindings();
  const groups = offsets.map((ofGroup, group) => {
    return `when ${group} then case ${printNearest(printMoved('d', ofGroup, bindings))} end`;
  });
  const query = `select "a"."k", cast(coalesce(case "d"."g" ${groups.join(' ')} end, ${UNASSIGNED}) as smallint) as "s"
    from ${work.tables.assigned(assigned).table} as "a" left join ${table} as "d" on "d"."k" = "a"."k"`;
  const names = assigned.segments.map(({ name }) => name);
  return madeAssignment(work, assigned.prepared, { names, query, bindings });
}

// Millionths of a distance are whole numbers, whose sum is the same whatever the order of adding.
async function costs(
  { session, tables }: Workplace,
  table: string,
  { before, after }: { readonly before: AssignedRows; readonly after: AssignedRows },
) {
  const own = (side: string) =>
    `sum(cast(round(least(case "${side}"."s" ${before.segments.map((_, at) => `when ${at} then "d"."d${at}"`).join(' ')} end, 1e18) * 1e6) as hugeint))::double as "${side}"`;
  const [row] = await session.rows<{ b: number | null; a: number | null; moved: bigint }>(
    `select ${own('b')}, ${own('a')}, count(*) filter (where "b"."s" <> "a"."s") as "moved" from ${table} as "d"
     join ${tables.assigned(before).table} as "b" on "b"."k" = "d"."k" join ${tables.assigned(after).table} as "a" on "a"."k" = "d"."k"`,
  );
  const inertia = { before: (row?.b ?? 0) / 1e6, after: (row?.a ?? 0) / 1e6 };
  return { moved: Number(row?.moved ?? 0), inertia };
}
