import { frozen } from '../../documents/index.js';
import type { AssignedRows, TraitRows } from '../data-engine.js';
import type { GroupSums, NeighbourAsk } from '../fairness-counts.js';
import { Bindings, quoted } from '../sql/bindings.js';
import type { Workplace } from './assign.js';
import { sumByGroups } from './group-sums.js';
import type { Session } from './session.js';
import { keySpread, spreadSample } from './spread-sample.js';

/** Neighbours are looked for among so many people, and for so many of them: a million distances. */
const CROWD = 2500;
const LOOKED_AT = 400;

/** How many of the nearest people share a person's segment, by group, over people that the key fixes. */
export async function countNeighbours(
  work: Workplace,
  { assigned, traits }: { readonly assigned: AssignedRows; readonly traits: TraitRows },
  { features, neighbours, tables: asked }: NeighbourAsk,
): Promise<readonly GroupSums[]> {
  const { session } = work;
  const crowd = await crowdTable(work, { assigned, traits }, features);
  const bindings = new Bindings();
  const scales = (await scalesOf(session, crowd, features)).map((scale) => bindings.bindDouble(scale));
  const codes = [...work.tables.traits(traits).columns.values()];
  const squares = features.map((_, at) => `power(("p"."f${at}" - "q"."f${at}") / ${scales[at]}, 2)`).join(' + ');
  const table = session.fresh('neighbours');
  const kept = codes.map((column) => `"q".${column}`);
  // A tie goes to the lower number, so that the same people are neighbours on every run.
  await session.run(
    `create temp table ${table} as select ${[...codes, '"k"'].join(', ')}, cast(sum("same") as hugeint) as "v" from (
       select ${[...kept, '"q"."k"'].join(', ')}, case when "p"."s" = "q"."s" then 1 else 0 end as "same",
         row_number() over (partition by "q"."k" order by ${squares}, "p"."k") as "near"
       from ${crowd} as "q" join ${crowd} as "p" on "p"."k" <> "q"."k" where "q"."place" <= ${LOOKED_AT}
     ) where "near" <= ${neighbours} group by all`,
    bindings,
  );
  const sums = await sumByGroups(work, { table, traits, unit: 1 }, asked);
  for (const made of [crowd, table]) await session.run(`drop table ${made}`);
  return frozen([...sums]);
}

/** The first people by the spread of their keys who have a segment and every feature. */
async function crowdTable(
  work: Workplace,
  { assigned, traits }: { readonly assigned: AssignedRows; readonly traits: TraitRows },
  features: readonly string[],
): Promise<string> {
  const { session, tables } = work;
  const coded = tables.traits(traits);
  const codes = [...coded.columns.values()].map((column) => `"t".${column}`);
  const numbers = features.map((name, at) => `cast("p".${quoted(name)} as double) as "f${at}"`);
  const known = features.map((name) => `"p".${quoted(name)} is not null`);
  const crowd = session.fresh('crowd');
  const from = `${await spreadSample(work, tables.origin(assigned.prepared))} as "p"
    join ${tables.assigned(assigned).table} as "a" on "a"."k" = "p"."probity.k"
    join ${coded.table} as "t" on "t"."k" = "p"."probity.k"`;
  await session.run(
    `create temp table ${crowd} as select ${['"a"."k"', '"a"."s"', ...codes, ...numbers].join(', ')},
       row_number() over (order by ${keySpread('"a"."k"')}, "a"."k") as "place"
     from ${from} where ${['"a"."s" >= 0', ...known].join(' and ')} qualify "place" <= ${CROWD}`,
  );
  return crowd;
}

/** The standard deviation of each feature in the crowd; a feature that is the same for all tells nobody apart. */
async function scalesOf(session: Session, crowd: string, features: readonly string[]): Promise<readonly number[]> {
  const asked = features.map((_, at) => `stddev_pop("f${at}") as "f${at}"`).join(', ');
  const [row] = await session.rows<Record<string, number | null>>(
    `select ${asked} from (select * from ${crowd} order by "place")`,
  );
  return features.map((_, at) => row?.[`f${at}`] || 1);
}
