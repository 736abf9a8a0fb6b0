import type { Diagnostic, DocumentPath, YamlDocument } from '../../documents/index.js';
import { wordMistake } from '../../documents/index.js';
import type { RowTest } from '../../engines/index.js';
import type { Column, EventTest } from './dataset.schema.js';

const DEPTH_MAX = 8;
const COMPARISONS = ['eq', 'in', 'lt', 'lte', 'gt', 'gte', 'startsWith', 'isNull'] as const;
type Comparison = (typeof COMPARISONS)[number];
/** The columns that a test may name, with their types. */
export type EventColumns = ReadonlyMap<string, Column['type']>;
type Leaf = { readonly column: string } & Readonly<Partial<Record<Comparison, unknown>>>;

/** All mistakes of a test over events: its shape, its depth, its columns and the types of what it compares. */
export function testMistakes(
  document: YamlDocument,
  path: DocumentPath,
  test: unknown,
  known: EventColumns,
  depth = 1,
): readonly Diagnostic[] {
  const keys = isRecord(test) ? Object.keys(test) : [];
  const [only] = keys;
  if (!isRecord(test) || depth > DEPTH_MAX || only === undefined) return [unfit(document, path)];
  if (keys.length === 1 && only === 'not')
    return testMistakes(document, [...path, only], test['not'], known, depth + 1);
  if (keys.length === 1 && (only === 'all' || only === 'any')) {
    const parts = test[only];
    if (!Array.isArray(parts) || parts.length === 0) return [unfit(document, [...path, only])];
    return parts.flatMap((part, at) => testMistakes(document, [...path, only, at], part, known, depth + 1));
  }
  return leafMistakes(document, path, test, known);
}

function leafMistakes(
  document: YamlDocument,
  path: DocumentPath,
  leaf: Readonly<Record<string, unknown>>,
  known: EventColumns,
): readonly Diagnostic[] {
  const { column, ...comparisons } = leaf;
  const entries = Object.entries(comparisons);
  if (typeof column !== 'string' || entries.length === 0) return [unfit(document, path)];
  return [
    ...(known.has(column)
      ? []
      : [wordMistake(document, [...path, 'column'], 'UNKNOWN_COLUMN', { word: column, known: [...known.keys()] })]),
    ...entries.flatMap(([key, value]) => {
      const type = known.get(column);
      return fits(key, value, type) ? [] : [unfit(document, [...path, key], type)];
    }),
  ];
}

// A column that is not known is a mistake of its own: its type is not held against the value.
function fits(key: string, value: unknown, type: Column['type'] | undefined): boolean {
  switch (key) {
    case 'eq':
      return isOf(value, type);
    case 'in':
      return (
        Array.isArray(value) && value.length > 0 && value.every((one) => typeof one !== 'boolean' && isOf(one, type))
      );
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte':
      return typeof value === 'number' && (type === undefined || type === 'integer' || type === 'decimal');
    case 'startsWith':
      return typeof value === 'string' && (type === undefined || type === 'text');
    case 'isNull':
      return typeof value === 'boolean';
    default:
      return false;
  }
}

function isOf(value: unknown, type: Column['type'] | undefined): boolean {
  switch (type) {
    case undefined:
      return ['string', 'number', 'boolean'].includes(typeof value);
    case 'text':
      return typeof value === 'string';
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer':
      return Number.isSafeInteger(value);
    case 'decimal':
      return typeof value === 'number';
    // Dates are spelt differently from source to source: measures look at them, tests do not.
    case 'date':
    case 'timestamp':
      return false;
  }
}

function unfit(document: YamlDocument, path: DocumentPath, type?: Column['type']): Diagnostic {
  const of = type === undefined ? '' : `, and values that fit its type ${type}`;
  const expected = `all, any, not, or a column with ${COMPARISONS.join(', ')}${of}; at most ${DEPTH_MAX} deep`;
  return document.diagnostic(path, { code: 'TEST_UNFIT', found: 'a test that cannot be read', expected });
}

/** The test as the data engine takes it; several comparisons of one column must all hold. */
export function rowTest(test: EventTest): RowTest {
  if ('all' in test) return { kind: 'all', of: test.all.map(rowTest) };
  if ('any' in test) return { kind: 'any', of: test.any.map(rowTest) };
  if ('not' in test) return { kind: 'not', of: rowTest(test.not) };
  const leaf: Leaf = test;
  const present = COMPARISONS.filter((kind) => leaf[kind] !== undefined);
  const tests = present.map((kind) => ({ kind, column: leaf.column, value: leaf[kind] }) as RowTest);
  return tests.length === 1 ? (tests[0] as RowTest) : { kind: 'all', of: tests };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
