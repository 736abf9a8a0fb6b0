import type { DocumentPath } from '../../../documents/index.js';
import type { Column, UnclassifiedColumn } from '../dataset.schema.js';
import type { FidesCollection, FidesDataset, FidesField } from './fides.schema.js';

/** One leaf of a collection; nested names are dotted. */
export interface FidesColumn {
  readonly name: string;
  /** Of the field and of everything above it, each with the place that says so. */
  readonly categories: readonly { readonly key: string; readonly path: DocumentPath }[];
  readonly purposes: readonly string[];
  readonly marked: UnclassifiedColumn['marked'];
  /** As far as `data_type` says it. */
  readonly type: Column['type'] | undefined;
}

const TYPES: Readonly<Record<string, Column['type']>> = {
  string: 'text',
  integer: 'integer',
  float: 'decimal',
  boolean: 'boolean',
};

interface Above {
  readonly name: string;
  readonly path: DocumentPath;
  readonly categories: FidesColumn['categories'];
  readonly purposes: readonly string[];
}

/** The leaves of one collection; `at` is where dataset and collection stand in the manifest. */
export function fidesColumns(
  { dataset, collection }: { readonly dataset: FidesDataset; readonly collection: FidesCollection },
  at: { readonly dataset: number; readonly collection: number },
): readonly FidesColumn[] {
  const top: DocumentPath = ['dataset', at.dataset];
  const inner: DocumentPath = [...top, 'collections', at.collection];
  const above = {
    name: '',
    path: inner,
    categories: [...placed(dataset.data_categories, top), ...placed(collection.data_categories, inner)],
    purposes: [...(dataset.data_purposes ?? []), ...(collection.data_purposes ?? [])],
  };
  return collection.fields.flatMap((field, index) => leaves(field, index, above));
}

function leaves(field: FidesField, index: number, above: Above): readonly FidesColumn[] {
  const path = [...above.path, 'fields', index];
  const here = {
    name: above.name === '' ? field.name : `${above.name}.${field.name}`,
    path,
    categories: [...above.categories, ...placed(field.data_categories, path)],
    purposes: [...above.purposes, ...(field.data_purposes ?? [])],
  };
  const fields = field.fields ?? [];
  if (fields.length > 0) return fields.flatMap((one, at) => leaves(one, at, here));
  const { name, categories, purposes } = here;
  return [{ name, categories, purposes, ...metaOf(field) }];
}

function placed(keys: readonly string[] | null | undefined, path: DocumentPath): FidesColumn['categories'] {
  return (keys ?? []).map((key, at) => ({ key, path: [...path, 'data_categories', at] }));
}

function metaOf({ fides_meta, fidesops_meta }: FidesField): Pick<FidesColumn, 'marked' | 'type'> {
  const meta = (fides_meta ?? fidesops_meta ?? {}) as Readonly<Record<string, unknown>>;
  const type = typeof meta['data_type'] === 'string' ? TYPES[meta['data_type']] : undefined;
  if (meta['identity']) return { marked: 'identity', type };
  return { marked: meta['primary_key'] === true ? 'primary-key' : null, type };
}
