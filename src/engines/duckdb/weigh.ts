import { frozen } from '../../documents/index.js';
import type { AssignedRows, TraitRows } from '../data-engine.js';
import type { SampleDesign, WeighedGroups } from '../sample-design.js';
import { Bindings, quoted } from '../sql/bindings.js';
import type { Workplace } from './assign.js';
import { outcomes, tabulated } from './counts.js';

/** Weights are summed as whole millionths, so that sums do not depend on their order. */
const UNIT = 1_000_000;

/** People of a sample by segment and group with their weights; somebody without a weight above 0 is in no group. */
export async function weighGroups(
  { session, tables }: Workplace,
  { assigned, traits }: { readonly assigned: AssignedRows; readonly traits: TraitRows },
  design: SampleDesign,
): Promise<WeighedGroups> {
  const coded = tables.traits(traits);
  const column = coded.columns.get(design.trait) as string;
  const bindings = new Bindings();
  const known = `"t".${column} <> ${bindings.bind(coded.marks.get(design.trait)?.missing ?? -1)}`;
  const { base } = tables.prepared(assigned.prepared);
  const rows = `select "a"."s", "t".${column}, ${printWeight(design, known)} as "w", ${known} as "known"
    from ${tables.assigned(assigned).table} as "a" join ${coded.table} as "t" on "t"."k" = "a"."k" join (${base}) as "b" on "b"."probity.k" = "a"."k"`;
  const sum = (value: string) => `cast(sum(cast(round(${value} * ${UNIT}) as hugeint)) as double) / ${UNIT}`;
  const cells = await session.columns(
    `select ${column}, "s", count(*)::double as "n", ${sum('"w"')} as "w", ${sum('"w" * "w"')} as "q"
     from (${rows}) where "known" and "w" > 0 and isfinite("w") group by ${column}, "s"`,
    bindings,
  );
  const outcome = outcomes(assigned);
  const table = (of: string) => {
    const counted = { ...cells, n: cells[of] ?? [] };
    return tabulated({ names: [design.trait], traits, columns: [column], rows: counted }, outcome);
  };
  const people = table('n');
  // Whoever is not in the sample is no group of it.
  const kept = people.groups.map((_, at) => at).filter((at) => at !== coded.marks.get(design.trait)?.missing);
  const only = <T>(of: readonly T[]) => kept.map((at) => of[at] as T);
  return frozen({
    groups: only(people.groups),
    segments: people.segments,
    people: only(people.counts),
    weights: only(table('w').counts),
    squares: only(table('q').counts),
  });
}

function printWeight({ weight, stratum }: SampleDesign, known: string): string {
  if (weight !== null) return `cast("b".${quoted(weight)} as double)`;
  if (stratum === null) return 'cast(1 as double)';
  const within = `over (partition by "b".${quoted(stratum)})`;
  return `count(*) ${within}::double / nullif(count(*) filter (where ${known}) ${within}, 0)`;
}
