import { frozen } from '../../documents/index.js';
import type { AssociationAsk, ColumnType, PreparedRows, TraitRows, ValueCounts } from '../data-engine.js';
import { Bindings, quoted } from '../sql/bindings.js';
import { printBin } from '../sql/print-bin.js';
import type { Workplace } from './assign.js';
import { exactQuantiles } from './quantiles.js';

/** Counts of each feature's values × each trait's groups; one pass per feature serves all traits. */
export async function countValues(
  work: Workplace,
  { prepared, traits }: { readonly prepared: PreparedRows; readonly traits: TraitRows },
  ask: AssociationAsk,
): Promise<readonly ValueCounts[]> {
  const types = new Map(prepared.plan.features.map(({ column, type }) => [column, type]));
  const counted: ValueCounts[] = [];
  for (const feature of ask.features) {
    const type = types.get(feature) as ColumnType;
    counted.push(
      ...(await countFeature(
        work,
        { prepared, traits },
        { ...ask, feature, numeric: type !== 'text' && type !== 'boolean' },
      )),
    );
  }
  return frozen(counted);
}

interface FeatureAsk extends AssociationAsk {
  readonly feature: string;
  readonly numeric: boolean;
}

async function countFeature(
  { session, tables }: Workplace,
  { prepared, traits }: { readonly prepared: PreparedRows; readonly traits: TraitRows },
  { feature, numeric, traits: names, distinctMax }: FeatureAsk,
): Promise<readonly ValueCounts[]> {
  const { table } = tables.prepared(prepared);
  const column = quoted(feature);
  const [row] = await session.rows<{ d: bigint; n: bigint }>(
    `select count(distinct ${column}) as "d", count(${column}) as "n" from ${table} where "probity.r" = 0`,
  );
  const { distinct, rows } = { distinct: Number(row?.d), rows: Number(row?.n) };
  const state = tables.traits(traits);
  const head = { feature, numeric, distinct, rows };
  const withGroups = names.map((trait) => ({ ...head, trait, groups: traits.groups[trait] as readonly string[] }));
  if (!numeric && distinct > distinctMax) return withGroups.map((one) => ({ ...one, counts: [] }));
  const bindings = new Bindings();
  const value = distinct > distinctMax ? printBin(column, await edgesOf(), bindings) : column;
  const codes = names.map((name) => `"t".${state.columns.get(name)}`);
  const cells = await session.columns(
    `select dense_rank() over (order by "v") - 1 as "v", ${codes.map((_, at) => `"g${at}"`).join(', ')}, "n" from (
     select ${value} as "v", ${codes.map((code, at) => `${code} as "g${at}"`).join(', ')}, count(*)::double as "n"
     from ${table} as "p" join ${state.table} as "t" on "t"."k" = "p"."probity.k"
     where "p"."probity.r" = 0 and ${column} is not null group by ${['"v"', ...codes].join(', ')})`,
    bindings,
  );
  return withGroups.map((one, at) => ({ ...one, counts: countsOf(cells, `g${at}`, one.groups.length) }));

  async function edgesOf() {
    const inner = Array.from({ length: distinctMax - 1 }, (_, at) => (at + 1) / distinctMax);
    return [...new Set(await exactQuantiles(session, { table, column: feature }, inner))];
  }
}

function countsOf(cells: Readonly<Record<string, readonly unknown[]>>, group: string, groups: number) {
  const counts: number[][] = [];
  for (const [at, n] of (cells['n'] ?? []).entries()) {
    const value = Number(cells['v']?.[at]);
    const row = counts[value] ?? Array.from({ length: groups }, () => 0);
    counts[value] = row;
    const place = cells[group]?.[at] as number;
    row[place] = (row[place] as number) + (n as number);
  }
  return counts;
}
