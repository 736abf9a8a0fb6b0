import { frozen } from '../../documents/index.js';
import type { AssignedRows, SegmentProfile } from '../data-engine.js';
import { Bindings, quoted } from '../sql/bindings.js';
import type { Workplace } from './assign.js';
import { type Figures, numericFigures } from './profile-figures.js';
import { sideBySide } from './side-by-side.js';
import { spreadSample } from './spread-sample.js';

type Feature = SegmentProfile['features'][number];

/** What the released segments look like; segments that are suppressed are not in it. */
export async function profileSegments(
  work: Workplace,
  assigned: AssignedRows,
  { columns, cellSizeMin }: { readonly columns: readonly string[]; readonly cellSizeMin: number },
): Promise<readonly SegmentProfile[]> {
  const { all, few } = await relations(work, assigned);
  const types = new Map(assigned.prepared.plan.features.map(({ column, type }) => [column, type]));
  const isText = (column: string) => ['text', 'boolean'].includes(types.get(column) ?? '');
  const figures = await numericFigures(
    work.session,
    { all, few },
    columns.filter((column) => !isText(column)),
  );
  const texts = new Map<string, readonly Shares[]>();
  for (const column of columns.filter(isText)) texts.set(column, await shares(work, all, { column, cellSizeMin }));
  const profiles = assigned.segments.flatMap(({ name, rows, suppressed }, at) => {
    if (suppressed) return [];
    const of = { figures: figures.of(at), texts, at, rows };
    const features = columns.map((column) => featureOf(column, of));
    return [{ segment: name, rows, spreadRows: figures.spreadRows(at), features }];
  });
  return frozen(profiles);
}

/** What to read the assigned rows with their features from: all of them, and those that variance and quartiles are taken of. */
async function relations(work: Workplace, assigned: AssignedRows) {
  const { session, tables } = work;
  const segments = { relation: tables.assigned(assigned).table, as: 'a', key: 'k' };
  const prepared = tables.origin(assigned.prepared);
  const kept = tables.prepared(prepared).table;
  const few = await spreadSample(work, prepared);
  const rows = { as: 'p', key: 'probity.k' };
  const all = await sideBySide(session, segments, { relation: kept, ...rows });
  return { all, few: few === kept ? all : await sideBySide(session, segments, { relation: few, ...rows }) };
}

interface Shares {
  readonly s: number;
  readonly value: string;
  readonly people: number;
}

async function shares(
  { session }: Workplace,
  from: string,
  { column, cellSizeMin }: { readonly column: string; readonly cellSizeMin: number },
): Promise<readonly Shares[]> {
  const value = `"p".${quoted(column)}`;
  const bindings = new Bindings();
  const rows = await session.rows<{ s: number; v: string; n: number }>(
    `select "a"."s", cast(${value} as varchar) as "v", count(*)::double as "n" from ${from} where "a"."s" >= 0 and ${value} is not null
     group by "a"."s", ${value} having count(*) >= ${bindings.bind(cellSizeMin)} order by "a"."s", count(*) desc, "v"`,
    bindings,
  );
  return rows.map(({ s, v, n }) => ({ s, value: v, people: n }));
}

interface Of {
  readonly figures: ReadonlyMap<string, Figures>;
  readonly texts: ReadonlyMap<string, readonly Shares[]>;
  readonly at: number;
  readonly rows: number;
}

function featureOf(column: string, { figures, texts, at, rows }: Of): Feature {
  const { mean = null, variance = null, quartiles = null } = figures.get(column) ?? {};
  const shared = (texts.get(column) ?? []).filter(({ s }) => s === at);
  return {
    column,
    mean,
    variance,
    quartiles,
    shares: shared.map(({ value, people }) => ({ value, share: people / rows })),
  };
}
