import { type Static, Type } from 'typebox';
import { frozen } from '../../documents/index.js';
import { closed, Real } from '../figures.schema.js';
import { defineMeasure } from '../measure.js';
import { measuresError } from '../measures.errors.js';
import { logRatio, normalCdf, normalQuantile, type Share } from '../statistics/index.js';
import { type ChartPoint, ewmaChart } from './ewma-chart.js';

export const DRIFT_STATES = ['steady', 'apart', 'nearer', 'too-few-runs', 'not-measured'] as const;
/** `apart`: outside the limits and further from even than the base; `nearer`: outside them, and nearer to even. */
export type DriftState = (typeof DRIFT_STATES)[number];

const PointSchema = Type.Object(
  {
    /** The rate of the group by that of the reference, as this run measured it. */
    ratio: Type.Number(),
    /** Null for runs of the base. */
    smoothed: Real,
    low: Real,
    high: Real,
  },
  closed,
);

/** What `reachDrift` gives. */
export const ReachDriftSchema = Type.Object(
  {
    /** Of the newest run. */
    state: Type.Enum([...DRIFT_STATES]),
    /** Runs that the centre was taken from. */
    base: Type.Integer({ minimum: 0 }),
    /** Ratio of the base; null without any run that measured one. */
    centre: Real,
    /** How many times as far apart as chance puts them the runs of the base lie; at least 1. */
    dispersion: Type.Number({ minimum: 1 }),
    /** Half the distance of the limits in standard errors, corrected for the charts of the run. */
    width: Type.Number(),
    /** One for each run, oldest first; null where a run has no such ratio. */
    points: Type.Array(Type.Union([PointSchema, Type.Null()])),
  },
  closed,
);
type Loose = Static<typeof ReachDriftSchema>;
export type DriftPoint = Readonly<Exclude<Loose['points'][number], null>>;
export type ReachDrift = Readonly<Omit<Loose, 'points'>> & { readonly points: readonly (DriftPoint | null)[] };

/** How a group and the group that it is compared with were reached by one run. */
export interface ReachPair {
  readonly group: Share;
  readonly reference: Share;
}

export interface DriftOptions {
  /** The first runs, which say what is ordinary; at least 2. */
  readonly baseRuns: number;
  /** Half the distance of the limits if there were one chart, in standard errors. */
  readonly sigmas: number;
  /** How many charts are looked at together. */
  readonly charts: number;
}

/** The weight of the newest run (Hunter 1986 advises 0.2 to 0.3). */
export const SMOOTHING = 0.3;

/**
 * Whether the newest run reaches a group, against a reference, as the first runs did. `runs` are oldest first; null where
 * a run had neither the segment nor the group. Throws MEASURE_OPTION_INVALID.
 */
export function reachDrift(runs: readonly (ReachPair | null)[], options: DriftOptions): ReachDrift {
  refuse(options);
  const measured = runs.map((pair) => (pair === null ? null : pointOf(pair)));
  const known = measured.filter((point) => point !== null);
  const base = known.slice(0, options.baseRuns);
  const centre = centreOf(base);
  const dispersion = dispersionOf(base, centre);
  const width = widthFor(options);
  const charted = ewmaChart(centre, known.slice(base.length), { smoothing: SMOOTHING, width, dispersion });
  const last = measured.at(-1) ?? null;
  return frozen({
    state: last === null ? 'not-measured' : stateOf(charted.at(-1), centre.value),
    base: base.length,
    centre: base.length === 0 ? null : Math.exp(centre.value),
    dispersion,
    width,
    points: placed(measured, charted, base.length),
  });
}

// Where nobody of either group was reached there is no ratio, and where a group has nobody there is no rate.
function pointOf({ group, reference }: ReachPair): ChartPoint | null {
  if (group.total === 0 || reference.total === 0 || group.count + reference.count === 0) return null;
  const { log, error } = logRatio(group, reference);
  return { value: log, error };
}

/** The mean of the base, each run weighted by how well it is known. */
function centreOf(base: readonly ChartPoint[]): ChartPoint {
  const weights = base.map(({ error }) => 1 / error ** 2);
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  if (all === 0) return { value: 0, error: 0 };
  const value = base.reduce((sum, point, at) => sum + point.value * (weights[at] as number), 0) / all;
  return { value, error: Math.sqrt(1 / all) };
}

/** The mean range of two normal values, in standard deviations. */
const RANGE_OF_TWO = 1.128;

// Runs of the same people lie nearer together than chance says, which would narrow the limits for no good reason.
function dispersionOf(base: readonly ChartPoint[], centre: ChartPoint): number {
  if (base.length < 2) return 1;
  const scores = base.map(({ value, error }) => (value - centre.value) / error);
  const ranges = scores.slice(1).map((score, at) => Math.abs(score - (scores[at] as number)));
  const mean = ranges.reduce((sum, range) => sum + range, 0) / ranges.length;
  return Math.max(1, mean / RANGE_OF_TWO);
}

/** Bonferroni: many charts together cry wolf as seldom as one of this width would. */
function widthFor({ sigmas, charts }: DriftOptions): number {
  return charts <= 1 ? sigmas : -normalQuantile(normalCdf(-sigmas) / charts);
}

function stateOf(newest: ReturnType<typeof ewmaChart>[number] | undefined, centre: number): DriftState {
  if (newest === undefined) return 'too-few-runs';
  const { smoothed, low, high } = newest;
  if (smoothed >= low && smoothed <= high) return 'steady';
  return Math.abs(smoothed) > Math.abs(centre) ? 'apart' : 'nearer';
}

function placed(
  measured: readonly (ChartPoint | null)[],
  charted: ReturnType<typeof ewmaChart>,
  base: number,
): readonly (DriftPoint | null)[] {
  let seen = 0;
  return measured.map((point) => {
    if (point === null) return null;
    const after = charted[seen++ - base];
    const limits = after
      ? { smoothed: Math.exp(after.smoothed), low: Math.exp(after.low), high: Math.exp(after.high) }
      : { smoothed: null, low: null, high: null };
    return { ratio: Math.exp(point.value), ...limits };
  });
}

function refuse({ baseRuns, sigmas, charts }: DriftOptions): void {
  if (baseRuns >= 2 && sigmas > 0 && Number.isFinite(sigmas) && charts >= 0) return;
  throw measuresError('MEASURE_OPTION_INVALID', {
    found: `${baseRuns} runs, ${sigmas} standard errors, ${charts} charts`,
    expected: 'a base of 2 runs or more, and a width above 0',
    where: 'drift',
    next: 'Correct the bias policy.',
  });
}

export const reachDriftMeasure = defineMeasure({
  name: 'reach-drift',
  title: 'Whether a segmentation reaches a group as its first runs did',
  needs: 'reach of two groups by run',
  direction: 'no-direction',
  resultSchema: ReachDriftSchema,
  measure: ({ runs, options }: { readonly runs: readonly (ReachPair | null)[]; readonly options: DriftOptions }) =>
    reachDrift(runs, options),
});
