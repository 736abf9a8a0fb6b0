import { type Static, Type } from 'typebox';
import { AI_CLASSES, ASSESSMENT_STATES, BASES, EFFECTS, PROXY_REVIEW_STATES } from '../../conditions/index.js';

const closed = { additionalProperties: false } as const;
const Name = Type.String({
  pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
  maxLength: 80,
  description: 'a name in kebab-case',
});
const When = Type.String({ format: 'instant', description: 'an ISO 8601 date or date-time with zone' });

/** `config/purposes/<name>.yaml` */
export const PurposeSchema = Type.Object(
  {
    apiVersion: Type.Literal('probity/v1'),
    kind: Type.Literal('Purpose'),
    name: Name,
    title: Type.String({ minLength: 1 }),
    use: Type.String({ description: 'a Fideslang data use' }),
    team: Name,
    basis: Type.Enum([...BASES]),
    effect: Type.Enum([...EFFECTS]),
    balancingTest: Type.Optional(Type.String({ description: 'a reference to the balancing test (GDPR 6(1)(f))' })),
    assessment: Type.Object(
      {
        state: Type.Enum([...ASSESSMENT_STATES]),
        reference: Type.Optional(Type.String()),
        until: Type.Optional(When),
      },
      closed,
    ),
    /** The triage under the AI Act; absent means that it was not done. */
    aiAct: Type.Optional(
      Type.Object(
        {
          class: Type.Enum([...AI_CLASSES]),
          reference: Type.String({ minLength: 1, description: 'where the reasons of the triage are on file' }),
        },
        closed,
      ),
    ),
    /** The review of features that stand in for a prohibited basis; absent means that it was not done. */
    proxyReview: Type.Optional(
      Type.Object(
        {
          state: Type.Enum([...PROXY_REVIEW_STATES]),
          reference: Type.String({ minLength: 1, description: 'where the review is on file' }),
        },
        closed,
      ),
    ),
    notice: Type.Object({ version: Type.String(), url: Type.Optional(Type.String()) }, closed),
    /** The word under which the consent table knows this purpose; the name when it is absent. */
    consentKey: Type.Optional(Type.String()),
    /** What a segment is worth to a person in it, by its name; 0 is nothing, below 0 is harm. */
    benefits: Type.Optional(Type.Record(Type.String({ minLength: 1, maxLength: 200 }), Type.Number())),
    destinations: Type.Array(Name, { minItems: 1 }),
    expires: Type.Optional(When),
  },
  closed,
);

export type Purpose = Static<typeof PurposeSchema>;
