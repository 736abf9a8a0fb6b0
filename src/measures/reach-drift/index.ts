export { type ChartedPoint, type ChartPoint, ewmaChart } from './ewma-chart.js';
export {
  DRIFT_STATES,
  type DriftOptions,
  type DriftState,
  type ReachDrift,
  type ReachPair,
  reachDrift,
  reachDriftMeasure,
} from './reach-drift.js';
