import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  checkSchema,
  type Diagnostic,
  DocumentError,
  readYaml,
  wordMistake,
  type YamlDocument,
} from '../../documents/index.js';
import type { Dataset } from '../../registers/datasets/index.js';
import { keyMistakes, type Taxonomy } from '../../registers/taxonomy/index.js';
import { type Classification, ClassificationSchema } from './classification.schema.js';

/** Where the classification of a dataset lies: beside the folder that holds the file of the dataset. */
export function classificationFile({ name }: Pick<Dataset, 'name'>, file: string): string {
  return join(dirname(file), '..', 'classifications', `${name}.yaml`);
}

/** What was kept of a dataset; null where nothing was. Throws a DocumentError with all mistakes of the file. */
export function readClassification(dataset: Dataset, file: string, taxonomy: Taxonomy): Classification | null {
  const path = classificationFile(dataset, file);
  if (!existsSync(path)) return null;
  const document = readYaml(path, readFileSync(path, 'utf8'));
  const misshapen = checkSchema(document, ClassificationSchema);
  if (misshapen.length > 0) throw new DocumentError(misshapen);
  const value = document.value as Classification;
  const mistakes = overrideMistakes(document, value, dataset, taxonomy);
  if (mistakes.length > 0) throw new DocumentError(mistakes);
  return value;
}

function overrideMistakes(
  document: YamlDocument,
  { name, overrides }: Classification,
  dataset: Dataset,
  taxonomy: Taxonomy,
): readonly Diagnostic[] {
  const known = columnNames(dataset);
  const misnamed =
    name === dataset.name
      ? []
      : [wordMistake(document, ['name'], 'NAME_OF_FILE', { word: name, known: [dataset.name] })];
  return [
    ...misnamed,
    ...overrides.flatMap(({ column, categories }, at) => [
      ...(known.includes(column)
        ? []
        : [wordMistake(document, ['overrides', at, 'column'], 'UNKNOWN_COLUMN', { word: column, known })]),
      ...keyMistakes(document, ['overrides', at, 'categories'], categories, { taxonomy, axis: 'categories' }),
    ]),
  ];
}

/** Every column of a dataset that a person may say something of. */
export function columnNames({ columns, events = [], unclassified = [] }: Dataset): readonly string[] {
  return [...columns, ...events.flatMap(({ perSubject }) => perSubject), ...unclassified].map(({ name }) => name);
}
