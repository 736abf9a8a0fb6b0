import { type Static, Type } from 'typebox';

const closed = { additionalProperties: false } as const;
const NAME = '[a-z][a-z0-9]*(-[a-z0-9]+)*';
const Name = Type.String({ pattern: `^${NAME}$`, maxLength: 80, description: 'a name in kebab-case' });
const Day = Type.String({
  pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
  format: 'instant',
  description: 'a day, such as 2026-07-21',
});

/** The places where a file of a pack may lie. No other path can be written down, so none can lead out of the pack. */
export const PACK_PATH = `^(README\\.md|fixtures\\.yaml|${NAME}/${NAME}/(policy|cases)\\.yaml)$`;

/** Semantic versioning 2.0.0 without build metadata, which would not order. */
const Version = Type.String({
  pattern: '^(0|[1-9][0-9]{0,5})\\.(0|[1-9][0-9]{0,5})\\.(0|[1-9][0-9]{0,5})(-[0-9a-z]+(\\.[0-9a-z]+)*)?$',
  maxLength: 60,
  description: 'a semantic version, such as 1.2.0',
});

/** What a pack says of itself; people write it as `pack.yaml`. */
export const PACK_HEAD = {
  name: Name,
  title: Type.String({ minLength: 1, maxLength: 200 }),
  version: Version,
  sequence: Type.Integer({
    minimum: 1,
    maximum: 1_000_000_000,
    description: 'counts the releases of the pack; never goes back',
  }),
  legalProfile: Type.Object(
    {
      name: Name,
      version: Type.String({ minLength: 1, maxLength: 40 }),
      from: Day,
      until: Type.Optional(Day),
    },
    { ...closed, description: 'the legal profile that the rules were written against, and when they hold' },
  ),
  laws: Type.Array(
    Type.Object(
      {
        citation: Type.String({ minLength: 1, maxLength: 100 }),
        title: Type.String({ minLength: 1, maxLength: 300 }),
        source: Type.String({ pattern: '^https://[!-~]+$', maxLength: 400, description: 'where the text can be read' }),
        from: Type.Optional(Day),
        until: Type.Optional(Day),
      },
      closed,
    ),
    { minItems: 1, maxItems: 100, description: 'the laws that the rules cite' },
  ),
  notes: Type.Optional(
    Type.Array(Type.String({ minLength: 1, maxLength: 2_000 }), {
      minItems: 1,
      maxItems: 50,
      description: 'what a reader must know: readings of the law, and what the rules do not cover',
    }),
  ),
};

const PackFile = Type.Object(
  {
    path: Type.String({ pattern: PACK_PATH, maxLength: 200 }),
    bytes: Type.Integer({ minimum: 0, maximum: 1_048_576 }),
    sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  },
  closed,
);

/** The signed manifest: one line of canonical JSON (RFC 8785). */
export const PackManifestSchema = Type.Object(
  {
    format: Type.Literal('probity-pack/v1'),
    ...PACK_HEAD,
    files: Type.Array(PackFile, { minItems: 1, maxItems: 2_000 }),
  },
  closed,
);

/** `pack.yaml`: the same, before the files are listed. */
export const PackSourceSchema = Type.Object(
  { apiVersion: Type.Literal('probity/v1'), kind: Type.Literal('PolicyPack'), ...PACK_HEAD },
  closed,
);

export type PackManifest = Static<typeof PackManifestSchema>;
export type PackSource = Static<typeof PackSourceSchema>;
