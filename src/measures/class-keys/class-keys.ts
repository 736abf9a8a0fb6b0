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

/**
 * For each class, a number that it shares with the classes that are equal to it by some attributes, and how many people
 * have each number. Missing is a value of its own.
 */
export function projectedSizes(
  { classes }: ClassKeys,
  by: readonly number[],
): { readonly groups: Int32Array; readonly sizes: readonly number[] } {
  const groups = new Int32Array(classes.length);
  let distinct = 0;
  // One attribute after the other: a pair of numbers fits into one, whatever the number of attributes.
  let width = 1;
  for (const attribute of by) {
    const numbers = new Map<number, number>();
    const span = classes.reduce((most, { key }) => Math.max(most, (key[attribute] ?? -1) + 2), 1);
    classes.forEach(({ key }, at) => {
      const pair = (groups[at] as number) * span + (key[attribute] ?? -1) + 1;
      const number = numbers.get(pair) ?? numbers.size;
      numbers.set(pair, number);
      groups[at] = number;
    });
    width = numbers.size;
  }
  distinct = classes.length === 0 ? 0 : width;
  const sizes = new Array<number>(distinct).fill(0);
  classes.forEach(({ size }, at) => {
    const group = groups[at] as number;
    sizes[group] = (sizes[group] as number) + size;
  });
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
