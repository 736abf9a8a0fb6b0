import { DataType, tableFromIPC, type Vector } from 'apache-arrow';
import type { ColumnValues } from './columns.js';

/** The columns of an Arrow IPC stream as plain arrays; integers and floats become doubles. */
export function columnsOf(stream: Uint8Array): readonly ColumnValues[] {
  const table = tableFromIPC(stream);
  return table.schema.fields.map(({ name, type }) => {
    const vector = table.getChild(name) as Vector;
    if (DataType.isUtf8(type)) return { kind: 'texts', name, values: valuesOf<string>(vector) };
    if (DataType.isBool(type)) return { kind: 'booleans', name, values: valuesOf<boolean>(vector) };
    return { kind: 'numbers', name, ...numbersOf(vector) };
  });
}

function valuesOf<T>(vector: Vector): readonly (T | null)[] {
  return Array.from(vector, (value) => (value ?? null) as T | null);
}

function numbersOf(vector: Vector): { readonly values: Float64Array; readonly missing: Uint8Array } {
  const values = new Float64Array(vector.length);
  const missing = new Uint8Array(vector.length);
  let at = 0;
  for (const value of vector) {
    values[at] = value === null ? Number.NaN : Number(value);
    missing[at] = value === null ? 1 : 0;
    at += 1;
  }
  return { values, missing };
}
