import { type Static, Type } from 'typebox';
import { ReportSchema } from '../stages/release/index.js';

const closed = { additionalProperties: false } as const;
const Index = Type.Integer({ minimum: 0, description: 'an index of the log' });

/** `probity report run`: everything recorded about one run; every figure with the entry that holds it. */
export const DossierSchema = Type.Object(
  {
    apiVersion: Type.Literal('probity/v1'),
    kind: Type.Literal('RunDossier'),
    statement: Type.Literal('Evidence of recorded facts, not a finding of compliance.'),
    run: Type.String(),
    outcome: Type.String(),
    opened: Type.Union([Index, Type.Null()]),
    closed: Type.Union([Index, Type.Null()]),
    decided: Type.Array(Index),
    /** Each leaf of each entry: a dotted path, the value as recorded, and its index. */
    facts: Type.Array(
      Type.Object(
        {
          path: Type.String(),
          value: Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]),
          index: Index,
        },
        closed,
      ),
    ),
    entries: Type.Array(
      Type.Object(
        {
          index: Index,
          type: Type.String(),
          at: Type.String(),
          environment: Type.String(),
          actor: Type.Union([Type.String(), Type.Null()]),
          body: Type.Record(Type.String(), Type.Unknown()),
        },
        closed,
      ),
    ),
    receipt: Type.Object({ index: Type.Union([Index, Type.Null()]), file: Type.String() }, closed),
    verify: Type.Array(Type.String()),
    /** The report that the engine kept of a withheld run, when it is the one that the log names. */
    report: Type.Optional(ReportSchema),
    /** What a reader would expect and the log does not hold. */
    missing: Type.Array(Type.String()),
  },
  closed,
);

export type Dossier = Static<typeof DossierSchema>;
