import { FACTS, type Fact } from '../../conditions/index.js';
import type { LegalConstants } from '../../registers/legal-profiles/index.js';
import { constantsOfTest, OPERATORS } from '../../registers/policies/index.js';
import { orConstant } from './constant-schema.js';
import { exampleOfFact, type FactWords, wordsOf } from './fact-schemas.js';
import type { JsonSchema } from './json-schema.js';
import { CONDITION_NOTES } from './policy-notes.js';

/** A condition: all, any, not, or a test over one fact with one operator that fits its type. */
export function conditionSchema(known: FactWords, constants?: LegalConstants): JsonSchema {
  const inner: JsonSchema = { $ref: '#/definitions/condition' };
  const list: JsonSchema = { type: 'array', minItems: 1, items: inner };
  return {
    anyOf: [
      ...(['all', 'any'] as const).map((key) => only(key, { ...list, ...noteOf(key) })),
      only('not', { allOf: [inner], ...noteOf('not') }),
      testSchema(known, constants),
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

function testSchema(known: FactWords, constants: LegalConstants | undefined): JsonSchema {
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
      then: { properties: operandsOf(one, known, constants), additionalProperties: false },
    })),
  };
}

function operandsOf(fact: Fact, known: FactWords, constants: LegalConstants | undefined): Record<string, JsonSchema> {
  const fitting = WORDS.filter((operator) => fits(operator, fact));
  const example = exampleOfFact(fact, known);
  const operands = fitting.map((operator) => {
    const [description = ''] = CONDITION_NOTES[operator] ?? [];
    const values = operandSchemas(operator, fact, wordsOf(fact, known));
    const names = constants && constantsOfTest(constants, fact, operator);
    const anyOf = values.flatMap((value, at) => (at === 0 ? orConstant(value, names) : [value]));
    const operand = anyOf.length === 1 ? anyOf[0] : { anyOf };
    return [operator, { ...operand, description, ...shown(operator, example) }];
  });
  return { fact: { description: fact.description, examples: [fact.name] }, ...Object.fromEntries(operands) };
}

function fits(operator: Operator, { type, taxonomy }: Fact): boolean {
  return OPERATORS[operator].some((one) => one === type) && (operator !== 'under' || taxonomy !== undefined);
}

function operandSchemas(operator: Operator, fact: Fact, words: readonly string[] | undefined): readonly JsonSchema[] {
  const value: JsonSchema = words ? { enum: words } : { type: TYPES[fact.type] };
  const list: JsonSchema = { type: 'array', minItems: 1, items: value };
  if (operator === 'in') return [list];
  return operator === 'under' ? [value, list] : [value];
}

const TYPES = { text: 'string', texts: 'string', integer: 'integer', boolean: 'boolean', instant: 'string' } as const;

function shown(operator: Operator, example: unknown): { readonly examples: unknown[] } {
  if (operator === 'olderThan' || operator === 'notOlderThan') return { examples: ['24 months'] };
  if (operator === 'before' || operator === 'after') return { examples: ['now'] };
  return { examples: [operator === 'in' ? [example] : example] };
}
