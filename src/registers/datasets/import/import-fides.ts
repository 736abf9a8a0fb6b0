import { DocumentError, digestOf } from '../../../documents/index.js';
import { datasetsError } from '../datasets.errors.js';
import { fidesColumns } from '../fides/fides-columns.js';
import { readManifest } from '../fides/read-manifest.js';
import type { Draft } from './draft.js';

/** Which dataset and collection; each may be left out where there is only one. */
export interface ImportChoice {
  readonly dataset?: string | undefined;
  readonly collection?: string | undefined;
}

/** A draft of an overlay over one collection of a manifest. */
export function draftFromFides(file: string, choice: ImportChoice): Draft {
  const read = readManifest(file);
  if (read.kind !== 'manifest') throw new DocumentError(read.mistakes);
  const datasets = read.value.dataset ?? [];
  const at = chosen(
    file,
    'dataset',
    datasets.map(({ fides_key }) => fides_key),
    choice.dataset,
  );
  const dataset = datasets[at] as (typeof datasets)[number];
  const collections = dataset.collections.map(({ name }) => name);
  const index = chosen(file, 'collection', collections, choice.collection);
  const collection = dataset.collections[index] as (typeof dataset.collections)[number];
  const columns = fidesColumns({ dataset, collection }, { dataset: at, collection: index });
  return {
    origin: `a Fides manifest, ${digestOf(read.value)}`,
    called: collection.name,
    title: `${collection.name} of ${dataset.fides_key}`,
    fides: { manifest: file, dataset: dataset.fides_key, collection: collection.name },
    columns: columns.map(({ name, categories, marked, type }) => ({
      name,
      categories: categories.length > 0 ? null : [],
      role: marked === null ? null : 'identifier',
      type: type ?? null,
      remark: categories.length > 0 ? [...new Set(categories.map(({ key }) => key))].join(', ') : null,
    })),
  };
}

/** The place of the one that was named, or of the only one. Throws IMPORT_UNKNOWN. */
export function chosen(
  file: string,
  part: 'dataset' | 'collection',
  names: readonly string[],
  name: string | undefined,
): number {
  const at = name === undefined && names.length === 1 ? 0 : names.indexOf(name ?? '');
  if (at >= 0 && names.lastIndexOf(names[at] as string) === at) return at;
  const shown = names.length > 12 ? `${names.slice(0, 12).join(', ')}, …` : names.join(', ');
  throw datasetsError('IMPORT_UNKNOWN', {
    found: name === undefined ? `${names.length} of them and no --${part}` : `no single ${part} '${name}'`,
    expected: names.length === 0 ? `a file with at least one ${part}` : `one of ${shown}`,
    where: file,
    next: `Name the ${part} with --${part}.`,
  });
}
