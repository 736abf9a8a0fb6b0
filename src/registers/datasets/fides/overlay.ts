import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type Diagnostic, DocumentError, wordMistake, type YamlDocument } from '../../../documents/index.js';
import { keyMistake, type Taxonomy } from '../../taxonomy/index.js';
import type { Column, Dataset, Overlay } from '../dataset.schema.js';
import { extended } from './check-manifest.js';
import { type FidesColumn, fidesColumns } from './fides-columns.js';
import { type ReadManifest, readManifest } from './read-manifest.js';

type Manifest = Extract<ReadManifest, { kind: 'manifest' }>;

/**
 * An overlay with what its manifest says. Fields that it gives no role stay known and unusable.
 * Throws a DocumentError with the mistakes of both files.
 */
export function completedByFides(document: YamlDocument, overlay: Overlay, taxonomy: Taxonomy): Dataset {
  const { fides, columns: named, ...rest } = overlay;
  const manifest = manifestOf(document, fides.manifest);
  const fields = fieldsOf(document, fides, manifest);
  const mistakes = unknownCategories(manifest, fields, overlay, taxonomy);
  const columns = named.map((column, at) => completedColumn({ document, mistakes, at }, column, fields));
  if (mistakes.length > 0) throw new DocumentError(mistakes);
  const names = new Set(named.map(({ name }) => name));
  return {
    ...rest,
    columns: columns as Column[],
    unclassified: fields.filter(({ name }) => !names.has(name)).map(unclassified),
    dataPurposes: [...new Set(fields.flatMap(({ purposes }) => purposes))].sort(),
  };
}

function manifestOf(document: YamlDocument, manifest: string): Manifest {
  const file = resolve(dirname(document.file), manifest);
  if (!existsSync(file)) {
    throw refused(document, ['fides', 'manifest'], 'MANIFEST_UNREADABLE', `no file '${manifest}'`, 'a Fides manifest');
  }
  const read = readManifest(file);
  if (read.kind !== 'manifest') throw new DocumentError(read.mistakes);
  return read;
}

function fieldsOf(
  document: YamlDocument,
  fides: Overlay['fides'],
  { value: { dataset: datasets = [] } }: Manifest,
): readonly FidesColumn[] {
  const at = datasets.findIndex(({ fides_key }) => fides_key === fides.dataset);
  const dataset = datasets[at];
  if (!dataset)
    throw unknown(
      document,
      'dataset',
      fides.dataset,
      datasets.map(({ fides_key }) => fides_key),
    );
  const index = dataset.collections.findIndex(({ name }) => name === fides.collection);
  const collection = dataset.collections[index];
  if (!collection)
    throw unknown(
      document,
      'collection',
      fides.collection,
      dataset.collections.map(({ name }) => name),
    );
  return fidesColumns({ dataset, collection }, { dataset: at, collection: index });
}

// A column whose categories the overlay says itself does not depend on stale keys of the manifest.
function unknownCategories(
  manifest: Manifest,
  fields: readonly FidesColumn[],
  { columns }: Overlay,
  taxonomy: Taxonomy,
): Diagnostic[] {
  const said = new Set(columns.filter(({ categories }) => categories).map(({ name }) => name));
  const keys = { taxonomy: extended(taxonomy, manifest), axis: 'categories' } as const;
  return fields
    .filter(({ name }) => !said.has(name))
    .flatMap(({ categories }) => categories.flatMap(({ key, path }) => keyMistake(manifest.document, path, key, keys)));
}

interface Place {
  readonly document: YamlDocument;
  readonly mistakes: Diagnostic[];
  readonly at: number;
}

function completedColumn(
  { document, mistakes, at }: Place,
  column: Overlay['columns'][number],
  fields: readonly FidesColumn[],
): Overlay['columns'][number] {
  const field = fields.find(({ name }) => name === column.name);
  const known = fields.map(({ name }) => name);
  if (!field) {
    mistakes.push(wordMistake(document, ['columns', at, 'name'], 'MANIFEST_LACKS', { word: column.name, known }));
    return column;
  }
  const categories = column.categories ?? [...new Set(field.categories.map(({ key }) => key))];
  const type = column.type ?? field.type;
  for (const part of [...(categories.length === 0 ? ['categories'] : []), ...(type ? [] : ['type'])]) {
    const mistake = {
      code: 'COLUMN_UNCLASSIFIED',
      found: `no ${part} in overlay or manifest`,
      expected: `${part} of '${column.name}'`,
    };
    mistakes.push(document.diagnostic(['columns', at], mistake));
  }
  return { ...column, categories, ...(type ? { type } : {}) };
}

function unclassified({ name, categories, marked }: FidesColumn) {
  return { name, categories: [...new Set(categories.map(({ key }) => key))], marked };
}

function unknown(document: YamlDocument, part: 'dataset' | 'collection', word: string, known: readonly string[]) {
  return new DocumentError([wordMistake(document, ['fides', part], 'MANIFEST_LACKS', { word, known })]);
}

function refused(
  document: YamlDocument,
  path: readonly string[],
  code: 'MANIFEST_UNREADABLE',
  found: string,
  expected: string,
): DocumentError {
  return new DocumentError([document.diagnostic(path, { code, found, expected })]);
}
