import { Type } from 'typebox';
import { DRIFT_STATES } from '../../measures/index.js';
import { Count, closed, Real } from './shown.schema.js';

const PointSchema = Type.Object(
  {
    /** The rate of the group by that of the reference in this run. */
    ratio: Type.Number(),
    /** Smoothed over the runs, with the limits that chance keeps it within; null for the first runs, which set them. */
    smoothed: Real,
    low: Real,
    high: Real,
  },
  closed,
);

const ChartSchema = Type.Object(
  {
    trait: Type.String(),
    segment: Type.String(),
    /** The group, and the reference that it is compared with: the largest group. */
    groups: Type.Tuple([Type.String(), Type.String()]),
    /** Of the newest run: `apart` is outside the limits and further from even, `nearer` outside them and nearer to even. */
    state: Type.Enum([...DRIFT_STATES]),
    /** Whether a count of the chart is hidden in one of the runs; then no figure stands here. */
    hidden: Type.Boolean(),
    /** Runs that the centre is of, and their ratio. */
    base: Count,
    centre: Real,
    dispersion: Real,
    /** Half the distance of the limits in standard errors, corrected for the number of charts. */
    width: Type.Number(),
    /** One for each run; null where a run has no such ratio. */
    points: Type.Array(Type.Union([PointSchema, Type.Null()])),
  },
  closed,
);

/** The reach of groups by successive released runs of one segmentation, and by this one. */
export const DriftSchema = Type.Object(
  {
    /** Oldest first, this one last. */
    runs: Type.Array(Type.Object({ run: Type.String(), at: Type.String() }, closed)),
    /** How many of the first runs say what is ordinary. */
    baseRuns: Count,
    /** What policy allows, in standard errors; null where no policy says that a drift matters. */
    limit: Real,
    charts: Type.Array(ChartSchema),
  },
  closed,
);
