import { closeSync, openSync, readSync } from 'node:fs';
import { basename } from 'node:path';
import { constants, gunzipSync } from 'node:zlib';
import type { FileSource, TypedColumn } from '../data-engine.js';
import { enginesError } from '../engines.errors.js';
import { fileLiteral } from '../sql/bindings.js';
import { fieldsOf, firstRagged } from './csv-record.js';

/**
 * How a CSV file is written, by its first row. The data engine may not guess it from the other rows: where one of them
 * has a field too few or too many, it takes the rest for remarks above the header, and rows vanish that nobody counts.
 */
export interface CsvForm {
  readonly separator: string;
  readonly names: readonly string[];
  /** Empty lines above the first row. */
  readonly skip: number;
}

const SEPARATORS = [',', ';', '\t', '|'];
/** In which the first row must end; gzip packs a thousand to one at most, so little of a packed file is unpacked. */
const HEAD_BYTES = 1_048_576;
const PACKED_HEAD_BYTES = 65_536;

/** The one form of all files of a source. Throws SOURCE_UNREADABLE. */
export function csvFormOf(
  file: Pick<FileSource, 'header' | 'columns'>,
  paths: readonly string[],
  columns: readonly Pick<TypedColumn, 'name'>[],
): CsvForm {
  const forms = paths.map((path) => formOf(file, headOf(path), columns));
  const [form] = forms as [CsvForm];
  if (!file.header) return form;
  const other = forms.findIndex((one) => JSON.stringify(one) !== JSON.stringify(form));
  if (other === -1) return form;
  throw enginesError('SOURCE_UNREADABLE', {
    found: `a header that is not that of ${basename(paths[0] as string)}`,
    where: paths[other] as string,
    next: 'Write all files of one source with the same columns in the same order.',
  });
}

/** The relation that reads files of one form; every value is text. RFC 4180, and nothing that is guessed. */
export function csvRelation(paths: readonly string[], { separator, names, skip }: CsvForm, header: boolean): string {
  const columns = names.map((name) => `${fileLiteral(name)}: 'varchar'`).join(', ');
  const form = `delim = ${fileLiteral(separator)}, quote = '"', escape = '"', comment = '', skip = ${skip}`;
  return `read_csv([${paths.map(fileLiteral).join(', ')}], auto_detect = false, header = ${header}, ${form}, columns = {${columns}})`;
}

/** The first row of files of one form that has more or fewer fields than the form. */
export async function raggedRow(paths: readonly string[], { separator, names }: CsvForm) {
  for (const path of paths) {
    const ragged = await firstRagged(path, separator, names.length);
    if (ragged) return { path, ...ragged };
  }
  return null;
}

function formOf(
  { header, columns }: Pick<FileSource, 'header' | 'columns'>,
  head: string,
  declared: readonly Pick<TypedColumn, 'name'>[],
): CsvForm {
  const text = head.replace(/^[\r\n]+/, '');
  const skip = head.slice(0, head.length - text.length).replaceAll('\r\n', '\n').length;
  const fits = (fields: readonly string[]) =>
    header ? declared.filter(({ name }) => fields.includes(name)).length : Number(fields.length === columns.length);
  const read = SEPARATORS.map((separator) => ({ separator, fields: fieldsOf(text, separator) }));
  const [best] = read.sort((a, b) => fits(b.fields) - fits(a.fields) || b.fields.length - a.fields.length);
  const { separator, fields } = best as { separator: string; fields: readonly string[] };
  return { separator, names: toldApart(header ? fields : columns), skip };
}

// As the data engine names them itself where a header repeats a name, or has none.
function toldApart(names: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return names.map((name, at) => {
    const own = name === '' ? `column${at}` : name;
    let apart = own;
    for (let again = 1; taken.has(apart.toLowerCase()); again += 1) apart = `${own}_${again}`;
    taken.add(apart.toLowerCase());
    return apart;
  });
}

function headOf(path: string): string {
  const packed = /\.gz$/i.test(path);
  const bytes = Buffer.alloc(packed ? PACKED_HEAD_BYTES : HEAD_BYTES);
  const file = openSync(path, 'r');
  try {
    const held = bytes.subarray(0, readSync(file, bytes, 0, bytes.length, 0));
    const head = packed && held.length > 0 ? unpacked(path, held) : held;
    return head
      .subarray(0, HEAD_BYTES)
      .toString('utf8')
      .replace(/^\uFEFF/, '');
  } finally {
    closeSync(file);
  }
}

function unpacked(path: string, bytes: Buffer): Buffer {
  try {
    return gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    throw enginesError('SOURCE_UNREADABLE', {
      found: 'a file that is not packed as its name says',
      where: path,
      next: 'Pack the file with gzip again, or name it as what it is.',
    });
  }
}
