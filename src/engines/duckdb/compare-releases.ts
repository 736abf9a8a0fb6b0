import type { AssignedRows, ReleaseMoves, WriteAsk } from '../data-engine.js';
import { fileLiteral } from '../sql/bindings.js';
import type { Workplace } from './assign.js';
import { releasedTable } from './released.js';
import { sideBySide } from './side-by-side.js';

/** People of a released file and of what would be released now, by their segment in each: one join, counts only. */
export async function compareReleased(
  work: Workplace,
  assigned: AssignedRows,
  { file, key }: { readonly file: string; readonly key: WriteAsk['pseudonymKey'] },
): Promise<ReleaseMoves> {
  const { table } = await releasedTable(work, assigned, key);
  const before = { relation: `read_parquet(${fileLiteral(file)})`, as: 'f', key: 'pseudonym' };
  const from = await sideBySide(work.session, before, { relation: table, as: 'r', key: 'p' }, 'full join');
  const rows = await work.session.rows<{ before: string | null; now: number | null; n: number }>(
    `select "f"."segment" as "before", "r"."s" as "now", count(*)::double as "n" from ${from} group by "f"."segment", "r"."s"`,
  );
  const nameOf = (at: number | null) => (at === null ? null : (assigned.segments[at]?.name ?? null));
  return rows.map(({ before: then, now, n }) => ({ before: then, now: nameOf(now), people: n }));
}
