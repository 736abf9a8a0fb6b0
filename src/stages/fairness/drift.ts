import { type ReachDrift, reachDrift } from '../../measures/index.js';
import type { Limits } from '../decision/index.js';
import { type Pair, pairIn, pairsOf, type Reach } from './reach.js';

/** One group against the reference of its trait, in one segment, run by run. */
export interface DriftChart extends Pair, ReachDrift {
  /** Whether a count is too small to be shown, or would give such a count away, in any of the runs. */
  readonly hidden: boolean;
}

/** The reach of groups by successive runs of one segmentation. */
export interface DriftReport {
  /** Oldest first; the newest is the one that is judged. */
  readonly runs: readonly Pick<Reach, 'run' | 'at'>[];
  readonly baseRuns: number;
  readonly sigmas: number;
  readonly charts: readonly DriftChart[];
}

/** What is said where runs are not compared: under noise, and of a run that is only tried beside another. */
export const NO_DRIFT: DriftReport = Object.freeze({ runs: [], baseRuns: 0, sigmas: 0, charts: [] });

/** The width of the limits where no policy gives one: the usual one. */
const SIGMAS = 3;

/** Every group in every segment of the newest run, charted over the runs; they are oldest first. */
export function assessDrift(runs: readonly Reach[], limits: Pick<Limits, 'driftMax' | 'driftRuns'>): DriftReport {
  const [baseRuns, sigmas] = [limits.driftRuns, limits.driftMax ?? SIGMAS];
  const series = pairsOf(runs).map((pair) => ({ pair, places: runs.map((run) => pairIn(run, pair)) }));
  const drifts = (charts: number) =>
    series.map(({ places }) => {
      const reaches = places.map((place) => place?.reach ?? null);
      return reachDrift(reaches, { baseRuns, sigmas, charts });
    });
  // A chart without a base gives no alarm, so that it is none of those that are looked at together.
  const monitored = drifts(1).filter(({ state }) => state !== 'too-few-runs' && state !== 'not-measured').length;
  const charted = drifts(monitored);
  return {
    runs: runs.map(({ run, at }) => ({ run, at })),
    ...{ baseRuns, sigmas },
    charts: series.map(({ pair, places }, at) => ({
      ...pair,
      hidden: places.some((place) => place?.hidden === true),
      ...(charted[at] as ReachDrift),
    })),
  };
}
