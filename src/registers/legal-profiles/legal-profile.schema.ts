import { type Static, Type } from 'typebox';

const closed = { additionalProperties: false } as const;
const Instant = Type.String({ format: 'instant', description: 'an ISO 8601 date or date-time with zone' });

/** One legal constant: what the law says, where, and from when until when. */
export const ConstantSchema = Type.Object(
  {
    name: Type.String({ pattern: '^[a-z][a-zA-Z0-9]*$' }),
    value: Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Array(Type.String())]),
    /** What the value counts; values in `data category` are keys of the taxonomy. */
    unit: Type.Optional(Type.String()),
    article: Type.String({ minLength: 1 }),
    from: Instant,
    until: Type.Optional(Instant),
    note: Type.Optional(Type.String()),
  },
  closed,
);

/** `config/legal-profiles/<name>.yaml` */
export const LegalProfileSchema = Type.Object(
  {
    apiVersion: Type.Literal('probity/v1'),
    kind: Type.Literal('LegalProfile'),
    name: Type.String({ pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$' }),
    version: Type.String({ minLength: 1 }),
    title: Type.String({ minLength: 1 }),
    jurisdictions: Type.Array(Type.String({ minLength: 1 }), { minItems: 1 }),
    /** Regions by name: the countries between which no ground for a transfer is needed. */
    regions: Type.Optional(
      Type.Record(Type.String(), Type.Array(Type.String({ pattern: '^[A-Z]{2}$' }), { minItems: 1 })),
    ),
    constants: Type.Array(ConstantSchema, { minItems: 1 }),
  },
  closed,
);

export type LegalConstant = Static<typeof ConstantSchema>;
export type LegalProfile = Static<typeof LegalProfileSchema>;
