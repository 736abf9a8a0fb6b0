/** The crossings that are listed, and every one up to a depth, each once, smaller ones first. */
export function crossingsOf(
  traits: readonly string[],
  listed: readonly (readonly string[])[],
  depth: number,
): readonly (readonly string[])[] {
  const known = new Set(traits);
  const asked = [...upTo(traits, depth), ...listed.filter((crossing) => crossing.every((name) => known.has(name)))];
  const seen = new Set<string>();
  const once = asked.filter((crossing) => {
    const key = [...crossing].sort().join('\n');
    return !seen.has(key) && seen.add(key);
  });
  return once.sort((a, b) => a.length - b.length);
}

/** Every choice of two to `depth` traits, in the order in which they are declared. */
function upTo(traits: readonly string[], depth: number): readonly (readonly string[])[] {
  const chosen: (readonly string[])[] = [[]];
  for (const name of traits) {
    chosen.push(...chosen.filter((set) => set.length < depth).map((set) => [...set, name]));
  }
  return chosen.filter((set) => set.length > 1);
}
