import { Type } from 'typebox';

/** A figure that is null when the table holds nobody. */
export const Real = Type.Union([Type.Number(), Type.Null()]);

export const closed = { additionalProperties: false } as const;
