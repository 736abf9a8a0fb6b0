import { type TSchema, Type } from 'typebox';
import { WORD_PATTERN } from '../../registers/plugins/index.js';

const closed = { additionalProperties: false } as const;
const Name = Type.String({ pattern: WORD_PATTERN });
const Column = Type.String({ minLength: 1, maxLength: 200 });
const Real = Type.Number();
const Facts = Type.Unsafe<Record<string, string | number | boolean>>({
  type: 'object',
  additionalProperties: { type: ['string', 'number', 'boolean'] },
  maxProperties: 40,
});
const SEGMENTS_MAX = 200;
const version = Type.Literal(1);

/** Conditions of a rule model; nested through `$defs` of the schema that holds them. */
const Condition = Type.Unsafe<unknown>({ $ref: '#/$defs/condition' });
const test = (operator: string, operand: TSchema) =>
  Type.Object({ column: Column, [operator]: operand } as Record<string, TSchema>, closed);
const Word = Type.String({ maxLength: 200 });
const conditions = Type.Array(Condition, { minItems: 1, maxItems: 100 });

const condition = Type.Union([
  Type.Object({ all: conditions }, closed),
  Type.Object({ any: conditions }, closed),
  Type.Object({ not: Condition }, closed),
  test('eq', Type.Union([Word, Real, Type.Boolean()])),
  test('in', Type.Array(Type.Union([Word, Real]), { minItems: 1, maxItems: 1000 })),
  ...['lt', 'lte', 'gt', 'gte'].map((operator) => test(operator, Real)),
]);

/** Model schema, version 1, by form: what a plugin may return. Every number must be finite, which JSON ensures. */
export const MODEL_SCHEMAS = {
  centroids: Type.Object(
    {
      version,
      form: Type.Literal('centroids'),
      columns: Type.Array(
        Type.Object({ column: Column, centre: Real, scale: Type.Number({ exclusiveMinimum: 0 }) }, closed),
        {
          minItems: 1,
          maxItems: 200,
        },
      ),
      segments: Type.Array(Type.Object({ name: Name, centroid: Type.Array(Real) }, closed), {
        minItems: 1,
        maxItems: SEGMENTS_MAX,
      }),
      facts: Facts,
    },
    closed,
  ),
  rules: Type.Object(
    {
      version,
      form: Type.Literal('rules'),
      rules: Type.Array(Type.Object({ segment: Name, when: Condition }, closed), {
        minItems: 1,
        maxItems: SEGMENTS_MAX,
      }),
      otherwise: Type.Optional(Name),
      facts: Facts,
    },
    { ...closed, $defs: { condition } },
  ),
  bins: Type.Object(
    {
      version,
      form: Type.Literal('bins'),
      scores: Type.Array(
        Type.Object(
          {
            name: Name,
            column: Column,
            edges: Type.Array(Real, { minItems: 1, maxItems: 100 }),
            reversed: Type.Boolean(),
          },
          closed,
        ),
        { minItems: 1, maxItems: 20 },
      ),
      segments: Type.Array(
        Type.Object(
          {
            name: Name,
            when: Type.Unsafe<Record<string, { from: number; to: number }>>({
              type: 'object',
              additionalProperties: {
                type: 'object',
                properties: { from: { type: 'integer' }, to: { type: 'integer' } },
                required: ['from', 'to'],
                additionalProperties: false,
              },
            }),
          },
          closed,
        ),
        { minItems: 1, maxItems: SEGMENTS_MAX },
      ),
      otherwise: Type.Optional(Name),
      facts: Facts,
    },
    closed,
  ),
} as const;

/** The head of labels; their codes come apart, as bytes. */
export const LabelsHeadSchema = Type.Object(
  {
    version,
    form: Type.Literal('labels'),
    segments: Type.Array(Name, { minItems: 1, maxItems: SEGMENTS_MAX }),
    facts: Facts,
  },
  closed,
);
