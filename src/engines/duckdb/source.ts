import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Digest, digestOf, nearestWord } from '../../documents/index.js';
import type { FileSource, TypedColumn } from '../data-engine.js';
import { enginesError } from '../engines.errors.js';
import { fileLiteral, quoted } from '../sql/bindings.js';
import { assertTypes, CSV_TYPE, cleanedValue, SQL_TYPES } from './column-types.js';
import { type CsvForm, csvFormOf, csvRelation, raggedRow } from './csv-form.js';
import type { Session } from './session.js';

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
  const { relation, held, mistake } = await readingOf(session, file, { paths, columns });
  const found = [...held.keys()];
  const missing = columns.find(({ name }) => !found.includes(name));
  if (missing) throw columnMissing(file, missing.name, found);
  const fingerprint = digestOf({ files: paths.map(stampOf), found, file: { ...file }, columns });
  await session.once(`types ${file.path}`, fingerprint, () =>
    assertTypes({ file, columns, held }, async (counts) => {
      const read = () => session.rows<Record<string, bigint>>(`select ${counts} from ${relation}`);
      return (await unreadable(file.path, read, mistake))[0] ?? {};
    }),
  );
  const typed = columns.map(
    (column) => `cast(${cleanedValue(column, file)} as ${SQL_TYPES[column.type]}) as ${quoted(column.name)}`,
  );
  return {
    sql: `select ${typed.join(', ')} from ${relation}`,
    fingerprint,
    unknownColumns: found.filter((name) => !columns.some((column) => column.name === name)),
  };
}

/** What a source holds, for one that nobody has described: its files, its columns, and how to read its rows. */
export async function lookInto(session: Session, file: FileSource) {
  const paths = filesOf(file);
  const { relation, held, mistake } = await readingOf(session, file, { paths, columns: [] });
  const read = <T>(work: () => Promise<T>): Promise<T> => unreadable(file.path, work, mistake);
  return { stamps: paths.map(stampOf), relation, held, read };
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

/** How the rows of a source are read, the columns that it holds with their types, and why they may not read. */
interface Reading {
  readonly relation: string;
  readonly held: ReadonlyMap<string, string>;
  readonly mistake?: () => Promise<Error | null>;
}

async function readingOf(
  session: Session,
  file: FileSource,
  { paths, columns }: { readonly paths: readonly string[]; readonly columns: readonly TypedColumn[] },
): Promise<Reading> {
  switch (file.format) {
    case 'csv': {
      const form = csvFormOf(file, paths, columns);
      const held = new Map(form.names.map((name) => [name, CSV_TYPE]));
      return { relation: csvRelation(paths, form, file.header), held, mistake: () => csvMistake(paths, form) };
    }
    case 'parquet':
      return described(session, file, `read_parquet([${paths.map(fileLiteral).join(', ')}])`);
    case 'duckdb':
      return described(session, file, `${await attached(session, paths[0] as string)}.${quoted(file.table ?? '')}`);
  }
}

async function attached(session: Session, path: string): Promise<string> {
  const name = quoted(`source ${digestOf({ stamp: stampOf(path), path }).slice(7, 23)}`);
  await unreadable(path, () => session.run(`attach if not exists ${fileLiteral(path)} as ${name} (read_only)`));
  return name;
}

async function described(session: Session, { path }: FileSource, relation: string): Promise<Reading> {
  const rows = await unreadable(path, () =>
    session.rows<{ column_name: string; column_type: string }>(`describe select * from ${relation}`),
  );
  return { relation, held: new Map(rows.map((row) => [row.column_name, row.column_type.toLowerCase()])) };
}

// The data engine's own words may hold values; a mistake that was looked for says where it is without them.
async function unreadable<T>(path: string, read: () => Promise<T>, mistake?: Reading['mistake']): Promise<T> {
  try {
    return await read();
  } catch {
    const unread = enginesError('SOURCE_UNREADABLE', {
      found: 'a file that does not read as its declared format',
      where: path,
      next: 'Check the format, the header and the table that the dataset declares.',
    });
    throw (await mistake?.()) ?? unread;
  }
}

async function csvMistake(paths: readonly string[], form: CsvForm): Promise<Error | null> {
  const ragged = await raggedRow(paths, form);
  if (ragged === null) return null;
  return enginesError('CSV_ROW_RAGGED', {
    found: `a row of ${ragged.fields} ${ragged.fields === 1 ? 'field' : 'fields'}`,
    expected: `${form.names.length}, as the first row or the dataset says`,
    where: `${ragged.path}:${ragged.line}`,
    next: 'Repair the row; a value that holds the separator or a line break must be quoted.',
  });
}

function columnMissing({ path }: FileSource, name: string, found: readonly string[]) {
  const near = nearestWord(name, found);
  return enginesError('COLUMN_MISSING', {
    found: `no column '${name}'${near ? `; the nearest is '${near}'` : ''}`,
    where: path,
    next: 'Correct the dataset, or the export that made the file.',
  });
}
