import { frozen } from '../../documents/index.js';
import type { AssignedRows, SegmentProfile } from '../data-engine.js';
import { Bindings, quoted } from '../sql/bindings.js';
import type { Workplace } from './assign.js';

type Feature = SegmentProfile['features'][number];
// Millionths as integers: sums of doubles would differ between runs on several threads.
const UNIT = 1_000_000;

/** What the released segments look like; segments that are suppressed are not in it. */
export async function profileSegments(
  work: Workplace,
  assigned: AssignedRows,
  { columns, cellSizeMin }: { readonly columns: readonly string[]; readonly cellSizeMin: number },
): Promise<readonly SegmentProfile[]> {
  const types = new Map(assigned.prepared.plan.features.map(({ column, type }) => [column, type]));
  const features: (readonly Feature[])[] = [];
  for (const column of columns) {
    const type = types.get(column);
    const texts = type === 'text' || type === 'boolean';
    features.push(await (texts ? shares(work, assigned, { column, cellSizeMin }) : figures(work, assigned, column)));
  }
  const profiles = assigned.segments.map(({ name, rows, suppressed }, at) => {
    return { suppressed, profile: { segment: name, rows, features: features.map((one) => one[at] as Feature) } };
  });
  return frozen(profiles.filter(({ suppressed }) => !suppressed).map(({ profile }) => profile));
}

function joined({ tables }: Workplace, assigned: AssignedRows): string {
  const { table } = tables.prepared(assigned.prepared);
  return `${tables.assigned(assigned).table} as "a" join ${table} as "p" on "p"."probity.k" = "a"."k" where "a"."s" >= 0`;
}

async function figures(work: Workplace, assigned: AssignedRows, column: string): Promise<readonly Feature[]> {
  const value = `"p".${quoted(column)}`;
  const rows = await work.session.rows<{ s: number; n: number; total: number; q: readonly number[] | null }>(
    `select "a"."s", count(${value})::double as "n", cast(sum(cast(round(${value} * ${UNIT}) as hugeint)) as double) as "total",
     quantile_cont(${value}, [0.25, 0.5, 0.75]) as "q" from ${joined(work, assigned)} group by "a"."s"`,
  );
  const means = new Map(rows.map(({ s, n, total }) => [s, n === 0 ? null : total / UNIT / n]));
  const variances = await variancesOf(work, assigned, { value, means });
  const found = new Map(rows.map((row) => [row.s, row]));
  return assigned.segments.map((_, at) => {
    const q = found.get(at)?.q ?? null;
    const quartiles = q === null ? null : ([q[0], q[1], q[2]] as [number, number, number]);
    return { column, mean: means.get(at) ?? null, variance: variances.get(at) ?? null, quartiles, shares: [] };
  });
}

// About the mean, which is known by now: sums of squares would cancel.
async function variancesOf(
  work: Workplace,
  assigned: AssignedRows,
  { value, means }: { readonly value: string; readonly means: ReadonlyMap<number, number | null> },
): Promise<ReadonlyMap<number, number>> {
  const known = [...means].filter(([, mean]) => mean !== null);
  if (known.length === 0) return new Map();
  const bindings = new Bindings();
  const centre = `case "a"."s" ${known.map(([s, mean]) => `when ${s} then ${bindings.bindDouble(mean as number)}`).join(' ')} end`;
  const rows = await work.session.rows<{ s: number; n: number; total: number }>(
    `select "s", count("d")::double as "n", cast(sum(cast(round("d" * "d" * ${UNIT}) as hugeint)) as double) as "total"
     from (select "a"."s", ${value} - ${centre} as "d" from ${joined(work, assigned)}) group by "s"`,
    bindings,
  );
  return new Map(rows.flatMap(({ s, n, total }) => (n === 0 ? [] : [[s, total / UNIT / n] as const])));
}

async function shares(
  work: Workplace,
  assigned: AssignedRows,
  { column, cellSizeMin }: { readonly column: string; readonly cellSizeMin: number },
): Promise<readonly Feature[]> {
  const value = `"p".${quoted(column)}`;
  const bindings = new Bindings();
  const rows = await work.session.rows<{ s: number; v: string; n: number }>(
    `select "a"."s", cast(${value} as varchar) as "v", count(*)::double as "n" from ${joined(work, assigned)} and ${value} is not null
     group by "a"."s", ${value} having count(*) >= ${bindings.bind(cellSizeMin)} order by "a"."s", count(*) desc, "v"`,
    bindings,
  );
  return assigned.segments.map(({ rows: size }, at) => {
    const found = rows.filter(({ s }) => s === at).map(({ v, n }) => ({ value: v, share: n / size }));
    return { column, mean: null, variance: null, quartiles: null, shares: found };
  });
}
