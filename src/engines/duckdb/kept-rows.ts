import type { FeaturePlan, PreparationPlan } from '../data-engine.js';
import { Bindings, quoted } from '../sql/bindings.js';
import type { Projection } from './consent.js';
import { isOrdered, type OpenedDataset } from './dataset.js';
import { printMask } from './masks.js';
import { rowFactColumns } from './row-facts.js';
import { printRemoval } from './row-removal.js';
import type { Session } from './session.js';
import { type Side, type Sides, storeSideBySide } from './side-by-side.js';

interface Passed {
  readonly plan: PreparationPlan;
  readonly opened: OpenedDataset;
  /** Selects the base rows. */
  readonly base: string;
  readonly projection: Projection | null;
}

/** Two tables of `probity.k` and `probity.x` (never true). */
export interface KeptRows {
  /** `probity.r`, the reasons for removal, of every row; 0 when kept. */
  readonly reasons: string;
  /** `probity.h` and the masked features of the rows that are kept. */
  readonly kept: string;
}

const MARKS = ['"probity.k"', '"probity.x"'];

/**
 * Judges every row, then takes the features of those that are kept. Where a scan gives the rows in one order the source
 * is read twice: what is never stored of removed rows is cheaper than the second look. A join is made once.
 */
export async function keepRows(session: Session, passed: Passed): Promise<KeptRows> {
  const [reasons, kept] = [session.fresh('reasons'), session.fresh('prepared')];
  if (isOrdered(passed.opened)) {
    await storeJudged(session, passed, { table: reasons, taken: [] });
    await storeKept(session, passed, { reasons, kept });
    return { reasons, kept };
  }
  const all = session.fresh('judged');
  const features = passed.plan.features.map(({ column }) => quoted(column));
  await storeJudged(session, passed, { table: all, taken: takenColumns(passed) });
  const columns = [...MARKS, '"probity.h"', ...features].join(', ');
  await session.run(`create temp table ${kept} as select ${columns} from ${all} where "probity.r" = 0`);
  await session.run(`create temp table ${reasons} as select ${MARKS.join(', ')}, "probity.r" from ${all}`);
  await session.run(`drop table ${all}`);
  return { reasons, kept };
}

// The base rows `b`, with the consent of each as `c` where it was asked for; whoever has none there is not known.
async function storeJudged(
  session: Session,
  { plan, opened, base, projection }: Passed,
  { table, taken }: { readonly table: string; readonly taken: readonly Taken[] },
): Promise<void> {
  const bindings = new Bindings();
  const facts = rowFactColumns(plan, { held: projection !== null }, bindings);
  const printed = taken.map(({ sql, as }) => `${sql} as ${as}`);
  const mask = `${printRemoval(plan.rowRules, bindings)} as "probity.r"`;
  const outer = [...MARKS, mask, ...taken.map(({ as }) => as)].join(', ');
  const print = (from: string, apart: string) =>
    `select ${outer} from (select ${['"b"."probity.k"', `${apart} as "probity.x"`, facts, ...printed].join(', ')} from ${from})`;
  const rows = baseSide(opened, base);
  if (projection === null) {
    await session.run(`create temp table ${table} as ${print(`${rows.relation} as "b"`, 'false')}`, bindings);
    return;
  }
  const sides: Sides = { left: rows, right: { relation: projection.table, as: 'c', key: 'k' }, join: 'left join' };
  await storeSideBySide(session, sides, { table, print, bindings });
}

async function storeKept(session: Session, passed: Passed, { reasons, kept }: KeptRows): Promise<void> {
  const taken = takenColumns(passed).map(({ sql, as }) => `${sql} as ${as}`);
  const sides: Sides = {
    left: baseSide(passed.opened, passed.base),
    right: { relation: reasons, as: 'c', key: 'probity.k' },
  };
  const print = (from: string, apart: string) =>
    `select ${['"b"."probity.k"', `${apart} as "probity.x"`, ...taken].join(', ')} from ${from} where "c"."probity.r" = 0`;
  await storeSideBySide(session, sides, { table: kept, print, bindings: new Bindings() });
}

function baseSide(opened: OpenedDataset, base: string): Side {
  return { relation: `(${base})`, as: 'b', key: 'probity.k', ordered: isOrdered(opened) };
}

interface Taken {
  readonly sql: string;
  readonly as: string;
}

function takenColumns({ plan, opened }: Passed): readonly Taken[] {
  // A number that is its own spread is not kept twice: ten million rows live in this table.
  const spread = { sql: opened.keyKind === 'text' ? `"b"."probity.h"` : '0::utinyint', as: '"probity.h"' };
  return [spread, ...plan.features.map((feature) => ({ sql: printFeature(feature), as: quoted(feature.column) }))];
}

function printFeature({ column, type, mask }: FeaturePlan): string {
  const value = `"b".${quoted(column)}`;
  switch (type) {
    case 'integer':
    case 'decimal':
      return printMask(`cast(${value} as double)`, mask);
    case 'date':
    case 'timestamp':
      return `epoch_ms(cast(${value} as timestamp)) / 86400000.0`;
    case 'text':
    case 'boolean':
      return value;
  }
}
