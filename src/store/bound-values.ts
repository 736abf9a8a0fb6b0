import { storeError } from './store.errors.js';

/** Text that the driver would cut (after NUL) or alter (lone surrogates). */
const CHANGED_TEXT = /\0|\p{Surrogate}/u;

/** What a column can hold. Integers are safe integers, blobs are always a Buffer. */
export type StoredValue = string | number | Buffer | null;

/**
 * Checks every value before it reaches the native driver, and binds integers as INTEGER.
 * INVARIANT: nothing else passes; a bound boolean would abort the whole process, undefined and NaN would become NULL.
 */
export function boundValues(values: readonly unknown[]): (string | bigint | Uint8Array | null)[] {
  return values.map((value, at) => {
    if (value === null || value instanceof Uint8Array) return value;
    if (typeof value === 'string' && !CHANGED_TEXT.test(value)) return value;
    if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value);
    throw storeError('VALUE_NOT_STORABLE', {
      found: `a value of type ${typeof value}`,
      expected: 'a string without NUL and lone surrogates, a safe integer, bytes or null',
      where: `bound value ${at + 1}`,
      next: 'Convert the value before it is stored.',
    });
  });
}

/** A row as the driver gives it, made exact: integers as numbers, blobs as Buffers, no key of the driver's own. */
export function readRow(row: Readonly<Record<string, unknown>>): Record<string, StoredValue> {
  const columns = Object.entries(row).filter(([column]) => column !== '_metadata');
  return Object.fromEntries(columns.map(([column, value]) => [column, readValue(column, value)]));
}

function readValue(column: string, value: unknown): StoredValue {
  if (value === null || typeof value === 'string' || Buffer.isBuffer(value)) return value;
  if (value instanceof ArrayBuffer) return Buffer.from(value);
  if (ArrayBuffer.isView(value)) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  const number = typeof value === 'bigint' ? Number(value) : value;
  if (typeof number === 'number' && Number.isSafeInteger(number)) return number;
  throw storeError('VALUE_NOT_STORABLE', {
    found: `a stored value of type ${typeof value} that is not exact`,
    expected: 'a string, a safe integer, bytes or null',
    where: `column ${column}`,
    next: 'Check who wrote the state file; Probity stores no such value.',
  });
}
