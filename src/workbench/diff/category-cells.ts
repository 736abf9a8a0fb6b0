import { otherWord } from './cells.js';

/**
 * Categories that stand for all others: two that the same keys cover and the same tests ask for are alike. `known` are
 * the keys of the taxonomy; without it any word may be a category.
 */
export function categoryCells(
  keys: ReadonlySet<string>,
  tests: readonly ReadonlySet<string>[],
  known: Iterable<string> | undefined,
): readonly string[] {
  const candidates = known ? [...known].sort() : everyKind(keys, tests);
  const standing = new Map<string, string>();
  for (const key of candidates) {
    const covering = aboves(key).filter((above) => keys.has(above));
    const asking = tests.flatMap((test, at) => (test.has(key) ? [at] : []));
    const kind = `${covering.join(' ')};${asking.join(' ')}`;
    if (!standing.has(kind)) standing.set(kind, key);
  }
  return [...standing.values()].sort();
}

function everyKind(keys: ReadonlySet<string>, tests: readonly ReadonlySet<string>[]): readonly string[] {
  const named = new Set([...keys, ...tests.flatMap((test) => [...test])]);
  const below = [...keys].map((key) => otherWord(named, `${key}.other`));
  return [...[...named].sort(), ...below, otherWord(named, 'another.category')];
}

/** The key and every key above it. */
export function aboves(key: string): readonly string[] {
  const parts = key.split('.');
  return parts.map((_, at) => parts.slice(0, at + 1).join('.'));
}
