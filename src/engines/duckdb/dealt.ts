import { frozen } from '../../documents/index.js';
import type { PreparedRows, TraitRows } from '../data-engine.js';
import type { DealtAsk, DealtCounts, GroupCounts } from '../fairness-counts.js';
import { Bindings, quoted } from '../sql/bindings.js';
import { printModel, segmentNames, UNASSIGNED } from '../sql/print-model.js';
import { printSpread } from '../sql/print-spread.js';
import type { Workplace } from './assign.js';
import { spreadSample } from './spread-sample.js';

interface Looked {
  readonly prepared: PreparedRows;
  readonly traits: TraitRows;
}

/** Assigns the people looked at by the model: as they are, then with one feature after the other dealt out among them. */
export async function countDealtOut(work: Workplace, of: Looked, ask: DealtAsk): Promise<DealtCounts> {
  const { session, tables } = work;
  const rows = session.fresh('dealt');
  await session.run(`create temp table ${rows} as select * from ${await spreadSample(work, of.prepared)}`);
  tables.prepared(of.prepared).tables.push(rows);
  const asIs = await countAssigned(work, of, ask, rows);
  const dealt = [];
  for (const [at, feature] of ask.features.entries()) {
    dealt.push({ feature, tables: await countAssigned(work, of, ask, rows, { feature, seed: ask.seed + 1 + at }) });
  }
  return frozen({ asIs, dealt });
}

interface Deal {
  readonly feature: string;
  readonly seed: number;
}

async function countAssigned(
  { session, tables }: Workplace,
  { prepared, traits }: Looked,
  { model, traits: names }: DealtAsk,
  rows: string,
  deal?: Deal,
): Promise<readonly GroupCounts[]> {
  const bindings = new Bindings();
  const key = tables.prepared(prepared).opened.keyKind === 'text' ? '"probity.h"' : '"probity.k"';
  const from = deal === undefined ? rows : dealtOut(rows, key, deal, bindings);
  const state = tables.traits(traits);
  const codes = names.map((name) => `"t".${state.columns.get(name)}`);
  const counted = codes.map((code, at) => `${code} as "g${at}"`);
  const cells = await session.columns(
    `select ${[...counted, '"a"."s"'].join(', ')}, count(*)::double as "n" from (${printModel(model, from, bindings)}) as "a"
     join ${state.table} as "t" on "t"."k" = "a"."k" group by all`,
    bindings,
  );
  const segments = [...segmentNames(model), 'unassigned'];
  return names.map((name, at) => tabulated(cells, { trait: name, column: `g${at}`, segments, traits }));
}

// Each person keeps a place of their own, and is given the value of whoever has that place in another order.
function dealtOut(rows: string, key: string, { feature, seed }: Deal, bindings: Bindings): string {
  const column = quoted(feature);
  const placed = (order: string) => `row_number() over (order by ${order}, "probity.k")`;
  const own = `select *, ${placed('"probity.k"')} as "probity.at" from ${rows}`;
  const others = `select ${column} as "v", ${placed(printSpread(key, seed, bindings))} as "at" from ${rows}`;
  return `(select "o".* replace ("d"."v" as ${column}) from (${own}) as "o" join (${others}) as "d" on "d"."at" = "o"."probity.at")`;
}

interface Tabulated {
  readonly trait: string;
  readonly column: string;
  readonly segments: readonly string[];
  readonly traits: TraitRows;
}

function tabulated(
  cells: Readonly<Record<string, readonly unknown[]>>,
  { trait, column, segments, traits }: Tabulated,
): GroupCounts {
  const groups = traits.groups[trait] as readonly string[];
  const counts = groups.map(() => segments.map(() => 0));
  for (const [at, n] of (cells['n'] ?? []).entries()) {
    const row = counts[Number(cells[column]?.[at])] as number[];
    const s = Number(cells['s']?.[at]);
    const place = s === UNASSIGNED ? segments.length - 1 : s;
    row[place] = (row[place] as number) + (n as number);
  }
  return { traits: [trait], groups, segments, counts };
}
