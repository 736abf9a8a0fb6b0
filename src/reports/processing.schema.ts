import { type Static, Type } from 'typebox';

const closed = { additionalProperties: false } as const;
const Indexes = Type.Array(Type.Integer({ minimum: 0 }), { description: 'indexes of the log' });
/** Each value that was seen, with the entries that hold it. */
const Seen = Type.Array(Type.Object({ value: Type.String(), indexes: Indexes }, closed));
const Sum = Type.Object({ value: Type.Integer({ minimum: 0 }), indexes: Indexes }, closed);

export const ActivitySchema = Type.Object(
  {
    purpose: Type.String(),
    environment: Type.String(),
    titles: Seen,
    teams: Seen,
    uses: Seen,
    bases: Seen,
    effects: Seen,
    notices: Seen,
    assessments: Seen,
    /** Of what was asked for as features. */
    categories: Seen,
    /** Of what was read besides, to leave people out and to judge. */
    governing: Seen,
    subjects: Seen,
    datasets: Seen,
    recipients: Type.Array(
      Type.Object(
        {
          name: Type.String(),
          title: Type.String(),
          role: Type.String(),
          country: Type.String(),
          transferGround: Type.String(),
          contract: Type.Union([Type.String(), Type.Null()]),
          saleOrShare: Type.Union([Type.Boolean(), Type.Null()]),
          /** Runs whose result was released to it; the others only asked. */
          released: Sum,
          indexes: Indexes,
        },
        closed,
      ),
    ),
    retention: Seen,
    safeguards: Seen,
    /** Waivers that set a rule aside, each with the runs that used it. */
    waivers: Seen,
    outcomes: Type.Array(
      Type.Object({ outcome: Type.String(), runs: Type.Integer({ minimum: 0 }), indexes: Indexes }, closed),
    ),
    rowsRead: Sum,
    rowsKept: Sum,
    /** What Art. 30(1) asks for and no entry holds. */
    gaps: Type.Array(Type.String()),
  },
  closed,
);

/** `probity report processing`: GDPR 30(1) from runs that were observed in a period. */
export const ProcessingSchema = Type.Object(
  {
    apiVersion: Type.Literal('probity/v1'),
    kind: Type.Literal('RecordOfProcessing'),
    statement: Type.Literal('Evidence of recorded facts, not a finding of compliance.'),
    /** Runs opened from `from` up to, not including, `to`. */
    from: Type.String(),
    to: Type.String(),
    runs: Type.Integer({ minimum: 0 }),
    activities: Type.Array(ActivitySchema),
    gaps: Type.Array(Type.String()),
  },
  closed,
);

export type Processing = Static<typeof ProcessingSchema>;
export type Activity = Static<typeof ActivitySchema>;
export type Sum = Static<typeof Sum>;
export type SeenValues = Static<typeof Seen>;
