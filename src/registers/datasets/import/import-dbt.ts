import type { Column } from '../dataset.schema.js';
import type { Draft, DraftColumn } from './draft.js';
import { chosen, type ImportChoice } from './import-fides.js';

type Json = Readonly<Record<string, unknown>>;

const TYPES: readonly (readonly [RegExp, Column['type']])[] = [
  [/^(timestamp|datetime)/, 'timestamp'],
  [/^date$/, 'date'],
  [/^bool/, 'boolean'],
  [/^(big|small|tiny|hu|medium)?int|^(number|numeric|decimal)\(\d+(, ?0)?\)$/, 'integer'],
  [/^(number|numeric|decimal|float|double|real)/, 'decimal'],
  [/char|text|string|uuid/, 'text'],
];

/** True for what dbt writes to `target/manifest.json`. */
export function isDbtManifest(value: unknown): value is Json {
  return isRecord(value) && isRecord(value['nodes']) && isRecord(value['metadata']);
}

/** A draft of a dataset from one model, seed, snapshot or source. Categories come from `meta` and tags, and from nowhere else. */
export function draftFromDbt(file: string, manifest: Json, choice: ImportChoice): Draft {
  const nodes = [...tablesIn(manifest['nodes']), ...tablesIn(manifest['sources'])];
  const called = choice.dataset ?? '';
  const byId = nodes.findIndex((node) => node['unique_id'] === called);
  const names = nodes.map(({ name }) => String(name));
  const node = nodes[byId >= 0 ? byId : chosen(file, 'dataset', names, choice.dataset)] as Json;
  const columns = Object.values(recordOf(node['columns'])).filter(isRecord);
  return {
    origin: `a dbt manifest, ${String(node['unique_id'] ?? node['name'])}`,
    called: String(node['name']),
    title: String(node['name']),
    fides: null,
    columns: columns.map((column) => draftColumn(column, node)),
  };
}

const TABLES = ['model', 'seed', 'snapshot', 'source'];

function tablesIn(nodes: unknown): readonly Json[] {
  return Object.values(recordOf(nodes)).filter(
    (node): node is Json => isRecord(node) && TABLES.includes(String(node['resource_type'])),
  );
}

function draftColumn(column: Json, node: Json): DraftColumn {
  const name = String(column['name']);
  const tags = [...wordsOf(column['tags']), ...wordsOf(configOf(column)['tags'])];
  const meta = { ...recordOf(configOf(column)['meta']), ...recordOf(column['meta']) };
  const categories = [...new Set([...metaCategories(meta), ...tags.flatMap(tagCategories)])];
  const marked =
    tags.some((tag) => /^(pii|personal|sensitive)\b/i.test(tag)) ||
    meta['pii'] === true ||
    meta['contains_pii'] === true;
  return {
    name,
    categories,
    role: isPrimaryKey(name, column, node) ? 'identifier' : null,
    type: typeOf(column['data_type']),
    remark: marked && categories.length === 0 ? 'marked as personal, without a category' : null,
  };
}

/** `meta.data_categories`, `meta.fides.data_categories`, `meta.fides_data_categories`: a key or a list of keys. */
function metaCategories(meta: Json): readonly string[] {
  const fides = recordOf(meta['fides']);
  return [
    meta['data_categories'],
    meta['data_category'],
    meta['fides_data_categories'],
    fides['data_categories'],
  ].flatMap(wordsOf);
}

/** `pii:user.contact.email`, `data_category:…`, `fides:…`. */
function tagCategories(tag: string): readonly string[] {
  const [, key] = /^(?:pii|data_category|fides)[:=](.+)$/i.exec(tag) ?? [];
  return key === undefined ? [] : [key.trim()];
}

function isPrimaryKey(name: string, column: Json, node: Json): boolean {
  const own = listOf(column['constraints']).some((one) => one['type'] === 'primary_key');
  const keys = listOf(node['constraints']).filter((one) => one['type'] === 'primary_key');
  return (
    own || keys.some((one) => wordsOf(one['columns']).includes(name)) || wordsOf(node['primary_key']).includes(name)
  );
}

function typeOf(type: unknown): Column['type'] | null {
  const text = typeof type === 'string' ? type.toLowerCase().trim() : '';
  return TYPES.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

function configOf(column: Json): Json {
  return recordOf(column['config']);
}

function wordsOf(value: unknown): readonly string[] {
  const list = Array.isArray(value) ? value : [value];
  return list.filter((one): one is string => typeof one === 'string');
}

function listOf(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function recordOf(value: unknown): Json {
  return isRecord(value) ? value : {};
}

function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
