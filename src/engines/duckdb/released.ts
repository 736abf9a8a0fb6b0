import type { AssignedRows, WriteAsk } from '../data-engine.js';
import { Bindings } from '../sql/bindings.js';
import type { Workplace } from './assign.js';
import { makePseudonyms, pseudonymTable, sizeOf } from './pseudonyms.js';
import type { ReleasedTable } from './run-tables.js';
import type { Session } from './session.js';
import { storeSideBySide } from './side-by-side.js';

/** Everybody who would be released, by pseudonym; made once for an assignment, for comparing and for writing. */
export function releasedTable(
  work: Workplace,
  assigned: AssignedRows,
  key: WriteAsk['pseudonymKey'],
): Promise<ReleasedTable> {
  const { released } = work.tables.assigned(assigned);
  const known = released.get(key.id) ?? madeTable(work, assigned, key);
  released.set(key.id, known);
  return known;
}

async function madeTable(work: Workplace, assigned: AssignedRows, key: WriteAsk['pseudonymKey']) {
  const { session, tables } = work;
  const subjects = `(select "k", "s" from ${tables.assigned(assigned).table} where ${isReleased(assigned)})`;
  const pseudonyms = await pseudonymTable(work, assigned.prepared, key);
  const table = session.fresh('released');
  tables.prepared(assigned.prepared).tables.push(table);
  const make = () => makePseudonyms(work, assigned.prepared, { subjects, key });
  // To look who has no pseudonym is part of the one join that is needed anyway: mostly everybody has.
  const made = (await sizeOf(work, pseudonyms)) === 0 ? await make() : 0;
  await joined(session, { table, subjects, pseudonyms });
  const [row] = await session.rows<{ n: bigint }>(`select count(*) as "n" from ${table} where "p" is null`);
  if (Number(row?.n) === 0) return { table, made };
  await session.run(`drop table ${table}`);
  const later = await make();
  await joined(session, { table, subjects, pseudonyms });
  return { table, made: made + later };
}

interface Tables {
  readonly table: string;
  readonly subjects: string;
  readonly pseudonyms: string;
}

async function joined(session: Session, { table, subjects, pseudonyms }: Tables): Promise<void> {
  const left = { relation: subjects, as: 'a', key: 'k' };
  const right = { relation: pseudonyms, as: 'n', key: 'k' };
  const print = (from: string, apart: string) =>
    `select "n"."p", "a"."s", ${apart} as "probity.x" from ${from} order by "n"."p"`;
  await storeSideBySide(session, { left, right, join: 'left join' }, { table, print, bindings: new Bindings() });
}

function isReleased({ segments }: AssignedRows): string {
  const hidden = segments.flatMap(({ suppressed }, at) => (suppressed ? [at] : []));
  return hidden.length === 0 ? '"s" >= 0' : `"s" >= 0 and "s" not in (${hidden.join(', ')})`;
}
