import { frozen } from '../../documents/index.js';
import type { ColumnType, PreparedRows, TraitRows } from '../data-engine.js';
import type { AssociationAsk, ValueCounts } from '../fairness-counts.js';
import { quoted } from '../sql/bindings.js';
import type { Workplace } from './assign.js';
import { sideBySide } from './side-by-side.js';
import { isSampled, spreadSample } from './spread-sample.js';

interface Feature {
  readonly name: string;
  readonly numeric: boolean;
}

/** Counts of each feature's values × each trait's groups; one pass per feature serves all traits. */
export async function countValues(
  work: Workplace,
  { prepared, traits }: { readonly prepared: PreparedRows; readonly traits: TraitRows },
  ask: AssociationAsk,
): Promise<readonly ValueCounts[]> {
  const types = new Map(prepared.plan.features.map(({ column, type }) => [column, type]));
  const rows = { relation: await spreadSample(work, prepared), as: 'p', key: 'probity.k' };
  const from = await sideBySide(work.session, rows, { relation: work.tables.traits(traits).table, as: 't', key: 'k' });
  const sampled = isSampled(prepared);
  const counted: ValueCounts[] = [];
  for (const name of ask.features) {
    const type = types.get(name) as ColumnType;
    const numeric = type !== 'text' && type !== 'boolean';
    counted.push(...(await countFeature(work, { from, sampled, traits, ask }, { name, numeric })));
  }
  return frozen(counted);
}

interface Counting {
  readonly from: string;
  readonly sampled: boolean;
  readonly traits: TraitRows;
  readonly ask: AssociationAsk;
}

async function countFeature(
  { session, tables }: Workplace,
  { from, sampled, traits, ask }: Counting,
  { name, numeric }: Feature,
): Promise<readonly ValueCounts[]> {
  const codes = ask.traits.map((trait) => `"t".${tables.traits(traits).columns.get(trait)}`);
  const cells = await session.columns(printCells({ from, codes, column: `"p".${quoted(name)}` }, ask.distinctMax));
  const distinct = Number(cells['distinct']?.[0] ?? 0);
  const rows = (cells['n'] ?? []).reduce<number>((sum, n) => sum + (n as number), 0);
  const tells = numeric || distinct <= ask.distinctMax;
  return ask.traits.map((trait, at) => {
    const groups = traits.groups[trait] as readonly string[];
    const counts = tells ? countsOf(cells, `g${at}`, groups.length) : [];
    return { feature: name, trait, numeric, groups, distinct, rows, sampled, counts };
  });
}

interface Cells {
  readonly from: string;
  readonly codes: readonly string[];
  readonly column: string;
}

// Values are grouped first and told apart by their rank, so that they stay in the engine. Where they are many, they are
// counted over bins of equal numbers of people; equal values are never torn apart.
function printCells({ from, codes, column }: Cells, distinctMax: number): string {
  const groups = codes.map((_, at) => `"g${at}"`).join(', ');
  const coded = codes.map((code, at) => `${code} as "g${at}"`).join(', ');
  const valued = `select ${column} as "v", ${coded}, count(*) as "n" from ${from} where ${column} is not null group by all`;
  const ranked = `select ${groups}, "n", dense_rank() over (order by "v") as "d", sum("n") over (order by "v") as "upto", sum("n") over () as "all" from (${valued})`;
  const binned = `select ${groups}, "n", max("d") over () as "distinct",
    case when max("d") over () <= ${distinctMax} then "d" else cast(ceil("upto" * ${distinctMax}.0 / "all") as bigint) end as "bin" from (${ranked})`;
  return `select dense_rank() over (order by "bin") - 1 as "v", ${groups}, sum("n")::double as "n", any_value("distinct") as "distinct"
    from (${binned}) group by "bin", ${groups}`;
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
