import { type Condition, FACTS, type Facts, type FactValue } from '../../conditions/index.js';

/** One fact that would have to be otherwise. `from` is null where the fact was missing. */
export interface FactChange {
  readonly fact: string;
  readonly from: FactValue | null;
  readonly to: FactValue;
}

type Leaf = Extract<Condition, { kind: 'leaf' }>;

const CATALOGUE = new Map(FACTS.map((fact) => [fact.name, fact]));
const DAY_MS = 86_400_000;
// Another name or other columns are another ask, and nobody sets the clock; `run` looks for those alternatives.
const FIXED = /^(now$|columns\.|cutoff\.|waiver\.|(purpose|dataset|plugin|destination)\.name$|row\.)/;

/** The changes of one fact that a test tells apart from what is so: some make it true, some false. */
export function changesOf(leaf: Leaf, facts: Facts): readonly FactChange[] {
  if (FIXED.test(leaf.fact)) return [];
  const from = Object.hasOwn(facts, leaf.fact) ? (facts[leaf.fact] as FactValue) : null;
  const unchanged = JSON.stringify(from);
  return valuesFor(leaf, facts, from)
    .filter((to) => JSON.stringify(to) !== unchanged)
    .map((to) => ({ fact: leaf.fact, from, to }));
}

function valuesFor({ fact, op, value }: Leaf, facts: Facts, from: FactValue | null): readonly FactValue[] {
  const operand = typeof value === 'object' && 'ref' in value ? facts[value.ref] : value;
  if (operand === undefined) return [];
  if (typeof operand === 'boolean') return [operand, !operand];
  if (typeof operand === 'number') return around(operand, CATALOGUE.get(fact)?.type === 'instant' ? DAY_MS : 1);
  if (typeof operand === 'string') return op === 'has' ? withAndWithout(from, operand) : othersThan(fact, [operand]);
  const words = operand as readonly (string | number)[];
  return typeof words[0] === 'number' ? [...words, Math.max(...(words as number[])) + 1] : othersThan(fact, words);
}

function around(operand: number, step: number): readonly FactValue[] {
  return [operand, operand - 1, operand + step];
}

function withAndWithout(from: FactValue | null, word: string): readonly FactValue[] {
  const words = Array.isArray(from) ? (from as readonly string[]) : [];
  const others = words.filter((one) => one !== word);
  return [[...others, word].sort(), others];
}

// The words of the test, and those of the catalogue that the test does not name.
function othersThan(fact: string, words: readonly (string | number)[]): readonly FactValue[] {
  const known: readonly string[] = CATALOGUE.get(fact)?.words ?? [];
  return [...words, ...known.filter((word) => !words.includes(word))];
}

/** The facts as they would be. */
export function changed(facts: Facts, changes: readonly FactChange[]): Facts {
  return { ...facts, ...Object.fromEntries(changes.map(({ fact, to }) => [fact, to])) };
}
