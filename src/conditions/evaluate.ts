import type { Condition, Facts, FactValue, Operand, Operator, Truth } from './condition.js';

type Leaf = Extract<Condition, { kind: 'leaf' }>;

/**
 * Three-valued evaluation (Kleene's strong logic): a fact that is missing, or of another type than the test, is unknown.
 * The plain reference that kernel and SQL must agree with.
 */
export function evaluate(condition: Condition, facts: Facts): Truth {
  switch (condition.kind) {
    case 'constant':
      return condition.truth;
    case 'leaf':
      return testLeaf(condition, facts);
    case 'not':
      return negated(evaluate(condition.of, facts));
    case 'all':
      return weakest(condition.of.map((part) => evaluate(part, facts)));
    case 'any':
      return negated(weakest(condition.of.map((part) => negated(evaluate(part, facts)))));
  }
}

export function negated(truth: Truth): Truth {
  return truth === 'unknown' ? truth : truth === 'true' ? 'false' : 'true';
}

function weakest(truths: readonly Truth[]): Truth {
  if (truths.includes('false')) return 'false';
  return truths.includes('unknown') ? 'unknown' : 'true';
}

function testLeaf({ fact, op, value }: Leaf, facts: Facts): Truth {
  const operand = resolved(value, facts);
  const known = Object.hasOwn(facts, fact) ? facts[fact] : undefined;
  if (known === undefined || operand === undefined) return 'unknown';
  return test(op, known, operand);
}

function resolved(operand: Operand, facts: Facts): FactValue | readonly (string | number)[] | undefined {
  if (typeof operand !== 'object' || !('ref' in operand)) return operand;
  return Object.hasOwn(facts, operand.ref) ? facts[operand.ref] : undefined;
}

function test(op: Operator, known: FactValue, operand: FactValue | readonly (string | number)[]): Truth {
  if (op === 'in') return membership(known, operand);
  if (op === 'has')
    return Array.isArray(known) && typeof operand === 'string' ? truthOf(known.includes(operand)) : 'unknown';
  if (op === 'eq') return isSet(known) || typeof known !== typeof operand ? 'unknown' : truthOf(known === operand);
  if (typeof known !== 'number' || typeof operand !== 'number') return 'unknown';
  return truthOf(ordered(op, known, operand));
}

// A word is not among numbers, and a number not among words: that is another type, not an answer.
function membership(known: FactValue, words: FactValue | readonly (string | number)[]): Truth {
  if (!isSet(words) || (typeof known !== 'string' && typeof known !== 'number')) return 'unknown';
  const typed = words.length > 0 ? words.every((word) => typeof word === typeof known) : typeof known === 'string';
  return typed ? truthOf((words as readonly unknown[]).includes(known)) : 'unknown';
}

function ordered(op: 'lt' | 'lte' | 'gt' | 'gte', known: number, operand: number): boolean {
  switch (op) {
    case 'lt':
      return known < operand;
    case 'lte':
      return known <= operand;
    case 'gt':
      return known > operand;
    case 'gte':
      return known >= operand;
  }
}

function isSet(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function truthOf(holds: boolean): Truth {
  return holds ? 'true' : 'false';
}
