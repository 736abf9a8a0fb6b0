import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Digest, digestOf, nearestWord } from '../../documents/index.js';
import type { ColumnType, FileSource, TypedColumn } from '../data-engine.js';
import { enginesError } from '../engines.errors.js';
import { fileLiteral, quoted } from '../sql/bindings.js';
import type { Session } from './session.js';

/** RFC 4180, and nothing that is guessed: a guessed comment sign would make rows vanish that nobody counts. */
export const CSV_FORM = `quote = '"', escape = '"', comment = ''`;

const SQL_TYPES: Readonly<Record<ColumnType, string>> = {
  integer: 'bigint',
  decimal: 'double',
  text: 'varchar',
  boolean: 'boolean',
  date: 'date',
  timestamp: 'timestamp',
};

/** A source whose columns were found; `sql` selects its typed columns. */
export interface OpenedSource {
  readonly sql: string;
  readonly fingerprint: Digest;
  readonly unknownColumns: readonly string[];
}

/**
 * Opens a source read-only: every declared column is there, and every value is of its type. Values are looked at once
 * for a fingerprint. A star in the file name stands for several files of one shape, in the order of their names.
 */
export async function openSource(
  session: Session,
  file: FileSource,
  columns: readonly TypedColumn[],
): Promise<OpenedSource> {
  const paths = filesOf(file);
  const relation = await relationOf(session, file, paths);
  const held = await columnsOf(session, file, relation);
  const found = [...held.keys()];
  const missing = columns.find(({ name }) => !found.includes(name));
  if (missing) throw columnMissing(file, missing.name, found);
  const fingerprint = digestOf({ files: paths.map(stampOf), found, file: { ...file }, columns });
  await session.once(`types ${file.path}`, fingerprint, () =>
    assertTypes(session, { file, relation, columns: columns.filter((column) => !isHeld(column, held)) }),
  );
  const typed = columns.map(
    (column) => `cast(${cleaned(column, file)} as ${SQL_TYPES[column.type]}) as ${quoted(column.name)}`,
  );
  return {
    sql: `select ${typed.join(', ')} from ${relation}`,
    fingerprint,
    unknownColumns: found.filter((name) => !columns.some((column) => column.name === name)),
  };
}

function filesOf({ path }: FileSource): readonly string[] {
  const paths = basename(path).includes('*') ? matching(path) : [path];
  if (paths.length > 0 && paths.every(isFile)) return paths;
  throw enginesError('SOURCE_MISSING', {
    found: 'no such file, or something that is none',
    where: path,
    next: "Correct the dataset's source, or bring the file back.",
  });
}

// A pipe would wait for ever.
function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function matching(path: string): readonly string[] {
  const parts = basename(path).split('*');
  const pattern = new RegExp(`^${parts.map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`);
  if (!statSync(dirname(path), { throwIfNoEntry: false })?.isDirectory()) return [];
  const names = readdirSync(dirname(path)).filter((name) => pattern.test(name));
  return names.sort().map((name) => join(dirname(path), name));
}

function stampOf(path: string) {
  const { size, mtimeMs } = statSync(path);
  return { name: basename(path), size, changed: mtimeMs };
}

async function relationOf(session: Session, file: FileSource, paths: readonly string[]): Promise<string> {
  const list = `[${paths.map(fileLiteral).join(', ')}]`;
  switch (file.format) {
    case 'parquet':
      return `read_parquet(${list})`;
    case 'duckdb':
      return `${await attached(session, paths[0] as string)}.${quoted(file.table ?? '')}`;
    case 'csv': {
      const names = file.header ? '' : `, names = [${file.columns.map(fileLiteral).join(', ')}]`;
      return `read_csv(${list}, header = ${file.header}, all_varchar = true, auto_detect = true, ${CSV_FORM}${names})`;
    }
  }
}

async function attached(session: Session, path: string): Promise<string> {
  const name = quoted(`source ${digestOf({ stamp: stampOf(path), path }).slice(7, 23)}`);
  await unreadable(path, () => session.run(`attach if not exists ${fileLiteral(path)} as ${name} (read_only)`));
  return name;
}

async function columnsOf(
  session: Session,
  { path }: FileSource,
  relation: string,
): Promise<ReadonlyMap<string, string>> {
  const rows = await unreadable(path, () =>
    session.rows<{ column_name: string; column_type: string }>(`describe select * from ${relation}`),
  );
  return new Map(rows.map((row) => [row.column_name, row.column_type]));
}

async function unreadable<T>(path: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch {
    throw enginesError('SOURCE_UNREADABLE', {
      found: 'a file that does not read as its declared format',
      where: path,
      next: 'Check the format, the header and the table that the dataset declares.',
    });
  }
}

function columnMissing({ path }: FileSource, name: string, found: readonly string[]) {
  const near = nearestWord(name, found);
  return enginesError('COLUMN_MISSING', {
    found: `no column '${name}'${near ? `; the nearest is '${near}'` : ''}`,
    where: path,
    next: 'Correct the dataset, or the export that made the file.',
  });
}

/** A value as it is in the source, with blanks and words for NULL taken off where the dataset says so. */
function cleaned({ name, type }: TypedColumn, { format, trim, nulls }: FileSource): string {
  if (format !== 'csv') return quoted(name);
  const value = trim ? `nullif(trim(${quoted(name)}), '')` : quoted(name);
  const bare = type === 'text' || trim ? value : `nullif(trim(${value}), '')`;
  return nulls.length === 0
    ? bare
    : `case when ${bare} in (${nulls.map(fileLiteral).join(', ')}) then null else ${bare} end`;
}

// A double may still be infinite or no number at all.
function isHeld({ name, type }: TypedColumn, held: ReadonlyMap<string, string>): boolean {
  return type !== 'decimal' && held.get(name)?.toLowerCase() === SQL_TYPES[type];
}

interface TypeCheck {
  readonly file: FileSource;
  readonly relation: string;
  readonly columns: readonly TypedColumn[];
}

async function assertTypes(session: Session, { file, relation, columns }: TypeCheck): Promise<void> {
  const typed = columns.filter(({ type }) => type !== 'text');
  if (typed.length === 0) return;
  const counts = typed.map((column, at) => `count(*) filter (where ${isBad(column, file)}) as "c${at}"`);
  const [row] = await unreadable(file.path, () =>
    session.rows<Record<string, bigint>>(`select ${counts.join(', ')} from ${relation}`),
  );
  const at = typed.findIndex((_, index) => Number(row?.[`c${index}`]) > 0);
  const column = typed[at];
  if (column === undefined) return;
  throw enginesError('COLUMN_TYPE', {
    found: `${row?.[`c${at}`]} values of column '${column.name}' that are no ${column.type}`,
    where: file.path,
    next: 'Correct the type, declare the words that mean NULL, or repair the source.',
  });
}

// A cast to an integer rounds, so a fraction is found by its double; a double may not be infinite or NaN.
function isBad(column: TypedColumn, file: FileSource): string {
  const value = cleaned(column, file);
  const tried = `try_cast(${value} as ${SQL_TYPES[column.type]})`;
  const uncast = `${value} is not null and ${tried} is null`;
  if (column.type === 'integer') return `(${uncast}) or try_cast(${value} as double) <> cast(${tried} as double)`;
  if (column.type === 'decimal') return `(${uncast}) or not isfinite(${tried})`;
  return uncast;
}
