import type { ClassifiedSource } from '../classify-source.js';
import { columnLine, type DraftedColumn, draftedColumn } from './drafted-column.js';
import { commented, flow, kebabCase, listed, quoted } from './yaml-text.js';

/** What only a person knows of a dataset. */
export interface DraftAsk {
  readonly title: string;
  readonly owner: string;
  readonly team: string;
  readonly regime: string;
  readonly subjects: readonly string[];
  /** As the file names its source, keys in the order in which they are to be written. */
  readonly source: Readonly<Record<string, string>>;
  readonly name: string;
  /** The collection of a Fides manifest that the draft completes, with its fields; null where there is no manifest. */
  readonly fides: {
    readonly manifest: string;
    readonly dataset: string;
    readonly collection: string;
    readonly fields: readonly ManifestField[];
  } | null;
}

/** A field of a manifest; `categories` says whether the manifest gives it some. */
export interface ManifestField {
  readonly name: string;
  readonly categories: boolean;
}

/** A dataset file, or an overlay, that loads as it is; what is not sure is marked, and nobody may use it. */
export function draftDataset({ rules, columns, rows }: ClassifiedSource, ask: DraftAsk): string {
  const fields = ask.fides === null ? null : new Map(ask.fides.fields.map((field) => [field.name, field]));
  const drafted = columns.map((column) => draftedColumn(column, { rows, fields, columns }));
  const key = drafted.find(({ isKey }) => isKey)?.name;
  const lines = [
    '# yaml-language-server: $schema=../schemas/dataset.schema.json',
    `# Drafted by probity dataset classify under the rules ${rules.slice(0, 19)}.`,
    '# Categories, roles and provenance are proposals, each with its reason. Look at every one of them.',
    'apiVersion: probity/v1',
    'kind: Dataset',
    `name: ${kebabCase(ask.name)}`,
    `title: ${quoted(ask.title)}`,
    `owner: ${quoted(ask.owner)}`,
    `team: ${ask.team}`,
    `regime: ${ask.regime}`,
    `subjects: ${listed(ask.subjects)}`,
    `source: ${flow(Object.entries(ask.source).map(([name, value]) => [name, quoted(value)]))}`,
    ...(key === undefined ? [] : [`subjectKey: ${quoted(key)}`]),
    ...(ask.fides === null ? [] : [fidesLine(ask.fides)]),
    ...block('columns', drafted, 'column'),
    ...(ask.fides === null ? block('unclassified', drafted, 'unclassified') : []),
    ...drafted.flatMap(({ place, name, reason }) =>
      place === 'left-out' ? [commented(`left out, ${reason}: ${name}`)] : [],
    ),
    ...traitLines(drafted),
    ...specialLines(drafted),
  ];
  return `${lines.join('\n')}\n`;
}

function fidesLine({ manifest, dataset, collection }: NonNullable<DraftAsk['fides']>): string {
  return `fides: ${flow(Object.entries({ manifest, dataset, collection }).map(([key, value]) => [key, quoted(value)]))}`;
}

function block(key: string, drafted: readonly DraftedColumn[], place: DraftedColumn['place']): readonly string[] {
  const lines = drafted.filter((one) => one.place === place).flatMap(columnLine);
  if (lines.length > 0) return [`${key}:`, ...lines];
  return key === 'columns' ? ['columns: []'] : [];
}

/** Protected columns of words, each value a group; numbers need bands that a person sets. */
function traitLines(drafted: readonly DraftedColumn[]): readonly string[] {
  const traits = drafted.filter(
    ({ place, roles, type }) => place === 'column' && roles.includes('protected') && type === 'text',
  );
  const named = traits.map(({ name, categories }) => ({
    trait: kebabCase(categories[0]?.split('.').at(-1) ?? name),
    name,
  }));
  const first = named.filter(({ trait }, at) => named.findIndex((one) => one.trait === trait) === at);
  if (first.length === 0) return ['traits: []'];
  return [
    'traits:',
    ...first.map(
      ({ trait, name }) =>
        `  - ${flow([
          ['name', trait],
          ['column', quoted(name)],
          ['status', 'held'],
        ])}`,
    ),
  ];
}

function specialLines(drafted: readonly DraftedColumn[]): readonly string[] {
  const of = (category: string, types: readonly string[]) =>
    drafted.find((one) => one.place === 'column' && one.categories[0] === category && types.includes(one.type))?.name;
  const birth = of('user.demographic.date_of_birth', ['date', 'timestamp']);
  if (birth !== undefined) return [`birthDateColumn: ${quoted(birth)}`];
  const age = of('user.demographic.age_range', ['integer']);
  return age === undefined ? [] : [`ageColumn: ${quoted(age)}`];
}
