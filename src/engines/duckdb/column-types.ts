import type { ColumnType, FileSource, TypedColumn } from '../data-engine.js';
import { enginesError } from '../engines.errors.js';
import { fileLiteral, quoted } from '../sql/bindings.js';

export const SQL_TYPES: Readonly<Record<ColumnType, string>> = {
  integer: 'bigint',
  decimal: 'double',
  text: 'varchar',
  boolean: 'boolean',
  date: 'date',
  timestamp: 'timestamp',
};

/** Every value of a CSV file is text until it is cast. */
export const CSV_TYPE = SQL_TYPES.text;

/** The columns of one source, with the SQL types in which it holds them. */
export interface TypedSource {
  readonly file: FileSource;
  readonly columns: readonly TypedColumn[];
  readonly held: ReadonlyMap<string, string>;
}

/**
 * That every value is of its declared type, by one query of counts. Rows of a CSV file are read in any case: a row that
 * is not like the others must be found here. Throws COLUMN_TYPE.
 */
export async function assertTypes(
  { file, columns, held }: TypedSource,
  count: (counts: string) => Promise<Readonly<Record<string, bigint>>>,
): Promise<void> {
  const doubtful = columns.filter((column) => file.format === 'csv' || !isHeld(column, held));
  if (doubtful.length === 0) return;
  const counts = await count(doubtful.map((column, at) => `${countOf(column, file)} as "c${at}"`).join(', '));
  const at = doubtful.findIndex(({ type }, index) => type !== 'text' && Number(counts[`c${index}`]) > 0);
  const column = doubtful[at];
  if (column === undefined) return;
  throw enginesError('COLUMN_TYPE', {
    found: `${counts[`c${at}`]} values of column '${column.name}' that are no ${column.type}`,
    where: file.path,
    next: 'Correct the type, declare the words that mean NULL, or repair the source.',
  });
}

/** A value as it is in the source, with blanks and words for NULL taken off where the dataset says so. */
export function cleanedValue({ name, type }: TypedColumn, { format, trim, nulls }: FileSource): string {
  if (format !== 'csv') return quoted(name);
  const value = trim ? `nullif(trim(${quoted(name)}), '')` : quoted(name);
  const bare = type === 'text' || trim ? value : `nullif(trim(${value}), '')`;
  return nulls.length === 0
    ? bare
    : `case when ${bare} in (${nulls.map(fileLiteral).join(', ')}) then null else ${bare} end`;
}

// A text cannot be wrong; it is counted so that it is read.
function countOf(column: TypedColumn, file: FileSource): string {
  return column.type === 'text' ? `count(${quoted(column.name)})` : `count(*) filter (where ${isBad(column, file)})`;
}

// A double may still be infinite or no number at all.
function isHeld({ name, type }: TypedColumn, held: ReadonlyMap<string, string>): boolean {
  return type === 'text' || (type !== 'decimal' && held.get(name) === SQL_TYPES[type]);
}

/**
 * Whether a value does not load as its type, as SQL. A cast to an integer rounds, so a fraction is found by its double; a
 * double may not be infinite or NaN.
 */
export function isBad(column: TypedColumn, file: FileSource): string {
  const value = cleanedValue(column, file);
  const tried = `try_cast(${value} as ${SQL_TYPES[column.type]})`;
  const uncast = `${value} is not null and ${tried} is null`;
  if (column.type === 'integer') return `(${uncast}) or try_cast(${value} as double) <> cast(${tried} as double)`;
  if (column.type === 'decimal') return `(${uncast}) or not isfinite(${tried})`;
  return uncast;
}
