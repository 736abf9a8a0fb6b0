import { digestOf } from '../../documents/index.js';
import type { PreparedRows, WriteAsk } from '../data-engine.js';
import { Bindings, quoted } from '../sql/bindings.js';
import type { Workplace } from './assign.js';

const BLOCK = 64;

type Key = WriteAsk['pseudonymKey'];

/**
 * The table of pseudonyms of a dataset under one key: `k` and `p`, the first 16 bytes of HMAC-SHA-256 (RFC 2104) over
 * the raw key as text, in the type that sorts fastest. Made empty when it is missing.
 */
export async function pseudonymTable({ session }: Workplace, { plan }: PreparedRows, key: Key): Promise<string> {
  const { dataset, subjectKey } = plan.source;
  const table = quoted(`pseudonyms ${digestOf({ dataset, subjectKey, key: key.id }).slice(7, 39)}`);
  await session.run(`create table if not exists ${table} ("k" bigint, "p" uuid)`);
  return table;
}

/**
 * Makes the pseudonyms that are missing for a query of subject numbers, in its order where the table was empty. The key
 * is bound as two pads. Gives how many were made.
 */
export async function makePseudonyms(
  work: Workplace,
  prepared: PreparedRows,
  { subjects, key }: { readonly subjects: string; readonly key: Key },
): Promise<number> {
  const table = await pseudonymTable(work, prepared, key);
  const before = await sizeOf(work, table);
  const unknown = `where not exists (select 1 from ${table} as "o" where "o"."k" = "n"."k")`;
  const missing = `select "n"."k" from (${subjects}) as "n" ${before === 0 ? '' : unknown}`;
  const bindings = new Bindings();
  const named = withRawKeys(work, prepared, missing);
  await work.session.run(
    `insert into ${table} select "k", ${printHmac('"key"', key.key, bindings)} from (${named})`,
    bindings,
  );
  return (await sizeOf(work, table)) - before;
}

export async function sizeOf({ session }: Workplace, table: string): Promise<number> {
  const [row] = await session.rows<{ n: bigint }>(`select count(*) as "n" from ${table}`);
  return Number(row?.n);
}

// A number is its own raw key; a text stands in the source.
function withRawKeys({ tables }: Workplace, prepared: PreparedRows, subjects: string): string {
  const { opened, base } = tables.prepared(prepared);
  const { source } = prepared.plan;
  switch (opened.keyKind) {
    case 'integer':
    case 'row':
      return `select "k", cast("k" as varchar) as "key" from (${subjects})`;
    case 'text': {
      const column = quoted(source.table === null ? 'probity.key' : (source.subjectKey ?? 'probity.k'));
      return `select "m"."k", cast("b".${column} as varchar) as "key" from (${subjects}) as "m" join (${base}) as "b" on "b"."probity.k" = "m"."k"`;
    }
  }
}

function printHmac(text: string, key: Uint8Array, bindings: Bindings): string {
  const inner = `unhex(sha256(cast(${bindings.bind(pad(key, 0x36))} as blob) || encode(${text})))`;
  return `cast(substr(sha256(cast(${bindings.bind(pad(key, 0x5c))} as blob) || ${inner}), 1, 32) as uuid)`;
}

function pad(key: Uint8Array, mask: number): Uint8Array {
  if (key.length > BLOCK) throw new RangeError('a pseudonym key has at most 64 bytes');
  return Uint8Array.from({ length: BLOCK }, (_, at) => (key[at] ?? 0) ^ mask);
}
