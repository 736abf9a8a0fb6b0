import { type Static, type TObject, type TProperties, Type } from 'typebox';
import { BASES, DATASET_REGIMES, DESTINATION_ROLES, EFFECTS, ROLES } from '../../conditions/index.js';
import { NoiseSchema } from './noise.schema.js';

const closed = { additionalProperties: false } as const;
const Name = Type.String({
  pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
  maxLength: 80,
  description: 'a name in kebab-case',
});
/** Letters of one alphabet alone: two people who look alike on the screen would otherwise pass as two. */
const Alias = Type.String({
  pattern: '^[a-z0-9]+([._-][a-z0-9]+)*$',
  maxLength: 60,
  description: 'an alias: lower-case letters and digits, parted by dot, dash or underscore',
});
const Instant = Type.String({ format: 'instant', description: 'an ISO 8601 date, or a date-time with zone' });
const Duration = Type.String({
  pattern: '^[1-9][0-9]{0,4} (day|week|month|year)s?$',
  description: "a duration in calendar units, such as '24 months'",
});
const Names = Type.Array(Name, { minItems: 1, uniqueItems: true });
const Count = Type.Integer({ minimum: 1, maximum: 1_000_000 });

/** A test over one fact of the catalogue. Exactly one operator; checked against the fact's type by the reader. */
export type AuthoredCondition =
  | { readonly all: readonly AuthoredCondition[] }
  | { readonly any: readonly AuthoredCondition[] }
  | { readonly not: AuthoredCondition }
  | {
      readonly fact: string;
      readonly eq?: string | number | boolean;
      readonly in?: readonly (string | number)[];
      readonly lt?: number | string;
      readonly lte?: number | string;
      readonly gt?: number | string;
      readonly gte?: number | string;
      /** The set has this word. */
      readonly has?: string;
      /** One or several taxonomy keys, or any key below one; on a set: it has one of those. */
      readonly under?: string | readonly string[];
      /** The instant lies before now minus this duration. */
      readonly olderThan?: string;
      /** The instant lies at or after now minus this duration. */
      readonly notOlderThan?: string;
      /** The instant lies before this one; the word `now` is the moment of the request. */
      readonly before?: string;
      readonly after?: string;
    };

/** Recursive trees are checked by the condition reader, which gives better places than a recursive schema. */
const Condition = Type.Unsafe<AuthoredCondition>({
  type: 'object',
  description: 'all, any, not, or a test over a fact',
});

/** Where a policy speaks; every part that is absent means everywhere. Parts are and-ed, words of a part or-ed. */
export const ScopeSchema = Type.Object(
  {
    purposes: Type.Optional(
      Type.Object(
        {
          names: Type.Optional(Names),
          use: Type.Optional(Type.String({ description: 'a Fideslang data use, with everything below it' })),
          effects: Type.Optional(Type.Array(Type.Enum([...EFFECTS]), { minItems: 1 })),
          bases: Type.Optional(Type.Array(Type.Enum([...BASES]), { minItems: 1 })),
        },
        closed,
      ),
    ),
    datasets: Type.Optional(
      Type.Object(
        {
          names: Type.Optional(Names),
          regimes: Type.Optional(Type.Array(Type.Enum([...DATASET_REGIMES]), { minItems: 1 })),
        },
        closed,
      ),
    ),
    plugins: Type.Optional(Type.Object({ names: Names }, closed)),
    destinations: Type.Optional(
      Type.Object(
        {
          names: Type.Optional(Names),
          roles: Type.Optional(Type.Array(Type.Enum([...DESTINATION_ROLES]), { minItems: 1 })),
          saleOrShare: Type.Optional(Type.Boolean()),
        },
        closed,
      ),
    ),
    /** Data categories, each with everything below it. A grant must name what it grants. */
    categories: Type.Optional(Type.Array(Type.String(), { minItems: 1 })),
    /** A fact of the row: the policy then speaks of those customers, and of those whose jurisdiction is unknown. */
    jurisdictions: Type.Optional(Type.Array(Type.String({ minLength: 1 }), { minItems: 1 })),
  },
  closed,
);

