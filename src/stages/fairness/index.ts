export { assessFairness } from './assess-fairness.js';
export { assessDrift, type DriftChart, type DriftReport, NO_DRIFT } from './drift.js';
export type {
  Comparison,
  FairnessReport,
  FairnessVerdict,
  Proxy,
  ProxyReport,
  Rate,
  TraitFairness,
} from './fairness-report.js';
export { type Reach, reachOf, type TraitReach } from './reach.js';
export { assessRepresentation, type RepresentationReport, type TraitRepresentation } from './representation.js';
export type { SegmentFigures, StratumFigures, TableEffects, TraitFigures, WorstComparison } from './trait-figures.js';
