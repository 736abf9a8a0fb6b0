import { type Static, type TProperties, Type } from 'typebox';
import { ROLES } from '../../../conditions/index.js';
import { CONSEQUENCES, CORRECTIONS } from '../../../registers/policies/index.js';

const closed = { additionalProperties: false } as const;
const Count = Type.Integer({ minimum: 1, maximum: 1_000_000_000 });
const ShareFrom0 = Type.Number({ minimum: 0, maximum: 1 });
const Consequence = Type.Enum([...CONSEQUENCES]);
const Categories = Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { minItems: 1, maxItems: 50 });

const Share = Type.Number({ exclusiveMinimum: 0, maximum: 1 });
const Bound = Type.Number({ exclusiveMinimum: 0, maximum: 1_000_000 });

const only = <P extends TProperties>(properties: P) => Type.Object(properties, closed);
const mask = <P extends TProperties>(how: P) => only({ mask: only({ categories: Categories, ...how }) });

/** One obligation as policies write it: one key, and what it must be at least. */
export const OwnObligationSchema = Type.Union([
  only({ segmentSizeMin: Count }),
  only({ cellSizeMin: Count }),
  only({ kMin: Count }),
  only({ lMin: Count }),
  only({ kWithSegmentMin: Count }),
  only({ alphaMax: Share }),
  only({ entropyLMin: Type.Number({ minimum: 1, maximum: 1_000 }) }),
  only({ recursiveDiversity: only({ c: Bound, l: Type.Integer({ minimum: 2, maximum: 1_000 }) }) }),
  only({ tMax: Share }),
  only({ betaMax: Bound }),
  only({ deltaMax: Bound }),
  only({ differenceMin: Count }),
  only({ onSmallDifference: Consequence }),
  only({ recodedKMin: Count }),
  only({ recodedLMin: Count }),
  only({ recodedTMax: ShareFrom0 }),
  only({ suppressionMax: ShareFrom0 }),
  only({ isolationMin: Type.Integer({ minimum: 0, maximum: 3 }) }),
  only({ modelOnly: Type.Literal(true) }),
  mask({ round: Type.Number({ exclusiveMinimum: 0, maximum: 1e12 }) }),
  mask({ bucket: Type.Number({ exclusiveMinimum: 0, maximum: 1e12 }) }),
  mask({ quantiles: Type.Integer({ minimum: 2, maximum: 100 }) }),
  mask({ suppress: Type.Literal(true) }),
  only({ ratioMin: Type.Number({ exclusiveMinimum: 0, maximum: 1 }) }),
  only({ benefitRatioMin: Share }),
  only({ benefitDifferenceMax: Type.Number({ exclusiveMinimum: 0, maximum: 1e12 }) }),
  only({ confidence: Type.Number({ minimum: 0.8, maximum: 0.999 }) }),
  only({ correction: Type.Enum([...CORRECTIONS]) }),
  only({ groupSizeMin: Count }),
  only({ onFail: Consequence }),
  only({ onInconclusive: Consequence }),
  only({ onNotEstimable: Consequence }),
  only({ onNotAssessed: Consequence }),
  only({ attemptsMax: Count }),
  only({ driftMax: Type.Number({ minimum: 1, maximum: 10 }) }),
  only({ driftRuns: Type.Integer({ minimum: 2, maximum: 100 }) }),
  only({ onDrift: Consequence }),
  only({ releaseDays: Type.Integer({ minimum: 1, maximum: 36_600 }) }),
  only({ approvals: Type.Array(Type.Enum([...ROLES]), { minItems: 1, maxItems: ROLES.length, uniqueItems: true }) }),
]);

/** What an own rule answers: why it forbids, and what it obliges. There is no word for a permit. */
export const OwnAnswerSchema = only({
  forbid: Type.Array(
    only({
      code: Type.String({ pattern: '^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$', maxLength: 60 }),
      /** One line for people. */
      sentence: Type.String({ pattern: '^[^\\p{C}\\p{Zl}\\p{Zp}]+$', minLength: 1, maxLength: 200 }),
    }),
    { maxItems: 4 },
  ),
  obligations: Type.Array(OwnObligationSchema, { maxItems: 50 }),
});

export type OwnObligation = Static<typeof OwnObligationSchema>;
