import { type Static, Type } from 'typebox';

const closed = { additionalProperties: false } as const;
const Epsilon = (maximum: number) => Type.Number({ minimum: 0.001, maximum });
const Rho = (maximum: number) => Type.Number({ minimum: 0.000001, maximum });
const Delta = Type.Number({ minimum: 1e-12, maximum: 0.001 });
const Bound = Type.Number({ minimum: -1e9, maximum: 1e9 });

/** Only counts and sums leave, with noise on them; what one answer and all answers to one recipient may tell of a person. */
export const NoiseSchema = Type.Object(
  {
    /** Of one answer: pure differential privacy, by discrete Laplace noise. */
    epsilon: Type.Optional(Epsilon(20)),
    /** Of one answer: zero-concentrated differential privacy, by discrete Gaussian noise. */
    rho: Type.Optional(Rho(20)),
    /** With ε: values of text columns are shown above a threshold that one person passes with this chance. */
    delta: Type.Optional(Delta),
    /** Of all answers about a dataset to a destination together. */
    budget: Type.Object(
      {
        epsilon: Type.Optional(Epsilon(100)),
        rho: Type.Optional(Rho(100)),
        delta: Type.Optional(Delta),
      },
      closed,
    ),
    /** What values are clamped to before they are summed; a column without bounds is not summed. */
    bounds: Type.Optional(
      Type.Array(
        Type.Object(
          {
            columns: Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { minItems: 1, uniqueItems: true }),
            low: Bound,
            high: Bound,
          },
          closed,
        ),
        { minItems: 1, maxItems: 100 },
      ),
    ),
  },
  closed,
);

export type AuthoredNoise = Static<typeof NoiseSchema>;
