import { isoInstant } from '../../documents/index.js';
import type { DriftReport } from '../fairness/index.js';

/** The charts as a report may show them: one that a hidden count went into keeps its state and loses every figure. */
export function driftPart({ runs, baseRuns, charts }: DriftReport, limit: number | null) {
  return {
    runs: runs.map(({ run, at }) => ({ run, at: isoInstant(at) })),
    baseRuns,
    limit,
    charts: charts.map(({ points, centre, dispersion, ...chart }) =>
      chart.hidden
        ? { ...chart, centre: null, dispersion: null, points: points.map(() => null) }
        : { ...chart, centre, dispersion, points },
    ),
  };
}

/** What of the drift could not be looked at. */
export function driftNotShown({ charts }: DriftReport, limit: number | null) {
  const traits = [...new Set(charts.map(({ trait }) => trait))];
  const of = (trait: string) => charts.filter((chart) => chart.trait === trait);
  const early = traits.filter((trait) => of(trait).every(({ state }) => state === 'too-few-runs'));
  const hidden = traits.filter((trait) => !early.includes(trait) && of(trait).some((chart) => chart.hidden));
  const charted = traits.length > early.length;
  return [
    ...early.map((trait) => ({ code: 'DRIFT_BEFORE_BASE', subject: trait })),
    ...hidden.map((trait) => ({ code: 'DRIFT_HIDDEN', subject: trait })),
    ...(charted && limit === null ? [{ code: 'DRIFT_WITHOUT_LIMIT', subject: 'fairness' }] : []),
  ];
}
