import type { Diagnostic, DocumentPath, NamedDocument, YamlDocument } from '../../documents/index.js';
import { wordMistake } from '../../documents/index.js';
import { keyMistakes, type Taxonomy } from '../taxonomy/index.js';
import type { Column, Dataset, Events, PerSubject } from './dataset.schema.js';
import { type EventColumns, testMistakes } from './event-tests.js';
import { sourceMistakes } from './source-mistakes.js';

/** The mistakes of the events of a dataset. */
export function eventsMistakes({ document, value }: NamedDocument<Dataset>, taxonomy: Taxonomy): readonly Diagnostic[] {
  return (value.events ?? []).flatMap((events, at) => {
    const path = ['events', at];
    // The subject key is at hand as text, unless it is declared otherwise.
    const known: EventColumns = new Map([[events.subjectKey, 'text'], ...events.columns.map(typed)]);
    return [
      ...sourceMistakes(document, [...path, 'source'], events.source, [...known.keys()]),
      ...(events.where ? testMistakes(document, [...path, 'where'], events.where, known) : []),
      ...events.perSubject.flatMap((measure, index) => {
        const place = [...path, 'perSubject', index];
        return [
          ...keyMistakes(document, [...place, 'categories'], measure.categories, { taxonomy, axis: 'categories' }),
          ...(measure.where ? testMistakes(document, [...place, 'where'], measure.where, known) : []),
          ...measureMistakes(document, place, measure, known),
          ...keyMeasureMistakes(document, place, measure, events.subjectKey),
        ];
      }),
    ];
  });
}

function typed({ name, type }: Events['columns'][number]): readonly [string, Column['type']] {
  return [name, type];
}

const NUMBERS = ['integer', 'decimal'];
const TIMES = ['date', 'timestamp'];
const ORDERED = [...NUMBERS, ...TIMES];
const ANY = [...ORDERED, 'text', 'boolean'];

/** How many columns each measure takes, of which types, and which it may give; `gives: null` is the type of its column. */
const MEASURES: Record<
  PerSubject['measure'],
  {
    readonly columns: readonly [fewest: number, most: number];
    readonly of: readonly string[];
    readonly gives: readonly string[] | null;
  }
> = {
  count: { columns: [0, 1], of: ANY, gives: ['integer'] },
  countDistinct: { columns: [1, 1], of: ANY, gives: ['integer'] },
  sum: { columns: [1, 1], of: NUMBERS, gives: NUMBERS },
  sumOfProducts: { columns: [2, 2], of: NUMBERS, gives: NUMBERS },
  max: { columns: [1, 1], of: ORDERED, gives: null },
  min: { columns: [1, 1], of: ORDERED, gives: null },
  daysSinceMax: { columns: [1, 1], of: TIMES, gives: ['integer'] },
  // The second column says which row is the first.
  first: { columns: [1, 2], of: ANY, gives: null },
};

function measureMistakes(
  document: YamlDocument,
  path: DocumentPath,
  measure: PerSubject,
  known: EventColumns,
): readonly Diagnostic[] {
  const { columns, of, gives } = MEASURES[measure.measure];
  const [fewest, most] = columns;
  const unfit = (key: string, found: string, expected: string) =>
    document.diagnostic([...path, key], { code: 'MEASURE_UNFIT', found, expected });
  const count = measure.columns.length;
  const wanted = fewest === most ? `${fewest}` : `${fewest} to ${most}`;
  const type = known.get(measure.columns[0] ?? '');
  const given = gives ?? (type === undefined ? ANY : [type]);
  return [
    ...(count < fewest || count > most
      ? [unfit('columns', `${count} columns`, `${wanted} for ${measure.measure}`)]
      : []),
    ...measure.columns.flatMap((word, at) => columnMistake(word, [...path, 'columns', at], { document, known, of })),
    ...(given.includes(measure.type) ? [] : [unfit('type', measure.type, given.join(' or '))]),
    ...partMistakes(measure, unfit),
  ];
}

const COUNTS: readonly PerSubject['measure'][] = ['count', 'countDistinct'];

// What is measured becomes a feature: the largest or first key of a person is that person's raw identifier.
function keyMeasureMistakes(
  document: YamlDocument,
  path: DocumentPath,
  { measure, columns }: PerSubject,
  subjectKey: string,
): readonly Diagnostic[] {
  if (COUNTS.includes(measure)) return [];
  return columns.flatMap((word, at) => {
    if (word !== subjectKey) return [];
    const mistake = {
      code: 'IDENTIFIER_AS_FEATURE',
      found: `${measure} of the subject key`,
      expected: 'a count of it',
    };
    return [document.diagnostic([...path, 'columns', at], mistake)];
  });
}

function columnMistake(
  word: string,
  path: DocumentPath,
  {
    document,
    known,
    of,
  }: { readonly document: YamlDocument; readonly known: EventColumns; readonly of: readonly string[] },
): readonly Diagnostic[] {
  const type = known.get(word);
  if (type === undefined) return [wordMistake(document, path, 'UNKNOWN_COLUMN', { word, known: [...known.keys()] })];
  if (of.includes(type)) return [];
  const mistake = { code: 'MEASURE_UNFIT', found: `a column of type ${type}`, expected: of.join(' or ') };
  return [document.diagnostic(path, mistake)];
}

function partMistakes(
  { measure, scale, asOf }: PerSubject,
  unfit: (key: string, found: string, expected: string) => Diagnostic,
): readonly Diagnostic[] {
  const isSum = measure === 'sum' || measure === 'sumOfProducts';
  return [
    ...(scale === undefined || isSum ? [] : [unfit('scale', 'a scale', 'a scale only for sums')]),
    ...(asOf === undefined || measure === 'daysSinceMax'
      ? []
      : [unfit('asOf', 'a date to count to', 'a date only for daysSinceMax')]),
  ];
}
