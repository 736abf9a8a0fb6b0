import { Type } from 'typebox';
import { VERDICTS } from '../../measures/index.js';

export const closed = { additionalProperties: false } as const;

/** The schema, or null where there is nothing to show. */
export const nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Union([schema, Type.Null()]);

export const Count = Type.Integer({ minimum: 0 });

/** A count that the minimum cell hides is null: it was there, and is not shown. */
export const ShownCount = nullable(Count);

export const Real = nullable(Type.Number());

/** Lower and upper end. */
export const IntervalPair = Type.Tuple([Type.Number(), Type.Number()]);
export const Interval = nullable(IntervalPair);

export const Words = Type.Array(Type.String());

/** What became of a comparison. */
export const VerdictWord = Type.Enum([...VERDICTS]);
