import type { SegmentationReport } from '../report.schema.js';

type Drift = NonNullable<SegmentationReport['drift']>;

const first = { smoothed: null, low: null, high: null };
const chart = { trait: 'sex', groups: ['female', 'male'] as [string, string], base: 2, width: 3.2 };

/** Charts for specs: one that drifted, one whose figures are hidden, one with too few runs. */
export const exampleDrift: Drift = {
  runs: [1, 2, 3, 4].map((day) => ({ run: `run-${day}`, at: `2026-02-0${day}T09:30:00.000Z` })),
  baseRuns: 2,
  limit: 3,
  charts: [
    {
      ...{ ...chart, segment: 'large limit', state: 'steady', hidden: true, centre: null, dispersion: null },
      points: [null, null, null, null],
    },
    {
      ...{ ...chart, segment: 'small limit', state: 'apart', hidden: false, centre: 0.97, dispersion: 1 },
      points: [
        { ratio: 0.98, ...first },
        { ratio: 0.96, ...first },
        null,
        { ratio: 0.696, smoothed: 0.811, low: 0.88, high: 1.07 },
      ],
    },
    {
      ...{
        ...chart,
        segment: 'middle limit',
        state: 'too-few-runs',
        hidden: false,
        centre: 1.1,
        dispersion: 1,
        base: 1,
      },
      points: [null, null, null, { ratio: 1.1, ...first }],
    },
  ],
};
