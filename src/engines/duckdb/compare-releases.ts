import type { AssignedRows, ReleaseMoves, WriteAsk } from '../data-engine.js';
import { fileLiteral } from '../sql/bindings.js';
import type { Workplace } from './assign.js';
import { makePseudonyms } from './pseudonyms.js';

/** People of a released file and of what would be released now, by their segment in each: one join, counts only. */
export async function compareReleased(
  work: Workplace,
  assigned: AssignedRows,
  { file, key }: { readonly file: string; readonly key: WriteAsk['pseudonymKey'] },
): Promise<ReleaseMoves> {
  const { session, tables } = work;
  const hidden = assigned.segments.flatMap(({ suppressed }, at) => (suppressed ? [at] : []));
  const shown = hidden.length === 0 ? '"s" >= 0' : `"s" >= 0 and "s" not in (${hidden.join(', ')})`;
  const released = `select "k", "s" from ${tables.assigned(assigned).table} where ${shown}`;
  const { table } = await makePseudonyms(work, assigned.prepared, { subjects: released, key });
  const now = `select "n"."p", "r"."s" from (${released}) as "r" join ${table} as "n" on "n"."k" = "r"."k"`;
  const rows = await session.rows<{ before: string | null; now: number | null; n: number }>(
    `select "f"."segment" as "before", "a"."s" as "now", count(*)::double as "n" from read_parquet(${fileLiteral(file)}) as "f"
     full outer join (${now}) as "a" on "a"."p" = "f"."pseudonym" group by "f"."segment", "a"."s"`,
  );
  const nameOf = (at: number | null) => (at === null ? null : (assigned.segments[at]?.name ?? null));
  return rows.map(({ before, now: at, n }) => ({ before, now: nameOf(at), people: n }));
}
