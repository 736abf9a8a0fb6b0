import { otherWord } from './cells.js';

/**
 * Categories that stand for all others: each one that a test names, and one for every set of keys that can cover a
 * category. `known` are the keys of the taxonomy; without it any word may be a category.
 */
export function categoryCells(
  keys: ReadonlySet<string>,
  tested: ReadonlySet<string>,
  known: Iterable<string> | undefined,
): readonly string[] {
  const candidates = known ? [...known].sort() : everyKind(keys, tested);
  const standing = new Map<string, string>();
  for (const key of candidates) {
    const kind = tested.has(key)
      ? `itself ${key}`
      : aboves(key)
          .filter((above) => keys.has(above))
          .join(' ');
    if (!standing.has(kind)) standing.set(kind, key);
  }
  return [...standing.values()].sort();
}

function everyKind(keys: ReadonlySet<string>, tested: ReadonlySet<string>): readonly string[] {
  const named = new Set([...keys, ...tested]);
  const below = [...keys].map((key) => otherWord(named, `${key}.other`));
  return [...[...named].sort(), ...below, otherWord(named, 'another.category')];
}

/** The key and every key above it. */
export function aboves(key: string): readonly string[] {
  const parts = key.split('.');
  return parts.map((_, at) => parts.slice(0, at + 1).join('.'));
}
