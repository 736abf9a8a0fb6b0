import { type Static, Type } from 'typebox';
import { CERTAINTIES } from '../columns/index.js';

const closed = { additionalProperties: false } as const;
const Part = Type.String({ pattern: '^(table|events\\[\\d{1,3}\\])$', description: 'table, or events[0] and so on' });
const Digest = Type.String({ pattern: '^sha256:[0-9a-f]{64}$', description: 'a digest' });
const Categories = Type.Array(Type.String(), { description: 'data categories' });

/** `classifications/<dataset>.yaml`, in the folder that holds the folder of datasets. */
export const ClassificationSchema = Type.Object(
  {
    apiVersion: Type.Literal('probity/v1'),
    kind: Type.Literal('Classification'),
    /** Of the dataset. */
    name: Type.String({ pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$', maxLength: 80 }),
    /** What people said of columns; it wins over what is found and over what the dataset declares. */
    overrides: Type.Array(
      Type.Object(
        {
          column: Type.String({ minLength: 1, maxLength: 200 }),
          categories: Type.Array(Type.String(), { minItems: 1, maxItems: 20, uniqueItems: true }),
          reason: Type.String({ minLength: 1, maxLength: 2000 }),
          /** An alias or a role, never a name. */
          by: Type.String({ minLength: 1, maxLength: 200 }),
          at: Type.String({ format: 'instant' }),
        },
        closed,
      ),
      { maxItems: 2000 },
    ),
    /** What was found when it was last kept. */
    found: Type.Optional(
      Type.Object(
        {
          rules: Digest,
          columns: Type.Array(
            Type.Object(
              {
                part: Part,
                name: Type.String(),
                categories: Categories,
                certainty: Type.Enum([...CERTAINTIES]),
                digest: Digest,
              },
              closed,
            ),
          ),
        },
        closed,
      ),
    ),
  },
  closed,
);

export type Classification = Static<typeof ClassificationSchema>;
export type Override = Classification['overrides'][number];
