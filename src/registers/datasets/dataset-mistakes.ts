import type { Diagnostic, DocumentPath, NamedDocument, YamlDocument } from '../../documents/index.js';
import { wordMistake } from '../../documents/index.js';
import { keyMistakes, type Taxonomy } from '../taxonomy/index.js';
import { columnsOf } from './columns-of.js';
import { consentMistakes } from './consent-mistakes.js';
import type { Column, Dataset, DeclaredDataset } from './dataset.schema.js';
import { eventsMistakes } from './event-mistakes.js';
import { hierarchiesMistakes } from './hierarchies-mistakes.js';
import { representationMistakes } from './representation-mistakes.js';
import { sourceMistakes } from './source-mistakes.js';
import { stratumMistakes } from './stratum-mistakes.js';
import { traitMistakes } from './trait-mistakes.js';

/** All mistakes of one dataset that has the right shape. */
export function datasetMistakes(dataset: NamedDocument<Dataset>, taxonomy: Taxonomy): readonly Diagnostic[] {
  const { document, value } = dataset;
  const used = value.columns.map(({ name }) => name);
  const source = value.source ? sourceMistakes(document, ['source'], value.source, used) : [];
  return [
    ...(value.source || (value.events && used.length === 0) ? source : [withoutData(dataset)]),
    ...keyMistakes(document, ['subjects'], value.subjects, { taxonomy, axis: 'subjects' }),
    ...value.columns.flatMap((column, at) => columnMistakes(dataset, ['columns', at], column, taxonomy)),
    ...repeated(dataset),
    ...reserved(dataset),
    ...specialColumns(dataset),
    ...eventsMistakes(dataset, taxonomy),
    ...traitMistakes(dataset),
    ...stratumMistakes(dataset),
    ...representationMistakes(dataset),
    ...hierarchiesMistakes(dataset),
    ...consentMistakes(dataset),
    ...unclassifiedKeys(dataset, taxonomy),
  ];
}

function withoutData({ document }: NamedDocument<Dataset>): Diagnostic {
  const mistake = {
    code: 'DATASET_WITHOUT_DATA',
    found: 'columns without a table',
    expected: 'a source; events alone have no columns of a table',
  };
  return document.diagnostic(['columns'], mistake, 'key');
}

function columnMistakes(
  { document }: NamedDocument<Dataset>,
  path: DocumentPath,
  { categories, roles }: Pick<Column, 'categories' | 'roles'>,
  taxonomy: Taxonomy,
): readonly Diagnostic[] {
  const keys = keyMistakes(document, [...path, 'categories'], categories, { taxonomy, axis: 'categories' });
  if (!roles.includes('identifier') || !roles.includes('feature')) return keys;
  const mistake = { code: 'IDENTIFIER_AS_FEATURE', found: 'identifier and feature', expected: 'one of them' };
  return [...keys, document.diagnostic([...path, 'roles'], mistake)];
}

// Those of a Fides manifest have their place there, and are no words of this document.
function unclassifiedOf({ value }: YamlDocument): NonNullable<DeclaredDataset['unclassified']> {
  return (value as Partial<DeclaredDataset>).unclassified ?? [];
}

function unclassifiedKeys({ document }: NamedDocument<Dataset>, taxonomy: Taxonomy): readonly Diagnostic[] {
  return unclassifiedOf(document).flatMap(({ categories = [] }, at) =>
    keyMistakes(document, ['unclassified', at, 'categories'], categories, { taxonomy, axis: 'categories' }),
  );
}

function namesOf({ columns, events }: Dataset, document: YamlDocument): readonly (readonly [string, DocumentPath])[] {
  return [
    ...columns.map(({ name }, at) => [name, ['columns', at, 'name']] as const),
    ...(events ?? []).flatMap(({ perSubject }, event) =>
      perSubject.map(({ name }, at) => [name, ['events', event, 'perSubject', at, 'name']] as const),
    ),
    ...unclassifiedOf(document).map(({ name }, at) => [name, ['unclassified', at, 'name']] as const),
  ];
}

// Data engines do not tell names apart by case: one of two would be read in place of the other.
function repeated({ document, value }: NamedDocument<Dataset>): readonly Diagnostic[] {
  const seen = new Set<string>();
  return namesOf(value, document).flatMap(([name, path]) => {
    const folded = name.toLowerCase();
    if (!seen.has(folded)) {
      seen.add(folded);
      return [];
    }
    return [document.diagnostic(path, { code: 'COLUMN_TWICE', found: `'${name}' again`, expected: 'another name' })];
  });
}

/** Names of the data engine's own columns in the tables that a dataset is read into. */
const RESERVED = /^(probity|row)\./i;

// A column of such a name would be taken for the engine's own, of which one is the raw identifier.
function reserved({ document, value }: NamedDocument<Dataset>): readonly Diagnostic[] {
  return namesOf(value, document).flatMap(([name, path]) => {
    if (!RESERVED.test(name)) return [];
    const mistake = { code: 'COLUMN_RESERVED', found: `'${name}'`, expected: 'a name that the engine does not use' };
    return [document.diagnostic(path, mistake)];
  });
}

const SPECIAL = {
  jurisdictionColumn: ['text'],
  birthDateColumn: ['date', 'timestamp'],
  ageColumn: ['integer'],
  retentionAnchor: ['date', 'timestamp'],
} as const;

function specialColumns({ document, value }: NamedDocument<Dataset>): readonly Diagnostic[] {
  const columns = columnsOf(value);
  const known = [...columns.keys()];
  const named = Object.entries(SPECIAL).flatMap(([key, types]) => {
    const word = value[key as keyof typeof SPECIAL];
    if (word === undefined) return [];
    const column = columns.get(word);
    if (!column) return [wordMistake(document, [key], 'UNKNOWN_COLUMN', { word, known })];
    if ((types as readonly string[]).includes(column.type)) return [];
    const mistake = { code: 'COLUMN_UNFIT', found: `a column of type ${column.type}`, expected: types.join(' or ') };
    return [document.diagnostic([key], mistake)];
  });
  return [...named, ...keyColumn({ document, value })];
}

// The key of events alone is a column of theirs, not one that the dataset declares.
function keyColumn({ document, value }: NamedDocument<Dataset>): readonly Diagnostic[] {
  const { subjectKey: word, columns, source } = value;
  if (word === undefined || !source) return [];
  const key = columns.find(({ name }) => name === word);
  const known = columns.map(({ name }) => name);
  if (!key) return [wordMistake(document, ['subjectKey'], 'UNKNOWN_COLUMN', { word, known })];
  if (key.roles.includes('identifier')) return [];
  const mistake = { code: 'COLUMN_UNFIT', found: `the roles ${key.roles.join(', ')}`, expected: 'the role identifier' };
  return [document.diagnostic(['subjectKey'], mistake)];
}
