import type { JsonSchema } from './json-schema.js';

export const CONSTANT_REFERENCE: JsonSchema = { $ref: '#/definitions/constant' };

/** A constant of a legal profile in the place of a value; of these names, where they are known. */
export function constantSchema(names?: readonly string[]): JsonSchema {
  const [example = 'eu-gdpr/childConsentAge'] = names ?? [];
  const word: JsonSchema = names ? { enum: names } : { type: 'string' };
  const description = 'A constant of a legal profile, <profile>/<constant>: the value that holds at the request.';
  return {
    type: 'object',
    required: ['constant'],
    properties: { constant: { ...word, description, examples: [example] } },
    additionalProperties: false,
  };
}

/** A value, or a constant in its place; without a name that fits, the value alone. */
export function orConstant(value: JsonSchema, names: readonly string[] | undefined): readonly JsonSchema[] {
  if (names === undefined) return [value, CONSTANT_REFERENCE];
  return names.length === 0 ? [value] : [value, constantSchema(names)];
}
