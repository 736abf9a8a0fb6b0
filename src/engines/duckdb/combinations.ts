import { frozen } from '../../documents/index.js';
import type { PreparedRows, TraitRows } from '../data-engine.js';
import type { CombinationAsk, CombinationCounts } from '../fairness-counts.js';
import { Bindings, quoted } from '../sql/bindings.js';
import { printSpread } from '../sql/print-spread.js';
import type { Workplace } from './assign.js';
import { spreadSample } from './spread-sample.js';

/** People of a sample by the bins of all features at once and by their groups; nothing but numbers of bins comes out. */
export async function countBinned(
  { session, tables }: Workplace,
  { prepared, traits }: { readonly prepared: PreparedRows; readonly traits: TraitRows },
  { features, traits: names, bins, people }: CombinationAsk,
): Promise<CombinationCounts> {
  const bindings = new Bindings();
  const types = new Map(prepared.plan.features.map(({ column, type }) => [column, type]));
  const key = tables.prepared(prepared).opened.keyKind === 'text' ? '"probity.h"' : '"probity.k"';
  const spread = printSpread(key, 0, bindings);
  const columns = features.map((name, at) => `${quoted(name)} as "f${at}"`);
  const chosen = `select ${['"probity.k"', ...columns].join(', ')} from ${await spreadSample({ session, tables }, prepared)}
    order by ${spread}, "probity.k" limit ${bindings.bind(people)}`;
  const frequent = features.map((_, at) => `count(*) over (partition by "f${at}") as "n${at}"`);
  const numeric = features.map((name) => types.get(name) !== 'text' && types.get(name) !== 'boolean');
  const codes = numeric.map((number, at) => `${number ? binOf(at, bins) : wordOf(at, bins)} as "b${at}"`);
  const binned = `select ${['"probity.k"', ...codes].join(', ')} from (select *${frequent.map((one) => `, ${one}`).join('')} from (${chosen}))`;
  const state = tables.traits(traits);
  const groups = names.map((name, at) => `"t".${state.columns.get(name)} as "g${at}"`);
  const keys = [...codes.map((_, at) => `"b"."b${at}"`), ...groups];
  const cells = await session.columns(
    `select ${keys.join(', ')}, count(*)::double as "n" from (${binned}) as "b" join ${state.table} as "t" on "t"."k" = "b"."probity.k"
     group by all order by all`,
    bindings,
  );
  const read = (prefix: string, of: readonly unknown[], at: number) =>
    of.map((_, column) => Number(cells[`${prefix}${column}`]?.[at]));
  return frozen({
    features: [...features],
    combinations: (cells['n'] ?? []).map((n, at) => ({
      ...{ codes: read('b', features, at), groups: read('g', names, at), people: n as number },
    })),
  });
}

// Equal values share a bin; a missing value has the bin 0.
function binOf(at: number, bins: number): string {
  return `case when "f${at}" is null then 0 else cast(ceil(cume_dist() over (order by "f${at}") * ${bins}) as integer) end`;
}

// The most frequent words have bins of their own, the others share the last.
function wordOf(at: number, bins: number): string {
  return `least(dense_rank() over (order by "n${at}" desc, "f${at}"), ${bins})`;
}
