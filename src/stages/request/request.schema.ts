import { type Static, Type } from 'typebox';
import { MITIGATIONS } from '../../conditions/index.js';

const Name = Type.String({
  pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
  maxLength: 80,
  description: 'a name in kebab-case',
});

/** A k-anonymous table of recoded quasi-identifiers and segments, to be released beside the segments. */
export const KAnonymousSchema = Type.Object(
  {
    columns: Type.Array(Type.String({ minLength: 1, maxLength: 200 }), {
      minItems: 1,
      maxItems: 20,
      uniqueItems: true,
      description: 'the quasi-identifiers of the table, each once',
    }),
    /** People at least who share their recoded quasi-identifiers and their segment. */
    k: Type.Integer({ minimum: 2, maximum: 1_000_000 }),
    /** Segments at least among people who share their recoded quasi-identifiers. */
    l: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000 })),
    /** The largest distance of their segments from those of everybody. */
    t: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
    /** The largest share of people that may be left out; nobody when absent. */
    suppressionMax: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
    method: Type.Optional(Type.Enum(['global-recoding', 'partition'])),
  },
  { additionalProperties: false },
);

/** What a data team writes: `request.yaml`, the flags of `probity run`, or a body over HTTP. */
export const AskSchema = Type.Object(
  {
    apiVersion: Type.Literal('probity/v1'),
    kind: Type.Literal('SegmentationRequest'),
    /** Absent for `judge`: the labels were made outside. */
    plugin: Type.Optional(Name),
    options: Type.Optional(
      Type.Unsafe<Record<string, unknown>>({ type: 'object', description: "the plugin's options" }),
    ),
    dataset: Name,
    purpose: Name,
    destination: Name,
    columns: Type.Array(Type.String({ minLength: 1, maxLength: 200 }), {
      minItems: 1,
      maxItems: 200,
      uniqueItems: true,
      description: 'the feature columns asked for, each once',
    }),
    mitigation: Type.Optional(
      Type.Object(
        {
          kind: Type.Enum([...MITIGATIONS]),
          trait: Name,
          /** Of a reassignment. */
          ratioMin: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 1 })),
        },
        { additionalProperties: false, description: 'treats people by their group, where a policy grants it' },
      ),
    ),
    seed: Type.Optional(Type.Integer({ minimum: 0, maximum: 4294967295 })),
    release: Type.Optional(Type.Object({ kAnonymous: KAnonymousSchema }, { additionalProperties: false })),
  },
  { additionalProperties: false },
);

export type KAnonymousAsk = Static<typeof KAnonymousSchema>;
export type Ask = Static<typeof AskSchema>;