const MaskSchema = Type.Object(
  {
    categories: Type.Array(Type.String(), { minItems: 1 }),
    round: Type.Optional(Type.Number({ exclusiveMinimum: 0, description: 'round to multiples of this number' })),
    bucket: Type.Optional(Type.Number({ exclusiveMinimum: 0, description: 'the middle of the bucket of this width' })),
    quantiles: Type.Optional(Type.Integer({ minimum: 2, maximum: 100, description: 'the number of quantile bins' })),
    suppress: Type.Optional(Type.Literal(true)),
  },
  closed,
);

const Consequence = Type.Enum(['release', 'hold', 'withhold']);
const Share = Type.Number({ exclusiveMinimum: 0, maximum: 1 });

const SPECS = {
  AccessPolicy: {
    effect: Type.Enum(['grant', 'prohibit']),
    /** Roles of which one person each must approve the run's release. */
    approvals: Type.Optional(Type.Array(Type.Enum([...ROLES]), { minItems: 1, uniqueItems: true })),
  },
  ConsentPolicy: {
    requires: Type.Optional(
      Type.Object({ consent: Type.Literal('granted'), notOlderThan: Type.Optional(Duration) }, closed),
    ),
    honours: Type.Optional(
      Type.Array(Type.Enum(['objection', 'opt-out', 'restriction']), { minItems: 1, uniqueItems: true }),
    ),
  },
  RetentionPolicy: {
    /** Rows whose retention anchor is older leave the run. */
    rowsNotOlderThan: Type.Optional(Duration),
    /** The release must be destroyed after this long. */
    releaseNotLongerThan: Type.Optional(Duration),
  },
  DisclosurePolicy: {
    segmentSizeMin: Type.Optional(Count),
    cellSizeMin: Type.Optional(Count),
    kMin: Type.Optional(Count),
    /** The least number of segments in every class of equal quasi-identifiers. */
    lMin: Type.Optional(Count),
    /** The same as `kMin`, for an outsider who knows the segment as well. */
    kWithSegmentMin: Type.Optional(Count),
    /** The largest share of one segment in a class: (α, k)-anonymity. */
    alphaMax: Type.Optional(Share),
    /** The least exponential of the entropy of the segments in a class. */
    entropyLMin: Type.Optional(Type.Number({ minimum: 1, maximum: 1_000 })),
    /** Recursive (c, l)-diversity: the commonest segment of a class has fewer than c times the people of the l-th and later ones. */
    recursiveDiversity: Type.Optional(
      Type.Object(
        {
          c: Type.Number({ exclusiveMinimum: 0, maximum: 1_000_000 }),
          l: Type.Integer({ minimum: 2, maximum: 1_000 }),
        },
        closed,
      ),
    ),
    /** The largest distance of the segments of a class from those of everybody, equal distance. */
    tMax: Type.Optional(Share),
    /** The largest enhanced β-likeness. */
    betaMax: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 1_000 })),
    /** δ-disclosure privacy: every |ln(q / p)| lies under this; a segment that is absent from a class breaks it. */
    deltaMax: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 1_000 })),
    /** Two segments of releases of the same people differ by nobody, or by at least so many people. */
    differenceMin: Type.Optional(Count),
    /** What becomes of a run whose difference from an earlier release is smaller. */
    onSmallDifference: Type.Optional(Consequence),
    /** Of a k-anonymous table: people who share generalised quasi-identifiers and segment; segments in a class. */
    recodedKMin: Type.Optional(Count),
    recodedLMin: Type.Optional(Count),
    /** The largest distance of a class's segments from those of everybody, and the largest share of people left out. */
    recodedTMax: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
    suppressionMax: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
    masks: Type.Optional(Type.Array(MaskSchema, { minItems: 1 })),
    isolationMin: Type.Optional(Type.Integer({ minimum: 0, maximum: 3 })),
    modelOnly: Type.Optional(Type.Literal(true)),
    noise: Type.Optional(NoiseSchema),
  },
  BiasPolicy: {
    traits: Type.Optional(Names),
    ratioMin: Type.Optional(Share),
    /** The least ratio of the mean benefits of two groups, and the largest difference, in the unit of the purpose's benefits. */
    benefitRatioMin: Type.Optional(Share),
    benefitDifferenceMax: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 1e12 })),
    confidence: Type.Number({ minimum: 0.8, maximum: 0.999 }),
    /** Over all comparisons of a run; `holm-over-attempts` also over those of earlier attempts that were not released. */
    correction: Type.Enum(['holm', 'none', 'holm-over-attempts']),
    groupSizeMin: Type.Optional(Count),
    onFail: Type.Optional(Consequence),
    onInconclusive: Type.Optional(Consequence),
    onNotEstimable: Type.Optional(Consequence),
    onNotAssessed: Type.Optional(Consequence),
    attemptsMax: Type.Optional(Count),
    /** How far a group's reach may move from that of the first runs, in standard errors, before a person looks again. */
    driftMax: Type.Optional(Type.Number({ minimum: 1, maximum: 10 })),
    /** How many released runs say what is ordinary. */
    driftRuns: Type.Optional(Type.Integer({ minimum: 2, maximum: 100 })),
    onDrift: Type.Optional(Consequence),
  },
} as const;

