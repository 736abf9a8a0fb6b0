import type { Dataset } from '../dataset.schema.js';

/** A column as an import knows it; what it does not know, a person must say. */
export interface DraftColumn {
  readonly name: string;
  /** Null: they come from the Fides manifest that the overlay completes. */
  readonly categories: readonly string[] | null;
  readonly role: 'identifier' | null;
  readonly type: Dataset['columns'][number]['type'] | null;
  /** What the file says of the column besides. */
  readonly remark: string | null;
}

export interface Draft {
  /** Where it comes from, as its first line says. */
  readonly origin: string;
  /** As the file calls it; the name of the dataset is made from it. */
  readonly called: string;
  readonly title: string;
  readonly fides: { readonly manifest: string; readonly dataset: string; readonly collection: string } | null;
  readonly columns: readonly DraftColumn[];
}

export interface ImportedDataset {
  /** A dataset file with `unknown` where a person must say something: it is refused until nothing is unknown. */
  readonly text: string;
  /** What is missing, one sentence each. */
  readonly missing: readonly string[];
}

/** The word that stands where only a person knows; no register takes it. */
const UNKNOWN = 'unknown';

/** Writes a draft down as a dataset file. Nothing in it is guessed. */
export function written(draft: Draft): ImportedDataset {
  const name = kebabCase(draft.called);
  const lines = [
    '# yaml-language-server: $schema=../schemas/dataset.schema.json',
    `# Drafted from ${printable(draft.origin)}. Replace every '${UNKNOWN}'; take out the columns that nobody may use.`,
    'apiVersion: probity/v1',
    'kind: Dataset',
    `name: ${name}`,
    `title: ${quoted(draft.title)}`,
    `owner: ${UNKNOWN}`,
    `team: ${UNKNOWN}`,
    `regime: ${UNKNOWN}`,
    `subjects: [${UNKNOWN}]`,
    `source: { path: ${UNKNOWN} }`,
    ...(draft.fides ? [`fides: ${flow(Object.entries(draft.fides).map(([key, value]) => [key, quoted(value)]))}`] : []),
    ...(draft.columns.length === 0 ? ['columns: []'] : ['columns:', ...draft.columns.flatMap(columnLines)]),
    'traits: []',
  ];
  return { text: `${lines.join('\n')}\n`, missing: missingOf(draft) };
}

function columnLines({ name, categories, role, type, remark }: DraftColumn): readonly string[] {
  const parts: [string, string][] = [
    ['name', quoted(name)],
    ...(categories === null ? [] : [['categories', `[${listOr(categories)}]`] satisfies [string, string]]),
    ['roles', `[${role ?? UNKNOWN}]`],
    ['provenance', UNKNOWN],
    ['type', type ?? UNKNOWN],
  ];
  const remarks = remark === null ? [] : [`  # ${printable(remark)}`];
  return [...remarks, `  - ${flow(parts)}`];
}

function missingOf({ columns }: Draft): readonly string[] {
  return [
    'owner and team: who answers for the data',
    'regime: general, credit, insurance, employment or health',
    'subjects: who the rows are about',
    'source: where the data lies, and subjectKey: the column that tells subjects apart',
    'traits: which protected traits are held, and which are not',
    ...columns.map((column) => `column ${quoted(column.name)}: ${unknownOf(column).join(', ')}`),
  ];
}

function unknownOf({ categories, role, type }: DraftColumn): readonly string[] {
  return [
    ...(categories !== null && categories.length === 0 ? ['categories'] : []),
    ...(role === null ? ['roles'] : []),
    'provenance',
    ...(type === null ? ['type'] : []),
  ];
}

function listOr(words: readonly string[]): string {
  return words.length === 0 ? UNKNOWN : words.map(quoted).join(', ');
}

function flow(parts: readonly (readonly [string, string])[]): string {
  return `{ ${parts.map(([key, value]) => `${key}: ${value}`).join(', ')} }`;
}

/** A double-quoted scalar of YAML is a JSON string. */
function quoted(text: string): string {
  return /^[A-Za-z_][\w.-]*$/.test(text) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(text)
    ? text
    : JSON.stringify(text);
}

/** On one line, so that a comment stays a comment. */
function printable(text: string): string {
  return text
    .replace(/[^\x20-\x7e]+/g, ' ')
    .trim()
    .slice(0, 200);
}

function kebabCase(text: string): string {
  const name = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '');
  return name === '' ? UNKNOWN : name.slice(0, 80).replace(/-$/, '');
}
