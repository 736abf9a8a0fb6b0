export { assessFairness } from './assess-fairness.js';
export type {
  Comparison,
  FairnessReport,
  FairnessVerdict,
  Proxy,
  ProxyReport,
  Rate,
  TraitFairness,
} from './fairness-report.js';
export type { SegmentFigures, StratumFigures, TableEffects, TraitFigures, WorstComparison } from './trait-figures.js';
