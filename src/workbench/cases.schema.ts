import { type Static, Type } from 'typebox';

const closed = { additionalProperties: false } as const;
const Names = Type.Array(Type.String({ minLength: 1 }), { minItems: 1 });

const AuthoredValue = Type.Union(
  [Type.String(), Type.Number(), Type.Boolean(), Type.Null(), Type.Array(Type.String())],
  { description: 'a word, number, truth value, list of words, or null for unknown' },
);

/** Facts as people write them: instants as ISO dates, `null` for a fact that is not known. */
const AuthoredFacts = Type.Record(Type.String(), AuthoredValue);

/** Named axes: parts of the request, or facts. Every combination of their values is a case of its own. */
const Matrix = Type.Record(Type.String(), Type.Array(AuthoredValue, { minItems: 1, maxItems: 64 }), {
  description: 'axes by name (purpose, dataset, destination, plugin, columns or a fact), each with its values',
});

/** Bounds of one file, so that its cases come to an end. */
const CASES_MAX = 1_000;
const ROWS_MAX = 500;

const ASKED = {
  purpose: Type.String(),
  dataset: Type.String(),
  destination: Type.String(),
  plugin: Type.String(),
  columns: Names,
};
/** Who asks, and under which circumstances: without them the facts of the fixtures alone say it. */
const ASKING = { actor: Type.Optional(Type.String()), context: Type.Optional(Type.String()) };

const Request = Type.Object({ ...Type.Partial(Type.Object(ASKED)).properties, ...ASKING }, closed);

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
    /** People who ask, circumstances and customers by name, each with its facts. */
    actors: Type.Optional(Type.Record(Type.String(), AuthoredFacts)),
    contexts: Type.Optional(Type.Record(Type.String(), AuthoredFacts)),
    subjects: Type.Optional(Type.Record(Type.String(), AuthoredFacts)),
    request: Type.Object({ ...ASKED, ...ASKING }, closed),
    facts: AuthoredFacts,
  },
  closed,
);

const RowCase = Type.Object(
  {
    /** A customer of the fixtures, whose facts `row` changes. */
    subject: Type.Optional(Type.String()),
    row: Type.Optional(AuthoredFacts),
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
          clock: Type.Optional(
            Type.String({ format: 'instant', description: 'the moment of this request, instead of that of the file' }),
          ),
          request: Type.Optional(Request),
          facts: Type.Optional(AuthoredFacts),
          matrix: Type.Optional(Matrix),
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
          rows: Type.Optional(Type.Array(RowCase, { minItems: 1, maxItems: ROWS_MAX })),
          skip: Type.Optional(Type.String({ pattern: '\\S', description: 'why the case is not run' })),
        },
        closed,
      ),
      { minItems: 1, maxItems: CASES_MAX },
    ),
  },
  closed,
);

export type Fixtures = Static<typeof FixturesSchema>;
export type Cases = Static<typeof CasesSchema>;
export type PolicyCase = Cases['cases'][number];
export type AuthoredFacts = Static<typeof AuthoredFacts>;
export type AuthoredValue = Static<typeof AuthoredValue>;
