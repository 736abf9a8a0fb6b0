import { Type } from 'typebox';

export const closed = { additionalProperties: false } as const;

/** The schema, or null where there is nothing to say. */
export const nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Union([schema, Type.Null()]);

/** A figure; null where it is not defined, as for a table that holds nobody. */
export const Real = nullable(Type.Number());

/** Lower and upper end. */
export const IntervalSchema = Type.Tuple([Type.Number(), Type.Number()]);

/** What became of a comparison with a limit. */
export const VERDICTS = ['pass', 'fail', 'inconclusive', 'not_estimable', 'not_assessed'] as const;
export const VerdictWord = Type.Enum([...VERDICTS]);
