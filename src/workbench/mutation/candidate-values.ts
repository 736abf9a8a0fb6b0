import { type Condition, FACTS, type Facts } from '../../conditions/index.js';
import { isoInstant } from '../../documents/index.js';
import type { AuthoredValue } from '../cases.schema.js';

type Leaf = Extract<Condition, { kind: 'leaf' }>;

const CATALOGUE = new Map(FACTS.map((fact) => [fact.name, fact]));
const DAY_MS = 86_400_000;

/**
 * Values of a fact that a test tells apart, as cases write them: on both sides of each bound and on it, in and outside
 * each list, and not known.
 */
export function candidateValues({ fact, op, value }: Leaf, facts: Facts): readonly AuthoredValue[] {
  const operand = typeof value === 'object' && 'ref' in value ? facts[value.ref] : value;
  const type = CATALOGUE.get(fact)?.type;
  if (operand === undefined || type === undefined) return [null];
  if (typeof operand === 'boolean') return [true, false, null];
  if (typeof operand === 'number') return [...around(operand, type === 'instant'), null];
  if (op === 'has') return [[String(operand)], [], null];
  const words = Array.isArray(operand) ? (operand as readonly (string | number)[]) : [operand as string];
  return [...words.slice(0, 8), ...outside(fact, words), null];
}

function around(bound: number, isInstant: boolean): readonly AuthoredValue[] {
  const step = isInstant ? DAY_MS : 1;
  const values = [bound - step, bound - 1, bound, bound + 1, bound + step];
  return isInstant ? values.map(isoInstant) : [...new Set(values)];
}

function outside(fact: string, words: readonly (string | number)[]): readonly AuthoredValue[] {
  if (typeof words[0] === 'number') return [Math.max(...(words as number[])) + 1];
  const others = (CATALOGUE.get(fact)?.words ?? ['something-else']).filter((word) => !words.includes(word));
  return others.slice(0, 2);
}
