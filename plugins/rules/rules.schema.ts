import type { ColumnCondition } from 'probity/plugin';
import { type TSchema, Type } from 'typebox';

const closed = { additionalProperties: false } as const;
const Nested = Type.Unsafe<ColumnCondition>({ $ref: '#/$defs/condition' });
const Word = Type.String({ maxLength: 200 });
const Column = Type.String({ minLength: 1, maxLength: 200 });
const several = Type.Array(Nested, { minItems: 1, maxItems: 100 });
const test = (operator: string, operand: TSchema) =>
  Type.Object({ column: Column, [operator]: operand } as Record<string, TSchema>, closed);

/** `all`, `any`, `not`, or a test of one column; nests through `$defs`. */
export const ConditionSchema = Type.Union(
  [
    Type.Object({ all: several }, closed),
    Type.Object({ any: several }, closed),
    Type.Object({ not: Nested }, closed),
    test('eq', Type.Union([Word, Type.Number(), Type.Boolean()])),
    test('in', Type.Array(Type.Union([Word, Type.Number()]), { minItems: 1, maxItems: 1000 })),
    test('lt', Type.Number()),
    test('lte', Type.Number()),
    test('gt', Type.Number()),
    test('gte', Type.Number()),
  ],
  { description: 'all, any, not, or a column with one of eq, in, lt, lte, gt, gte' },
);

/** Ordered rules; the first whose condition is certainly true takes a customer. */
export const RulesSchema = Type.Array(
  Type.Object({ segment: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9 _.-]{0,63}$' }), when: Nested }, closed),
  { minItems: 1, maxItems: 200, description: 'ordered rules, first match wins' },
);
