import { FACTS, type Fact } from '../../conditions/index.js';
import { OPERATORS } from '../../registers/policies/index.js';
import { exampleOfFact, type FactWords, wordsOf } from './fact-schemas.js';
import type { JsonSchema } from './json-schema.js';
import { CONDITION_NOTES } from './policy-notes.js';

/** A condition: all, any, not, or a test over one fact with one operator that fits its type. */
export function conditionSchema(known: FactWords): JsonSchema {
  const inner: JsonSchema = { $ref: '#/definitions/condition' };
  const list: JsonSchema = { type: 'array', minItems: 1, items: inner };
  return {
    anyOf: [
      ...(['all', 'any'] as const).map((key) => only(key, { ...list, ...noteOf(key) })),
      only('not', { allOf: [inner], ...noteOf('not') }),
      testSchema(known),
    ],
  };
}

function only(key: string, value: JsonSchema): JsonSchema {
  return { type: 'object', required: [key], properties: { [key]: value }, additionalProperties: false };
}

function noteOf(key: string): Pick<JsonSchema, 'description' | 'examples'> {
  const [description = '', example] = CONDITION_NOTES[key] ?? [];
  return { description, examples: [example] };
}

type Operator = keyof typeof OPERATORS;
const WORDS = Object.keys(OPERATORS) as readonly Operator[];

function testSchema(known: FactWords): JsonSchema {
  const operators = WORDS.map((operator) => [operator, noteOf(operator)] as const);
  const fact: JsonSchema = { enum: FACTS.map(({ name }) => name), ...noteOf('fact') };
  return {
    type: 'object',
    required: ['fact'],
    minProperties: 2,
    maxProperties: 2,
    properties: { fact, ...Object.fromEntries(operators) },
    additionalProperties: false,
    allOf: FACTS.map((one) => ({
      if: { properties: { fact: { const: one.name } } },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema.
      then: { properties: operandsOf(one, known), additionalProperties: false },
    })),
  };
}

function operandsOf(fact: Fact, known: FactWords): Record<string, JsonSchema> {
  const fitting = WORDS.filter((operator) => fits(operator, fact));
  const example = exampleOfFact(fact, known);
  const operands = fitting.map((operator) => {
    const [description = ''] = CONDITION_NOTES[operator] ?? [];
    return [
      operator,
      { ...operandSchema(operator, fact, wordsOf(fact, known)), description, ...shown(operator, example) },
    ];
  });
  return { fact: { description: fact.description, examples: [fact.name] }, ...Object.fromEntries(operands) };
}

function fits(operator: Operator, { type, taxonomy }: Fact): boolean {
  return OPERATORS[operator].some((one) => one === type) && (operator !== 'under' || taxonomy !== undefined);
}

function operandSchema(operator: Operator, fact: Fact, words: readonly string[] | undefined): JsonSchema {
  const value: JsonSchema = words ? { enum: words } : { type: TYPES[fact.type] };
  return operator === 'in' ? { type: 'array', minItems: 1, items: value } : value;
}

const TYPES = { text: 'string', texts: 'string', integer: 'integer', boolean: 'boolean', instant: 'string' } as const;

function shown(operator: Operator, example: unknown): { readonly examples: unknown[] } {
  if (operator === 'olderThan' || operator === 'notOlderThan') return { examples: ['24 months'] };
  if (operator === 'before' || operator === 'after') return { examples: ['now'] };
  return { examples: [operator === 'in' ? [example] : example] };
}
