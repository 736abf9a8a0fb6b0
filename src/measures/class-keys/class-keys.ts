import { frozen } from '../../documents/index.js';
import { measuresError } from '../measures.errors.js';

/** People with equal quasi-identifiers, and by what they are equal. */
export interface KeyedClass {
  /** The number of the value of every quasi-identifier, which stands for it; null where it is missing. */
  readonly key: readonly (number | null)[];
  /** People in the class, at least 1. */
  readonly size: number;
}

/** Classes with their keys, for measures that look at some quasi-identifiers alone. */
export interface ClassKeys {
  readonly attributes: readonly string[];
  readonly classes: readonly KeyedClass[];
}

/** Checks keys and sizes; classes without people are dropped. Throws COUNTS_INVALID. */
export function classKeys(
  attributes: readonly string[],
  keys: readonly (readonly (number | null)[])[],
  sizes: readonly number[],
): ClassKeys {
  if (keys.length !== sizes.length) throw invalid(`${keys.length} keys for ${sizes.length} classes`);
  const classes = keys.map((key, at) => ({ key, size: sizes[at] as number }));
  if (!classes.every(({ key, size }) => isKey(key, attributes.length) && Number.isSafeInteger(size) && size >= 0)) {
    throw invalid('a class whose key or size is none');
  }
  return frozen({ attributes: [...attributes], classes: classes.filter(({ size }) => size > 0) });
}

function isKey(key: readonly (number | null)[], width: number): boolean {
  return key.length === width && key.every((code) => code === null || (Number.isSafeInteger(code) && code >= 0));
}

export function peopleIn({ classes }: ClassKeys): number {
  return classes.reduce((sum, { size }) => sum + size, 0);
}

/** Classes taken together where some attributes are equal. */
export interface Projection {
  /** For each class the number of its group. */
  readonly groups: Int32Array;
  /** People of each group. */
  readonly sizes: readonly number[];
}

// Two measures ask for the same sets of the same table, which is frozen; each set goes on from the one before it.
const known = new WeakMap<ClassKeys, Map<string, Projection>>();

/** The classes grouped by some attributes, in ascending order; missing is a value of its own. */
export function projectedSizes(table: ClassKeys, by: readonly number[]): Projection {
  const ofTable = known.get(table) ?? new Map<string, Projection>();
  known.set(table, ofTable);
  const before = ofTable.get(by.join());
  if (before) return before;
  const made =
    by.length === 0 ? together(table) : split(table, projectedSizes(table, by.slice(0, -1)), by.at(-1) as number);
  ofTable.set(by.join(), made);
  return made;
}

function together(table: ClassKeys): Projection {
  return { groups: new Int32Array(table.classes.length), sizes: table.classes.length === 0 ? [] : [peopleIn(table)] };
}

/** Room for a table of all pairs; where there are more of them, only those that occur are remembered. */
const PAIRS_MAX = 4_000_000;

function split({ classes }: ClassKeys, { groups: old, sizes: before }: Projection, attribute: number): Projection {
  const codes = Int32Array.from(classes, ({ key }) => (key[attribute] ?? -1) + 1);
  const span = codes.reduce((most, code) => Math.max(most, code), 0) + 1;
  const pairs = before.length * span;
  const numbers = pairs <= PAIRS_MAX ? new Int32Array(pairs).fill(-1) : new Map<number, number>();
  const groups = new Int32Array(classes.length);
  const sizes: number[] = [];
  for (let at = 0; at < classes.length; at += 1) {
    const pair = (old[at] as number) * span + (codes[at] as number);
    let number = numbers instanceof Map ? (numbers.get(pair) ?? -1) : (numbers[pair] as number);
    if (number < 0) {
      number = sizes.push(0) - 1;
      if (numbers instanceof Map) numbers.set(pair, number);
      else numbers[pair] = number;
    }
    groups[at] = number;
    sizes[number] = (sizes[number] as number) + (classes[at] as KeyedClass).size;
  }
  return { groups, sizes };
}

function invalid(found: string) {
  return measuresError('COUNTS_INVALID', {
    found,
    expected: 'one key and one count per class, and one number or null per attribute',
    where: 'classes',
    next: 'Count again from the prepared rows.',
  });
}
