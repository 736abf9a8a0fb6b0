import {
  type Diagnostic,
  DocumentError,
  type NamedDocument,
  type Register,
  readNamedDocuments,
  registerOf,
} from '../../documents/index.js';
import type { DatasetSource } from '../../engines/index.js';
import type { Taxonomy } from '../taxonomy/index.js';
import { type Dataset, DatasetSchema, type DeclaredDataset, type Overlay, OverlaySchema } from './dataset.schema.js';
import { datasetMistakes } from './dataset-mistakes.js';
import { datasetSource } from './dataset-source.js';
import { completedByFides } from './fides/overlay.js';
import { withHierarchyFiles } from './hierarchy-files.js';
import { withReferenceFiles } from './representation-files.js';

/** All datasets by name, with the file that declares each. */
export interface DatasetRegister extends Register<Dataset> {
  readonly files: ReadonlyMap<string, string>;
}

/**
 * Reads every dataset of the folders; an overlay is completed by its Fides manifest.
 * Throws a DocumentError with all mistakes of all files.
 */
export function loadDatasets(folders: readonly string[], taxonomy: Taxonomy): DatasetRegister {
  const { good, mistakes } = readNamedDocuments<AnySchema>(folders, schemaOf);
  const read = good.map((one) => completed(one, taxonomy));
  const whole = read.flatMap((one) => (one.kind === 'dataset' ? [one.dataset] : []));
  const register = registerOf(
    whole.map(({ value }) => value),
    [...mistakes, ...read.flatMap((one) => (one.kind === 'mistakes' ? one.mistakes : []))],
  );
  return Object.freeze(Object.assign(new Map(register), { digest: register.digest, files: filesOf(whole) }));
}

type AnySchema = typeof DatasetSchema | typeof OverlaySchema;
type Read =
  | { readonly kind: 'dataset'; readonly dataset: NamedDocument<Dataset> }
  | { readonly kind: 'mistakes'; readonly mistakes: readonly Diagnostic[] };

function schemaOf(value: unknown): AnySchema {
  return isOverlay(value) ? OverlaySchema : DatasetSchema;
}

function isOverlay(value: unknown): value is Overlay {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'fides');
}

function completed({ document, value }: NamedDocument<DeclaredDataset | Overlay>, taxonomy: Taxonomy): Read {
  try {
    const described = isOverlay(value) ? completedByFides(document, value, taxonomy) : asHeld(value);
    const whole = withReferenceFiles(document, withHierarchyFiles(document, described));
    const dataset = { document, value: whole };
    const mistakes = datasetMistakes(dataset, taxonomy);
    return mistakes.length > 0 ? { kind: 'mistakes', mistakes } : { kind: 'dataset', dataset };
  } catch (error) {
    if (error instanceof DocumentError) return { kind: 'mistakes', mistakes: error.diagnostics };
    throw error;
  }
}

function asHeld({ unclassified, ...rest }: DeclaredDataset): Dataset {
  if (!unclassified) return rest;
  return {
    ...rest,
    unclassified: unclassified.map(({ name, categories = [] }) => ({ name, categories, marked: null })),
  };
}

function filesOf(datasets: readonly NamedDocument<Dataset>[]): ReadonlyMap<string, string> {
  return Object.freeze(new Map(datasets.map(({ document, value }) => [value.name, document.file])));
}

/** The sources of every dataset by its name, as the data engine takes them. */
export function sourcesOf(datasets: DatasetRegister): ReadonlyMap<string, DatasetSource> {
  return new Map([...datasets].map(([name, one]) => [name, datasetSource(one, datasets.files.get(name) as string)]));
}
