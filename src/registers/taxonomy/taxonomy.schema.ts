import { type Static, Type } from 'typebox';

const closed = { additionalProperties: false } as const;
const Keys = Type.Array(Type.String({ pattern: '^[a-z0-9_]+(\\.[a-z0-9_]+)*$', description: 'a dotted key' }), {
  minItems: 1,
  uniqueItems: true,
});

/** `config/taxonomy.yaml` */
export const TaxonomySchema = Type.Object(
  {
    apiVersion: Type.Literal('probity/v1'),
    kind: Type.Literal('Taxonomy'),
    source: Type.Object(
      { name: Type.String(), version: Type.String(), licence: Type.String(), attribution: Type.String() },
      closed,
    ),
    categories: Keys,
    uses: Keys,
    subjects: Keys,
  },
  closed,
);

export type TaxonomyFile = Static<typeof TaxonomySchema>;
