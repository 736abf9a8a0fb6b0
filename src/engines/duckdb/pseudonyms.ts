import { digestOf } from '../../documents/index.js';
import type { PreparedRows, WriteAsk } from '../data-engine.js';
import { Bindings, quoted } from '../sql/bindings.js';
import type { Workplace } from './assign.js';

const BLOCK = 64;

/** The table of pseudonyms of a dataset under one key, and how many were made just now. */
export interface Pseudonyms {
  /** `k` and `p`: the first 16 bytes of HMAC-SHA-256 (RFC 2104) over the raw key as text, in the type that sorts fastest. */
  readonly table: string;
  readonly made: number;
}

/** Makes the pseudonyms that are missing for a query of subject numbers. The key is bound as two pads. */
export async function makePseudonyms(
  { session, tables }: Workplace,
  prepared: PreparedRows,
  { subjects, key }: { readonly subjects: string; readonly key: WriteAsk['pseudonymKey'] },
): Promise<Pseudonyms> {
  const { source } = prepared.plan;
  const table = quoted(
    `pseudonyms ${digestOf({ dataset: source.dataset, subjectKey: source.subjectKey, key: key.id }).slice(7, 39)}`,
  );
  await session.run(`create table if not exists ${table} ("k" bigint, "p" uuid)`);
  const missing = `select "k" from (${subjects}) as "n" where not exists (select 1 from ${table} as "o" where "o"."k" = "n"."k")`;
  const [row] = await session.rows<{ n: bigint }>(`select count(*) as "n" from (${missing})`);
  const made = Number(row?.n);
  if (made === 0) return { table, made };
  const bindings = new Bindings();
  const raw = rawKeys(source.table === null ? 'key' : (source.subjectKey ?? 'k'), tables.prepared(prepared).base);
  await session.run(
    `insert into ${table} select "r"."k", ${printHmac('"r"."key"', key.key, bindings)} from (${raw}) as "r" join (${missing}) as "m" on "m"."k" = "r"."k"`,
    bindings,
  );
  return { table, made };
}

function rawKeys(column: string, base: string): string {
  return `select "k", cast(${quoted(column)} as varchar) as "key" from (${base})`;
}

function printHmac(text: string, key: Uint8Array, bindings: Bindings): string {
  const inner = `unhex(sha256(cast(${bindings.bind(pad(key, 0x36))} as blob) || encode(${text})))`;
  return `cast(substr(sha256(cast(${bindings.bind(pad(key, 0x5c))} as blob) || ${inner}), 1, 32) as uuid)`;
}

function pad(key: Uint8Array, mask: number): Uint8Array {
  if (key.length > BLOCK) throw new RangeError('a pseudonym key has at most 64 bytes');
  return Uint8Array.from({ length: BLOCK }, (_, at) => (key[at] ?? 0) ^ mask);
}
