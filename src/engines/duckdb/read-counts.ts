import { frozen } from '../../documents/index.js';
import type { PreparedRows, TraitPlan } from '../data-engine.js';
import type { ReadCounts } from '../fairness-counts.js';
import { Bindings } from '../sql/bindings.js';
import type { Workplace } from './assign.js';
import { isOrdered } from './dataset.js';
import { sideBySide } from './side-by-side.js';
import { type Coded, codedTrait } from './traits.js';

/** People of every group among all rows that were read, and among those that were kept, in one pass over all traits. */
export async function countRead(
  { session, tables }: Workplace,
  prepared: PreparedRows,
  plans: readonly TraitPlan[],
): Promise<readonly ReadCounts[]> {
  if (plans.length === 0) return [];
  const { base, reasons, opened } = tables.prepared(prepared);
  const bindings = new Bindings();
  const coded: Coded[] = [];
  for (const [at, plan] of plans.entries())
    coded.push(await codedTrait(session, { plan, at, raw: `(${base})` }, bindings));
  const columns = coded.map(({ sql }, at) => `cast(${sql} as integer) as "c${at}"`);
  const joins = coded.map(({ join }) => join).join(' ');
  const sets = coded.map((_, at) => `("c${at}", "kept")`).join(', ');
  const read = { relation: `(${base})`, as: 'b', key: 'probity.k', ordered: isOrdered(opened) };
  const from = await sideBySide(session, read, { relation: reasons, as: 'r', key: 'probity.k' });
  // The rows are few once they are counted by all traits together.
  const cells = `select *, count(*) as "cell" from (select ${columns.join(', ')}, "r"."probity.r" = 0 as "kept" from ${from} ${joins}) group by all`;
  const rows = await session.rows<{ t: number; c: number; kept: boolean; n: number }>(
    `select ${traitOf(coded)} as "t", coalesce(${coded.map((_, at) => `"c${at}"`).join(', ')}) as "c", "kept", sum("cell")::double as "n"
     from (${cells}) group by grouping sets (${sets})`,
    bindings,
  );
  for (const { words } of coded) if (words) await session.run(`drop table ${words}`);
  return frozen(
    coded.map(({ plan, names }, at) =>
      countsOf(
        plan.name,
        names,
        rows.filter(({ t }) => t === at),
      ),
    ),
  );
}

/** Which trait a row of the grouping sets is of: the one whose codes it was grouped by. */
function traitOf(coded: readonly Coded[]): string {
  return `case ${coded.map((_, at) => `when grouping("c${at}") = 0 then ${at}`).join(' ')} end`;
}

function countsOf(
  trait: string,
  names: readonly string[],
  rows: readonly { readonly c: number; readonly kept: boolean; readonly n: number }[],
): ReadCounts {
  const people = (code: number, of: (kept: boolean) => boolean) =>
    rows.reduce((sum, { c, kept, n }) => (c === code && of(kept) ? sum + n : sum), 0);
  return {
    trait,
    groups: names,
    kept: names.map((_, code) => people(code, (kept) => kept)),
    read: names.map((_, code) => people(code, () => true)),
  };
}
