import { type Static, Type } from 'typebox';
import { DriftSchema } from '../stages/release/index.js';

const closed = { additionalProperties: false } as const;

/** `probity report drift`: how groups were reached by the released runs of segmentations of a dataset for a purpose. */
export const DriftReportSchema = Type.Object(
  {
    apiVersion: Type.Literal('probity/v1'),
    kind: Type.Literal('DriftReport'),
    statement: Type.Literal('Evidence of recorded facts, not a finding of compliance.'),
    dataset: Type.String(),
    purpose: Type.String(),
    /** One for each destination and plugin with a released run. */
    series: Type.Array(Type.Object({ destination: Type.String(), plugin: Type.String(), drift: DriftSchema }, closed)),
  },
  closed,
);

export type DriftReportDocument = Static<typeof DriftReportSchema>;
