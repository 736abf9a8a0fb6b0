import { Type } from 'typebox';
import { Count, closed, Words } from './shown.schema.js';

/** One attempt before a run. */
export const EarlierAttemptSchema = Type.Object(
  {
    number: Count,
    run: Type.String(),
    at: Type.String(),
    /** How it ended: `open` while it has not. */
    outcome: Type.String(),
    /** Against the attempt before it. */
    changed: Words,
  },
  closed,
);

/** Where a run stands among the judged runs of the same dataset, purpose and destination. */
export const AttemptSchema = Type.Object(
  {
    family: Type.String({ pattern: '^sha256:[0-9a-f]{64}$' }),
    number: Count,
    /** Against the attempt before it. */
    changed: Words,
    /** The attempts before it, the latest first; at most twenty. Absent from reports of earlier versions. */
    earlier: Type.Optional(Type.Array(EarlierAttemptSchema)),
  },
  closed,
);
