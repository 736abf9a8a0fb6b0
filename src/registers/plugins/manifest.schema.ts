import { type Static, Type } from 'typebox';

const closed = { additionalProperties: false } as const;
const Sentence = Type.String({ minLength: 1, maxLength: 300 });
const KEBAB = '^[a-z][a-z0-9]*(-[a-z0-9]+)*$';
const CODE = '^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$';
const FACT = '^[a-z][A-Za-z0-9]{0,39}$';

/** A word that a plugin may return: a name of a segment or the value of a fact. */
export const WORD_PATTERN = '^[A-Za-z0-9][A-Za-z0-9 _.-]{0,63}$';

/** `manifest.json`: what a plugin says of itself, written once by a `describe` call inside the sandbox. */
export const ManifestSchema = Type.Object(
  {
    apiVersion: Type.Literal('probity/v1'),
    kind: Type.Literal('PluginManifest'),
    contract: Type.Integer({ minimum: 1 }),
    name: Type.String({ pattern: KEBAB, maxLength: 80 }),
    version: Type.String({ pattern: '^[0-9]+\\.[0-9]+\\.[0-9]+(-[0-9A-Za-z.-]+)?$', maxLength: 60 }),
    title: Sentence,
    gives: Type.Enum(['model', 'labels']),
    rows: Type.Enum(['none', 'sample', 'all']),
    sampleSizeMax: Type.Integer({ minimum: 0, maximum: 100_000_000 }),
    needs: Type.Object(
      {
        min: Type.Integer({ minimum: 0, maximum: 200 }),
        max: Type.Integer({ minimum: 1, maximum: 200 }),
        numeric: Type.Boolean(),
      },
      closed,
    ),
    /** A JSON Schema; checked by compiling it. */
    options: Type.Unsafe<Record<string, unknown>>({ type: 'object' }),
    refusals: Type.Unsafe<Record<string, string>>(recordOf(CODE, 40)),
    facts: Type.Unsafe<Record<string, string>>(recordOf(FACT, 40)),
    words: Type.Array(Type.String({ pattern: WORD_PATTERN }), { maxItems: 200 }),
    /** Whether the plugin says by itself what it needs. */
    plans: Type.Boolean(),
  },
  closed,
);

export type PluginManifest = Static<typeof ManifestSchema>;

function recordOf(keys: string, maxProperties: number) {
  return {
    type: 'object',
    patternProperties: { [keys]: { type: 'string', minLength: 1, maxLength: 300 } },
    additionalProperties: false,
    maxProperties,
  };
}
