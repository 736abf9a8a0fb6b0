import { type Condition, FACTS, type FactType, type Operator } from '../../conditions/index.js';
import { type Bindings, quoted } from './bindings.js';

type Leaf = Extract<Condition, { kind: 'leaf' }>;

const TYPES = new Map<string, FactType>(FACTS.map(({ name, type }) => [name, type]));
const SIGNS: Readonly<Record<Exclude<Operator, 'in' | 'has'>, string>> = {
  eq: '=',
  lt: '<',
  lte: '<=',
  gt: '>',
  gte: '>=',
};
const UNKNOWN = 'cast(null as boolean)';

/**
 * A folded condition over facts of the row as SQL; a row fact is a column of that name. SQL's three-valued logic is
 * Kleene's, so NULL is unknown. A test whose operand has another type than the fact is unknown, as in the evaluator.
 */
export function printCondition(condition: Condition, bindings: Bindings): string {
  switch (condition.kind) {
    case 'constant':
      return condition.truth === 'unknown' ? UNKNOWN : condition.truth;
    case 'leaf':
      return printLeaf(condition, bindings);
    case 'not':
      return `(not ${printCondition(condition.of, bindings)})`;
    case 'all':
      return `(${condition.of.map((part) => printCondition(part, bindings)).join(' and ')})`;
    case 'any':
      return `(${condition.of.map((part) => printCondition(part, bindings)).join(' or ')})`;
  }
}

function printLeaf({ fact, op, value }: Leaf, bindings: Bindings): string {
  const type = TYPES.get(fact);
  // A reference that is left after folding names a fact that is missing.
  if (type === undefined || type === 'texts' || (typeof value === 'object' && 'ref' in value)) return UNKNOWN;
  if (op === 'has') return UNKNOWN;
  if (op === 'in') return printMembership(fact, type, value, bindings);
  if (typeof value === 'object' || !fits(type, value) || (op !== 'eq' && !ordered(type))) return UNKNOWN;
  return `(${quoted(fact)} ${SIGNS[op]} ${bindings.bind(value)})`;
}

function printMembership(fact: string, type: FactType, value: Leaf['value'], bindings: Bindings): string {
  if (!Array.isArray(value) || type === 'boolean') return UNKNOWN;
  const words = value as readonly (string | number)[];
  // As the evaluator has it: a list with a word of another type is no answer, and an empty list is one of words.
  if (!words.every((word) => fits(type, word)) || (words.length === 0 && ordered(type))) return UNKNOWN;
  if (words.length === 0) return `(case when ${quoted(fact)} is null then null else false end)`;
  return `(${quoted(fact)} in (${words.map((word) => bindings.bind(word)).join(', ')}))`;
}

function fits(type: FactType, value: string | number | boolean): boolean {
  if (type === 'boolean') return typeof value === 'boolean';
  return ordered(type) ? typeof value === 'number' : typeof value === 'string';
}

function ordered(type: FactType): boolean {
  return type === 'integer' || type === 'instant';
}
