import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { frozen } from '../../documents/index.js';
import type { AssignedRows, PreparedRows, WriteAsk, WrittenSegments } from '../data-engine.js';
import { Bindings, fileLiteral } from '../sql/bindings.js';
import type { Workplace } from './assign.js';
import { digestOfFile } from './digest-of-file.js';
import { makePseudonyms } from './pseudonyms.js';

/** Writes the released rows in the order of the pseudonym; the digest is over the canonical text, which the CSV is. */
export async function writeReleased(work: Workplace, assigned: AssignedRows, ask: WriteAsk): Promise<WrittenSegments> {
  const { session, tables } = work;
  const released = `select "k", "s" from ${tables.assigned(assigned).table} where ${isReleased(assigned)}`;
  const pseudonyms = await makePseudonyms(work, assigned.prepared, { subjects: released, key: ask.pseudonymKey });
  const bindings = new Bindings();
  const names = assigned.segments.map(({ name }, at) => `when ${at} then ${bindings.bind(name)}`);
  const segment = names.length === 0 ? `cast(null as varchar)` : `case "r"."s" ${names.join(' ')} end`;
  const table = session.fresh('released');
  await session.run(
    `create temp table ${table} as select "n"."p" as "pseudonym", ${segment} as "segment"
     from (${released}) as "r" join ${pseudonyms.table} as "n" on "n"."k" = "r"."k" order by "n"."p"`,
    bindings,
  );
  const parquet = join(ask.folder, 'segments.parquet');
  const csv = join(ask.folder, 'segments.csv');
  await session.run(`copy ${table} to ${fileLiteral(parquet)} (format parquet)`);
  const text = `select replace(cast("pseudonym" as varchar), '-', '') as "pseudonym", "segment" from ${table}`;
  await session.run(`copy (${text}) to ${fileLiteral(csv)} (format csv, header true)`);
  await session.run(`drop table ${table}`);
  for (const path of [parquet, csv, ask.folder]) await sync(path);
  const rows = assigned.segments.reduce((sum, one) => (one.suppressed ? sum : sum + one.rows), 0);
  return frozen({ rows, digest: await digestOfFile(csv), newPseudonyms: pseudonyms.made });
}

/** How many people of a released file are no longer among the kept rows. */
export async function countGonePeople(
  work: Workplace,
  prepared: PreparedRows,
  { file, key }: { readonly file: string; readonly key: WriteAsk['pseudonymKey'] },
): Promise<number> {
  const { session, tables } = work;
  const kept = `select "probity.k" as "k" from ${tables.prepared(prepared).table} where "probity.r" = 0`;
  const { table } = await makePseudonyms(work, prepared, { subjects: kept, key });
  const [row] = await session.rows<{ n: bigint }>(
    `select count(*) as "n" from read_parquet(${fileLiteral(file)}) as "f" where not exists (
     select 1 from ${table} as "n" join (${kept}) as "k" on "k"."k" = "n"."k" where "n"."p" = "f"."pseudonym")`,
  );
  return Number(row?.n);
}

function isReleased({ segments }: AssignedRows): string {
  const hidden = segments.flatMap(({ suppressed }, at) => (suppressed ? [at] : []));
  return hidden.length === 0 ? '"s" >= 0' : `"s" >= 0 and "s" not in (${hidden.join(', ')})`;
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
