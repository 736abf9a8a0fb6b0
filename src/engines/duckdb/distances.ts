import { frozen } from '../../documents/index.js';
import type { AssignedRows, TraitRows } from '../data-engine.js';
import type { DistanceAsk, GroupSums } from '../fairness-counts.js';
import { Bindings } from '../sql/bindings.js';
import { printAssignedDistance } from '../sql/print-model.js';
import type { Workplace } from './assign.js';
import { sumByGroups } from './group-sums.js';
import { spreadSample } from './spread-sample.js';

/** Distances are summed as whole numbers up to this one: the same on every run, and their squares never overflow. */
const STEPS = 1_000_000_000;

/** Squared distances to the centre of the own segment, by group; over a sample fixed by the key where rows are many. */
export async function sumDistances(
  work: Workplace,
  { assigned, traits }: { readonly assigned: AssignedRows; readonly traits: TraitRows },
  { model, tables: asked }: DistanceAsk,
): Promise<readonly GroupSums[]> {
  const { session, tables } = work;
  const coded = tables.traits(traits);
  const bindings = new Bindings();
  const codes = [...coded.columns.values()].map((column) => `"t".${column}`);
  const distance = printAssignedDistance(model, bindings);
  const from = `${await spreadSample(work, assigned.prepared)} as "p"
    join ${tables.assigned(assigned).table} as "a" on "a"."k" = "p"."probity.k"
    join ${coded.table} as "t" on "t"."k" = "p"."probity.k"`;
  const exact = session.fresh('distances');
  await session.run(
    `create temp table ${exact} as select ${[...codes, `${distance} as "d"`].join(', ')} from ${from} where ${released(assigned)}`,
    bindings,
  );
  const [row] = await session.rows<{ most: number | null }>(`select max("d") as "most" from ${exact}`);
  const unit = (row?.most ?? 0) > 0 ? (row?.most as number) / STEPS : 1;
  const table = session.fresh('distances');
  const rounded = new Bindings();
  await session.run(
    `create temp table ${table} as select * exclude ("d"), cast(round("d" / ${rounded.bindDouble(unit)}) as hugeint) as "v" from ${exact}`,
    rounded,
  );
  const sums = await sumByGroups(work, { table, traits, unit }, asked);
  for (const made of [exact, table]) await session.run(`drop table ${made}`);
  return frozen([...sums]);
}

/** Everybody in a segment that is released. */
function released({ segments }: AssignedRows): string {
  const indexes = segments.flatMap(({ suppressed }, at) => (suppressed ? [] : [at]));
  return indexes.length === 0 ? 'false' : `"a"."s" in (${indexes.join(', ')})`;
}
