import { type Static, Type } from 'typebox';

const closed = { additionalProperties: false } as const;
const Cell = Type.Union([Type.Number(), Type.String(), Type.Boolean(), Type.Null()]);

const PluginCaseSchema = Type.Object(
  {
    /** What the case shows. */
    sentence: Type.String({ minLength: 10, maxLength: 300 }),
    options: Type.Optional(Type.Unsafe<Record<string, unknown>>({ type: 'object' })),
    columns: Type.Array(
      Type.Object({ name: Type.String(), type: Type.Enum(['number', 'date', 'text', 'boolean']) }, closed),
      { minItems: 1 },
    ),
    /** Made-up values by column, all of one length; null is a missing value. */
    rows: Type.Unsafe<Record<string, readonly (number | string | boolean | null)[]>>({
      type: 'object',
      additionalProperties: { type: 'array', items: Cell },
    }),
    seed: Type.Optional(Type.Integer({ minimum: 0, maximum: 4294967295 })),
    /** Parts of the result that must be there; numbers may differ by one part in a billion. */
    gives: Type.Optional(Type.Unsafe<Record<string, unknown>>({ type: 'object' })),
    /** The code of a refusal, in place of a result. */
    refuses: Type.Optional(Type.String()),
  },
  closed,
);

/** A file under `cases/` of a plugin. */
export const PluginCasesSchema = Type.Object(
  {
    apiVersion: Type.Literal('probity/v1'),
    kind: Type.Literal('PluginCases'),
    cases: Type.Array(PluginCaseSchema, { minItems: 1 }),
  },
  closed,
);

export type PluginCase = Static<typeof PluginCaseSchema>;
