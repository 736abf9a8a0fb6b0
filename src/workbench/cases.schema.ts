import { type Static, Type } from 'typebox';

const closed = { additionalProperties: false } as const;
const Names = Type.Array(Type.String({ minLength: 1 }), { minItems: 1 });

/** Facts as people write them: instants as ISO dates, `null` for a fact that is not known. */
const AuthoredFacts = Type.Record(
  Type.String(),
  Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null(), Type.Array(Type.String())], {
    description: 'a word, number, truth value, list of words, or null for unknown',
  }),
);

const Request = Type.Object(
  {
    purpose: Type.Optional(Type.String()),
    dataset: Type.Optional(Type.String()),
    destination: Type.Optional(Type.String()),
    plugin: Type.Optional(Type.String()),
    columns: Type.Optional(Names),
  },
  closed,
);

/** `fixtures.yaml`: a small made-up world that the cases of a policy folder ask in. */
export const FixturesSchema = Type.Object(
  {
    apiVersion: Type.Literal('probity/v1'),
    kind: Type.Literal('PolicyFixtures'),
    purposes: Type.Record(
      Type.String(),
      Type.Object({ use: Type.String(), effect: Type.String(), basis: Type.String() }, closed),
    ),
    datasets: Type.Record(Type.String(), Type.Object({ regime: Type.String() }, closed)),
    destinations: Type.Record(Type.String(), AuthoredFacts),
    plugins: Type.Record(Type.String(), AuthoredFacts),
    columns: Type.Record(
      Type.String(),
      Type.Object({ categories: Names, roles: Names, provenance: Type.String() }, closed),
    ),
    request: Type.Required(Request),
    facts: AuthoredFacts,
  },
  closed,
);

const RowCase = Type.Object(
  {
    row: AuthoredFacts,
    /** The reasons for which this policy removes the row; none means that it stays. */
    removed: Type.Array(Type.String()),
  },
  closed,
);

/** `cases.yaml` beside a policy: what it must decide, in sentences. */
export const CasesSchema = Type.Object(
  {
    apiVersion: Type.Literal('probity/v1'),
    kind: Type.Literal('PolicyCases'),
    clock: Type.String({
      format: 'instant',
      description: 'the moment of every request, an ISO 8601 date or date-time',
    }),
    cases: Type.Array(
      Type.Object(
        {
          name: Type.String({ pattern: ' ', description: 'a sentence' }),
          request: Type.Optional(Request),
          facts: Type.Optional(AuthoredFacts),
          expect: Type.Object(
            {
              decision: Type.Enum(['permit', 'denial']),
              /** Each must be among the reasons, as `CODE rule`. */
              reasons: Type.Optional(Names),
              /** None of these may be among the reasons. */
              notReasons: Type.Optional(Names),
              obligations: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
            },
            closed,
          ),
          rows: Type.Optional(Type.Array(RowCase, { minItems: 1 })),
          skip: Type.Optional(Type.String({ minLength: 1, description: 'why the case is not run' })),
        },
        closed,
      ),
      { minItems: 1 },
    ),
  },
  closed,
);

export type Fixtures = Static<typeof FixturesSchema>;
export type Cases = Static<typeof CasesSchema>;
export type PolicyCase = Cases['cases'][number];
export type AuthoredFacts = Static<typeof AuthoredFacts>;
