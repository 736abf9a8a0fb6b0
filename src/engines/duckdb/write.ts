import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { digestOfFile, frozen } from '../../documents/index.js';
import type { AssignedRows, PreparedRows, WriteAsk, WrittenSegments } from '../data-engine.js';
import { Bindings, fileLiteral } from '../sql/bindings.js';
import type { Workplace } from './assign.js';
import { makePseudonyms, pseudonymTable } from './pseudonyms.js';
import { releasedTable } from './released.js';

/** Writes the released rows in the order of the pseudonym; the digest is over the canonical text, which the CSV is. */
export async function writeReleased(work: Workplace, assigned: AssignedRows, ask: WriteAsk): Promise<WrittenSegments> {
  const { session } = work;
  const { table, made } = await releasedTable(work, assigned, ask.pseudonymKey);
  const parquet = join(ask.folder, 'segments.parquet');
  const csv = join(ask.folder, 'segments.csv');
  await session.run(...copied(table, assigned, `${fileLiteral(csv)} (format csv, header true)`));
  const digest = digestOfFile(csv);
  await session.run(...copied(table, assigned, `${fileLiteral(parquet)} (format parquet)`));
  for (const path of [parquet, csv, ask.folder]) await sync(path);
  const rows = assigned.segments.reduce((sum, one) => (one.suppressed ? sum : sum + one.rows), 0);
  return frozen({ rows, digest: await digest, newPseudonyms: made });
}

function copied(table: string, { segments }: AssignedRows, to: string): [sql: string, bindings: Bindings] {
  const bindings = new Bindings();
  const names = segments.map(({ name }, at) => `when ${at} then ${bindings.bind(name)}`);
  const segment = names.length === 0 ? 'cast(null as varchar)' : `case "s" ${names.join(' ')} end`;
  return [`copy (select "p" as "pseudonym", ${segment} as "segment" from ${table}) to ${to}`, bindings];
}

/** How many people of a released file are no longer among the kept rows. */
export async function countGonePeople(
  work: Workplace,
  prepared: PreparedRows,
  { file, key }: { readonly file: string; readonly key: WriteAsk['pseudonymKey'] },
): Promise<number> {
  const { session, tables } = work;
  const kept = `select "probity.k" as "k" from ${tables.prepared(prepared).table}`;
  await makePseudonyms(work, prepared, { subjects: kept, key });
  const table = await pseudonymTable(work, prepared, key);
  const [row] = await session.rows<{ n: bigint }>(
    `select count(*) as "n" from read_parquet(${fileLiteral(file)}) as "f" where not exists (
     select 1 from ${table} as "n" join (${kept}) as "k" on "k"."k" = "n"."k" where "n"."p" = "f"."pseudonym")`,
  );
  return Number(row?.n);
}

/** Waits until a file or folder is on disk. */
export async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
