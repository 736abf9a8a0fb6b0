import { frozen } from '../../documents/index.js';
import type { CentroidModel } from '../../plugin-contract/index.js';
import type { PreparedRows, TraitRows } from '../data-engine.js';
import { balancedCentres, type Centres, type GroupMoments, groupCosts, type Moments } from '../fair-centres/index.js';
import { Bindings, quoted } from '../sql/bindings.js';
import { printNearest } from '../sql/print-model.js';
import type { FairCentres, FairCentresAsk } from '../treatments.js';
import type { Workplace } from './assign.js';
import type { Session } from './session.js';

interface Of {
  readonly prepared: PreparedRows;
  readonly traits: TraitRows;
}

const ROUNDS_MAX = 50;
/** A round that improves the worst group by less is the last. */
const NEAR = 1e-6;
/** Values are summed as whole millionths, so that sums do not depend on their order. */
const UNIT = 1_000_000;

/**
 * Fair-Lloyd (Ghadiri, Samadi, Vempala 2021, Socially fair k-means clustering): people go to the nearest centre, centres to where
 * the group that is described worst is described best, until nothing improves. Counts and sums leave the engine, no row does.
 */
export async function fairCentres(work: Workplace, of: Of, ask: FairCentresAsk): Promise<FairCentres> {
  const { session } = work;
  const axes = await axesTable(work, of, ask);
  const names = of.traits.groups[ask.trait] as readonly string[];
  const start: Centres = ask.model.segments.map(({ centroid }) => centroid);
  const first = await momentsOf(session, axes, { centres: start, groups: names.length });
  const counts = names.map((_, group) => (first[group] ?? []).reduce((sum, { people }) => sum + people, 0));
  const large = counts.map((people) => people > 0 && people >= ask.groupSizeMin);
  const only = (moments: GroupMoments) => moments.filter((_, group) => large[group]);
  const state = (moments: GroupMoments, centres: Centres): State => {
    return { moments, centres, cost: Math.max(0, ...groupCosts(only(moments), centres)) };
  };
  const before = state(first, start);
  let best = before;
  let rounds = 0;
  while (rounds < ROUNDS_MAX && large.some(Boolean)) {
    const centres = balancedCentres(only(best.moments), best.centres);
    const next = state(await momentsOf(session, axes, { centres, groups: names.length }), centres);
    rounds += 1;
    const better = best.cost - next.cost;
    if (better > 0) best = next;
    if (better <= NEAR * before.cost) break;
  }
  await session.run(`drop table ${axes}`);
  return given(ask.model, { before, after: best, rounds, names, large });
}

interface State {
  readonly moments: GroupMoments;
  readonly centres: Centres;
  readonly cost: number;
}

interface Settled {
  readonly before: State;
  readonly after: State;
  readonly rounds: number;
  readonly names: readonly string[];
  readonly large: readonly boolean[];
}

function given(model: CentroidModel, { before, after, rounds, names, large }: Settled): FairCentres {
  const [was, is] = [before, after].map(({ moments, centres }) => groupCosts(moments, centres)) as [Costs, Costs];
  const inertia = ({ moments }: State, costs: Costs) =>
    moments.reduce((sum, row, group) => {
      return sum + (costs[group] as number) * row.reduce((all, { people }) => all + people, 0);
    }, 0);
  const segments = model.segments.map((one, at) => ({ ...one, centroid: [...(after.centres[at] as Costs)] }));
  return frozen({
    model: { ...model, segments },
    socialCost: { before: before.cost, after: after.cost },
    inertia: { before: inertia(before, was), after: inertia(after, is) },
    groups: names.map((group, at) => ({
      group,
      before: large[at] ? (was[at] as number) : null,
      after: large[at] ? (is[at] as number) : null,
    })),
    rounds,
  });
}

type Costs = readonly number[];

/** The group `g` and the scaled features `x0` and up of everybody who lacks none. */
async function axesTable(
  { session, tables }: Workplace,
  { prepared, traits }: Of,
  { model, trait }: FairCentresAsk,
): Promise<string> {
  const table = session.fresh('axes');
  const bindings = new Bindings();
  const coded = tables.traits(traits);
  const axes = model.columns.map(({ column, centre, scale }, at) => {
    return `("p".${quoted(column)} - ${bindings.bindDouble(centre)}) / ${bindings.bindDouble(scale)} as "x${at}"`;
  });
  const known = model.columns.map((_, at) => `"x${at}" is not null`);
  await session.run(
    `create temp table ${table} as select * from (select ${[`"t".${coded.columns.get(trait)} as "g"`, ...axes].join(', ')}
     from ${tables.prepared(prepared).table} as "p" join ${coded.table} as "t" on "t"."k" = "p"."probity.k")
     where ${known.join(' and ') || 'true'}`,
    bindings,
  );
  return table;
}

/** Counts, means and squared distances to them of every group in every segment, as the centres make them. */
async function momentsOf(
  session: Session,
  axes: string,
  { centres, groups }: { readonly centres: Centres; readonly groups: number },
): Promise<GroupMoments> {
  const bindings = new Bindings();
  const places = (centres[0] ?? []).map((_, axis) => `"x${axis}"`);
  const distances = centres.map((centre, at) => {
    const squares = centre.map((value, axis) => `power("x${axis}" - ${bindings.bindDouble(value)}, 2)`);
    return `${squares.join(' + ') || '0'} as "d${at}"`;
  });
  const far = `select *, ${distances.join(', ')} from ${axes}`;
  const near = `select *, case ${printNearest(centres.map((_, at) => `"d${at}"`))} end as "s" from (${far})`;
  const sums = places.map((place, axis) => `${printSum(place)} as "t${axis}"`);
  const squares = printSum(places.map((place) => `${place} * ${place}`).join(' + ') || '0');
  const rows = await session.rows<Row>(
    `select "g", "s", count(*)::double as "n", ${[...sums, `${squares} as "q"`].join(', ')} from (${near}) group by "g", "s"`,
    bindings,
  );
  const found = new Map(rows.map((row) => [`${row.g} ${row.s}`, row]));
  return Array.from({ length: groups }, (_, g) =>
    centres.map((_c, s) => momentOf(found.get(`${g} ${s}`), places.length)),
  );
}

type Row = Readonly<Record<string, number>> & { readonly g: number; readonly s: number; readonly n: number };

function momentOf(row: Row | undefined, axes: number): Moments {
  if (row === undefined) return { people: 0, mean: null, within: 0 };
  const mean = Array.from({ length: axes }, (_, axis) => (row[`t${axis}`] as number) / UNIT / row.n);
  const about = mean.reduce((sum, value) => sum + value * value, 0) * row.n;
  return { people: row.n, mean, within: Math.max(0, (row['q'] as number) / UNIT - about) };
}

function printSum(value: string): string {
  return `cast(sum(cast(round((${value}) * ${UNIT}) as hugeint)) as double)`;
}
