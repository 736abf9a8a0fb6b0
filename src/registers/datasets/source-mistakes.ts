import type { Diagnostic, DocumentPath, YamlDocument } from '../../documents/index.js';
import type { Source } from './dataset.schema.js';
import { formatOf } from './dataset-source.js';

/** The mistakes of one source: a format that nothing says, settings of another format, used columns that it does not name. */
export function sourceMistakes(
  document: YamlDocument,
  path: DocumentPath,
  source: Source,
  used: readonly string[],
): readonly Diagnostic[] {
  const format = formatOf(source);
  if (format === null) {
    const mistake = {
      code: 'FORMAT_UNKNOWN',
      found: 'a path without a known ending',
      expected: 'format: csv, parquet or duckdb',
    };
    return [document.diagnostic([...path, 'path'], mistake)];
  }
  const unfit = (key: string, found: string, expected: string) =>
    document.diagnostic([...path, key], { code: 'SOURCE_UNFIT', found, expected });
  const foreign = format === 'csv' ? [] : (['header', 'columns', 'nulls', 'trim'] as const);
  return [
    ...foreign.filter((key) => source[key] !== undefined).map((key) => unfit(key, key, `no ${key} for ${format}`)),
    ...(format === 'duckdb' && !source.table ? [unfit('table', 'no table', 'the table of the DuckDB file')] : []),
    ...(format !== 'duckdb' && source.table ? [unfit('table', 'a table', 'a table only for DuckDB files')] : []),
    ...(format === 'csv' && source.header === false && !source.columns
      ? [unfit('header', 'a CSV without header and columns', 'columns: the names of its columns, in order')]
      : []),
    ...unnamed(source, used).map((name) => unfit('columns', `no '${name}'`, 'every column that the dataset uses')),
    ...(format === 'csv' && source.header !== false && source.columns
      ? [unfit('columns', 'names for a CSV that has a header', 'header: false, or no columns')]
      : []),
  ];
}

function unnamed({ header, columns }: Source, used: readonly string[]): readonly string[] {
  return header === false && columns ? used.filter((name) => !columns.includes(name)) : [];
}
