import type { ColumnType, FileSource } from '../data-engine.js';
import { quoted } from '../sql/bindings.js';
import { isBad } from './column-types.js';
import type { Session } from './session.js';

/** A table that holds the columns of a source. */
export interface SurveyedTable {
  readonly table: string;
  /** Columns with the types that they were stored as in the source. */
  readonly held: ReadonlyMap<string, string>;
  /** Whether every column is text, as in a CSV. */
  readonly isText: boolean;
}

const CANDIDATES: readonly ColumnType[] = ['integer', 'decimal', 'date', 'timestamp', 'boolean'];

/** The narrowest type of each column that loading will accept for every value of it; text where there is none. */
export async function narrowestTypes(
  session: Session,
  { table, held, isText }: SurveyedTable,
): Promise<ReadonlyMap<string, ColumnType>> {
  const file = { format: isText ? 'csv' : 'parquet', trim: false, nulls: [] } as unknown as FileSource;
  const types = new Map<string, ColumnType>();
  for (const name of held.keys()) {
    const counts = CANDIDATES.map((type) => `count(*) filter (where ${unfit({ name, type }, file)}) as "${type}"`);
    // A value is as good in one row as in many.
    const values = `select distinct ${quoted(name)} from ${table} where ${quoted(name)} is not null`;
    const [row] = await session.rows<Record<string, bigint>>(
      `select count(*) as "values", ${counts.join(', ')} from (${values})`,
    );
    const fits = Number(row?.['values']) === 0 ? [] : CANDIDATES.filter((type) => Number(row?.[type]) === 0);
    types.set(name, fits[0] ?? 'text');
  }
  return types;
}

// Loading would accept more: a leading zero and a plus are lost in a number, the time in a date, and 0 and 1 are numbers.
function unfit(column: { readonly name: string; readonly type: ColumnType }, file: FileSource): string {
  const text = `trim(cast(${quoted(column.name)} as varchar))`;
  const bad = isBad(column, file);
  switch (column.type) {
    case 'integer':
    case 'decimal':
      return `${bad} or regexp_matches(${text}, '^[+]|^-?0[0-9]')`;
    case 'date':
      return `${bad} or length(${text}) > 10`;
    case 'text':
    case 'boolean':
    case 'timestamp':
      return bad;
  }
}
