import { type Static, Type } from 'typebox';

const closed = { additionalProperties: false } as const;
const Key = Type.String({ minLength: 1, description: 'a key' });
const Anything = Type.Optional(Type.Unknown());
const Keys = Type.Optional(
  Type.Union([Type.Array(Type.String()), Type.Null()], { description: 'a list of keys, or nothing' }),
);

/** Keys that dataset, collection and field share; `data_purposes` is kept although Fides' own model drops it. */
const described = {
  description: Anything,
  data_categories: Keys,
  data_purposes: Keys,
  data_qualifier: Anything,
  fides_meta: Anything,
  fidesops_meta: Anything,
};

/** A field; `fields` nests. */
export interface FidesField {
  readonly name: string;
  readonly data_categories?: readonly string[] | null;
  readonly data_purposes?: readonly string[] | null;
  readonly fields?: readonly FidesField[] | null;
  readonly fides_meta?: unknown;
  readonly fidesops_meta?: unknown;
}

const FieldReference = Type.Unsafe<FidesField>({ $ref: '#/$defs/field' });
const Fields = Type.Optional(
  Type.Union([Type.Array(FieldReference), Type.Null()], { description: 'a list of fields' }),
);
const FieldSchema = Type.Object({ name: Key, ...described, fields: Fields }, closed);

const CollectionSchema = Type.Object({ name: Key, ...described, fields: Type.Array(FieldReference) }, closed);

const named = { fides_key: Key, organization_fides_key: Anything, name: Anything, tags: Anything, meta: Anything };

const DatasetSchema = Type.Object({ ...named, ...described, collections: Type.Array(CollectionSchema) }, closed);

const DeclarationSchema = Type.Object({
  name: Anything,
  data_categories: Type.Array(Type.String()),
  data_use: Type.String(),
  data_subjects: Keys,
  dataset_references: Keys,
});

const SystemSchema = Type.Object({ fides_key: Key, privacy_declarations: Type.Array(DeclarationSchema) });

const MatchSchema = Type.Object(
  { matches: Type.Enum(['ANY', 'ALL', 'NONE', 'OTHER']), values: Type.Array(Type.String()) },
  closed,
);

const RuleSchema = Type.Object(
  {
    name: Key,
    description: Anything,
    data_categories: MatchSchema,
    data_uses: MatchSchema,
    data_subjects: MatchSchema,
  },
  closed,
);

const PolicySchema = Type.Object({ ...named, description: Anything, rules: Type.Array(RuleSchema) }, closed);

const Keyed = Type.Array(Type.Object({ fides_key: Key }));

/** A Fides manifest: one or more lists at the top. */
export const FidesSchema = {
  ...Type.Object(
    {
      dataset: Type.Optional(Type.Array(DatasetSchema)),
      system: Type.Optional(Type.Array(SystemSchema)),
      policy: Type.Optional(Type.Array(PolicySchema)),
      organization: Type.Optional(Keyed),
      data_category: Type.Optional(Keyed),
      data_use: Type.Optional(Keyed),
      data_subject: Type.Optional(Keyed),
    },
    { ...closed, minProperties: 1 },
  ),
  $defs: { field: FieldSchema },
};

export type FidesDataset = Static<typeof DatasetSchema>;
export type FidesCollection = Static<typeof CollectionSchema>;
export type FidesSystem = Static<typeof SystemSchema>;
export type FidesRule = Static<typeof RuleSchema>;
export type FidesMatch = Static<typeof MatchSchema>;
export interface FidesManifest {
  readonly dataset?: readonly FidesDataset[];
  readonly system?: readonly FidesSystem[];
  readonly policy?: readonly Static<typeof PolicySchema>[];
  readonly data_category?: readonly { readonly fides_key: string }[];
  readonly data_use?: readonly { readonly fides_key: string }[];
  readonly data_subject?: readonly { readonly fides_key: string }[];
}
