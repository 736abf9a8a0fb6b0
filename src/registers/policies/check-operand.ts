import { type Condition, cutoffName, type Fact, type Operator } from '../../conditions/index.js';
import { type DocumentPath, instantOf } from '../../documents/index.js';
import type { ConditionScope } from './check-condition.js';
import type { PolicyMistakeCode } from './policies.errors.js';
import { keysUnder } from './policy-registers.js';

/** Each operator that a policy may write, with the types of fact it fits. */
export const OPERATORS = {
  eq: ['text', 'integer', 'boolean'],
  in: ['text', 'integer'],
  lt: ['integer'],
  lte: ['integer'],
  gt: ['integer'],
  gte: ['integer'],
  has: ['texts'],
  under: ['text', 'texts'],
  olderThan: ['instant'],
  notOlderThan: ['instant'],
  before: ['instant'],
  after: ['instant'],
} as const;

export type OperatorWord = keyof typeof OPERATORS;

interface Tested {
  readonly fact: Fact;
  readonly operator: OperatorWord;
  readonly value: unknown;
  readonly path: DocumentPath;
  readonly depth: number;
}

const DURATION = /^[1-9]\d{0,4} (day|week|month|year)s?$/;

/** The normalised form of one test; undefined when its value is a mistake. */
export function checkOperand(scope: ConditionScope, tested: Tested): Condition | undefined {
  switch (tested.operator) {
    case 'under':
      return underKey(scope, tested);
    case 'olderThan':
      return sinceCutoff(scope, tested, 'lt');
    case 'notOlderThan':
      return sinceCutoff(scope, tested, 'gte');
    case 'before':
      return besideInstant(scope, tested, 'lt');
    case 'after':
      return besideInstant(scope, tested, 'gt');
    case 'in':
      return oneOf(scope, tested);
    case 'eq':
    case 'has':
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte':
      return single(scope, tested, tested.operator);
  }
}

function single(scope: ConditionScope, tested: Tested, op: Operator): Condition | undefined {
  const { fact, value, path } = tested;
  return valid(scope, fact, value, path) ? { kind: 'leaf', fact: fact.name, op, value } : undefined;
}

function oneOf(scope: ConditionScope, { fact, value, path }: Tested): Condition | undefined {
  if (!Array.isArray(value) || value.length === 0) {
    return scope.mistakes.add(path, 'WRONG_VALUE', described(value), 'a list of at least one value');
  }
  const good = value.filter((one, at): one is string | number => valid(scope, fact, one, [...path, at]));
  if (good.length < value.length) return undefined;
  return { kind: 'leaf', fact: fact.name, op: 'in', value: [...new Set(good)] };
}

function underKey(scope: ConditionScope, { fact, value, path, depth }: Tested): Condition | undefined {
  const above = keysAbove(scope, fact, value, path);
  if (above === undefined) return undefined;
  const known = scope.registers.taxonomy[fact.taxonomy ?? 'categories'];
  const keys = [...new Set(above.flatMap((key) => keysUnder(known, key)))].sort();
  if (fact.type === 'text') return { kind: 'leaf', fact: fact.name, op: 'in', value: keys };
  const leaves = keys.map((key): Condition => ({ kind: 'leaf', fact: fact.name, op: 'has', value: key }));
  if (leaves.length === 1) return leaves[0];
  if (depth >= 8) return scope.mistakes.add(path, 'CONDITION_TOO_DEEP', 'under on a set at level 8', 'at most level 7');
  return { kind: 'any', of: leaves };
}

function keysAbove(
  scope: ConditionScope,
  fact: Fact,
  value: unknown,
  path: DocumentPath,
): readonly string[] | undefined {
  if (!Array.isArray(value)) return valid(scope, fact, value, path) ? [String(value)] : undefined;
  if (value.length === 0) return scope.mistakes.add(path, 'WRONG_VALUE', described(value), 'a key, or a list of keys');
  return value.filter((one, at) => !valid(scope, fact, one, [...path, at])).length > 0 ? undefined : value;
}

function sinceCutoff(scope: ConditionScope, { fact, value, path }: Tested, op: 'lt' | 'gte'): Condition | undefined {
  if (typeof value !== 'string' || !DURATION.test(value)) {
    return scope.mistakes.add(
      path,
      'BAD_DURATION',
      described(value),
      "a duration in calendar units, such as '24 months'",
    );
  }
  return { kind: 'leaf', fact: fact.name, op, value: { ref: cutoffName(value) } };
}

function besideInstant(scope: ConditionScope, { fact, value, path }: Tested, op: 'lt' | 'gt'): Condition | undefined {
  if (value === 'now') return { kind: 'leaf', fact: fact.name, op, value: { ref: 'now' } };
  const instant = typeof value === 'string' ? instantOf(value) : Number.NaN;
  if (Number.isNaN(instant)) {
    const expected = "'now', an ISO 8601 date, or a date-time with zone";
    return scope.mistakes.add(path, 'BAD_INSTANT', described(value), expected);
  }
  return { kind: 'leaf', fact: fact.name, op, value: instant };
}

const TYPES = { text: 'string', texts: 'string', integer: 'number', boolean: 'boolean', instant: 'string' } as const;

function valid(
  scope: ConditionScope,
  fact: Fact,
  value: unknown,
  path: DocumentPath,
): value is string | number | boolean {
  const { mistakes, registers } = scope;
  const wrongNumber = fact.type === 'integer' && !Number.isSafeInteger(value);
  if (typeof value !== TYPES[fact.type] || wrongNumber) {
    mistakes.add(path, 'WRONG_VALUE', described(value), wantedOf(fact));
    return false;
  }
  if (typeof value !== 'string') return true;
  if (fact.taxonomy) {
    return among(scope, path, 'UNKNOWN_TAXONOMY_KEY', value, [...registers.taxonomy[fact.taxonomy]]);
  }
  if (fact.words) return among(scope, path, 'UNKNOWN_WORD', value, fact.words);
  if (fact.form && !new RegExp(fact.form.pattern).test(value)) {
    mistakes.add(path, 'UNKNOWN_WORD', described(value), fact.form.says);
    return false;
  }
  const names = namesOf(scope, fact);
  return names === undefined || among(scope, path, 'UNKNOWN_NAME', value, names);
}

function among(
  { mistakes }: ConditionScope,
  path: DocumentPath,
  code: PolicyMistakeCode,
  word: string,
  words: readonly string[],
): boolean {
  if (words.includes(word)) return true;
  mistakes.unknown(path, code, word, words);
  return false;
}

function namesOf({ registers }: ConditionScope, fact: Fact): readonly string[] | undefined {
  if (fact.name === 'purpose.name') return [...registers.purposes.keys()];
  if (fact.name === 'dataset.name') return [...registers.datasets.keys()];
  if (fact.name === 'plugin.name') return [...registers.plugins.keys()];
  return fact.name === 'destination.name' ? [...registers.destinations.keys()] : undefined;
}

function wantedOf(fact: Fact): string {
  if (fact.type === 'boolean') return 'true or false, without quotes';
  return fact.type === 'integer'
    ? 'a whole number'
    : 'a word (in quotes where YAML would read a number or truth value)';
}

function described(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (value === null || value === undefined) return 'nothing';
  if (typeof value === 'object') return 'a mapping';
  return typeof value === 'string' ? `the text '${value.slice(0, 60)}'` : `the ${typeof value} ${value}`;
}