const METADATA = {
  name: Name,
  // Titles and laws stand in entries of the log, which are small.
  title: Type.String({ minLength: 1, maxLength: 200 }),
  owner: Type.String({ minLength: 1, maxLength: 100 }),
};
const Laws = Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { minItems: 1, maxItems: 20 });

const Metadata = Type.Object(
  {
    ...METADATA,
    law: Type.Optional(
      Type.Object(
        {
          requires: Type.Optional(Laws),
          supports: Type.Optional(Laws),
          stricterThanLaw: Type.Optional(Type.Boolean()),
        },
        closed,
      ),
    ),
    effective: Type.Object({ from: Instant, until: Type.Optional(Instant) }, closed),
    mode: Type.Enum(['enforce', 'warn', 'audit']),
    /** Who may approve a waiver of this rule; a rule without it cannot be waived. */
    waivable: Type.Optional(
      Type.Object({ by: Type.Array(Type.Enum([...ROLES]), { minItems: 1, uniqueItems: true }) }, closed),
    ),
  },
  closed,
);

function policySchema<K extends string, P extends TProperties>(kind: K, spec: P) {
  return Type.Object(
    {
      apiVersion: Type.Literal('probity/v1'),
      kind: Type.Literal(kind),
      metadata: Metadata,
      spec: Type.Object({ scope: Type.Optional(ScopeSchema), when: Type.Optional(Condition), ...spec }, closed),
    },
    closed,
  );
}

export const WaiverSchema = Type.Object(
  {
    apiVersion: Type.Literal('probity/v1'),
    kind: Type.Literal('Waiver'),
    metadata: Type.Object({ ...METADATA, effective: Type.Object({ from: Instant, until: Instant }, closed) }, closed),
    spec: Type.Object(
      {
        rule: Name,
        reason: Type.String({ minLength: 10, maxLength: 1_000 }),
        requestedBy: Alias,
        approvedBy: Type.Object({ actor: Alias, role: Type.Enum([...ROLES]) }, closed),
        /** At most this many released runs; without a bound the period alone ends it. */
        uses: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
        scope: Type.Optional(ScopeSchema),
      },
      closed,
    ),
  },
  closed,
);

export const PolicySchemas = {
  AccessPolicy: policySchema('AccessPolicy', SPECS.AccessPolicy),
  ConsentPolicy: policySchema('ConsentPolicy', SPECS.ConsentPolicy),
  RetentionPolicy: policySchema('RetentionPolicy', SPECS.RetentionPolicy),
  DisclosurePolicy: policySchema('DisclosurePolicy', SPECS.DisclosurePolicy),
  BiasPolicy: policySchema('BiasPolicy', SPECS.BiasPolicy),
  Waiver: WaiverSchema,
} as const satisfies Record<string, TObject>;

export type PolicyKind = keyof typeof PolicySchemas;
export type Scope = Static<typeof ScopeSchema>;
export type AccessPolicy = Static<typeof PolicySchemas.AccessPolicy>;
export type ConsentPolicy = Static<typeof PolicySchemas.ConsentPolicy>;
export type RetentionPolicy = Static<typeof PolicySchemas.RetentionPolicy>;
export type DisclosurePolicy = Static<typeof PolicySchemas.DisclosurePolicy>;
export type BiasPolicy = Static<typeof PolicySchemas.BiasPolicy>;
export type Waiver = Static<typeof WaiverSchema>;
export type Policy = AccessPolicy | ConsentPolicy | RetentionPolicy | DisclosurePolicy | BiasPolicy;
