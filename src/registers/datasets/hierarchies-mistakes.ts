import { type Diagnostic, type DocumentPath, type NamedDocument, wordMistake } from '../../documents/index.js';
import { hierarchyMistakes } from '../../generalisation/index.js';
import { columnsOf } from './columns-of.js';
import type { AuthoredHierarchy, Dataset } from './dataset.schema.js';
import { authoredHierarchy, HIERARCHY_KINDS, TYPES_OF_KIND } from './hierarchies.js';

/** The name that the column of segments has in a released table. */
const SEGMENT = 'segment';

/** The mistakes of the hierarchies that a dataset declares; those within files were told when these were read. */
export function hierarchiesMistakes(dataset: NamedDocument<Dataset>): readonly Diagnostic[] {
  const all = dataset.value.hierarchies ?? [];
  const names = all.map(({ column }) => column);
  return all.flatMap((one, at) => {
    const path = ['hierarchies', at];
    const again =
      names.indexOf(one.column) === at ? [] : [unfit(dataset, [...path, 'column'], 'the column again', 'once')];
    return [...again, ...columnMistakes(dataset, path, one), ...wayMistakes(dataset, path, one)];
  });
}

function unfit({ document }: NamedDocument<Dataset>, path: DocumentPath, found: string, expected: string): Diagnostic {
  return document.diagnostic(path, { code: 'HIERARCHY_UNFIT', found, expected });
}

function columnMistakes(
  dataset: NamedDocument<Dataset>,
  path: DocumentPath,
  hierarchy: AuthoredHierarchy,
): readonly Diagnostic[] {
  const columns = columnsOf(dataset.value);
  const column = columns.get(hierarchy.column);
  const place = [...path, 'column'];
  if (!column) {
    const known = [...columns.keys()];
    return [wordMistake(dataset.document, place, 'UNKNOWN_COLUMN', { word: hierarchy.column, known })];
  }
  const kind = HIERARCHY_KINDS.find((one) => hierarchy[one] !== undefined);
  const types = kind ? TYPES_OF_KIND[kind] : [column.type];
  const taken = hierarchy.column.toLowerCase() === SEGMENT;
  return [
    ...(column.roles.includes('quasi-identifier')
      ? []
      : [unfit(dataset, place, `the roles ${column.roles.join(', ')}`, 'the role quasi-identifier')]),
    ...(types.includes(column.type)
      ? []
      : [unfit(dataset, place, `a column of type ${column.type}`, `${types.join(' or ')} for ${kind}`)]),
    ...(taken
      ? [unfit(dataset, place, `a column called ${SEGMENT}`, 'a name that the released table leaves free')]
      : []),
  ];
}

function wayMistakes(
  dataset: NamedDocument<Dataset>,
  path: DocumentPath,
  hierarchy: AuthoredHierarchy,
): readonly Diagnostic[] {
  const ways = HIERARCHY_KINDS.filter((kind) => hierarchy[kind] !== undefined);
  if (ways.length !== 1) {
    const found = ways.length === 0 ? 'no way of coarsening' : ways.join(' and ');
    return [unfit(dataset, path, found, 'one of file, values, bands, dates, masked')];
  }
  const written = hierarchy.file === undefined ? authoredHierarchy(hierarchy) : null;
  return (written ? hierarchyMistakes(written) : []).map(({ path: [part, ...steps], found, expected }) =>
    unfit(dataset, [...path, KEYS[part as keyof typeof KEYS], ...steps], found, expected),
  );
}

/** Where in a document the parts of a hierarchy stand. */
const KEYS = { rows: 'values', levels: 'bands', units: 'dates', characters: 'masked' } as const;
