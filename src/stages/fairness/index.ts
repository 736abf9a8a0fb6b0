export { assessFairness } from './assess-fairness.js';
export type { Comparison, FairnessReport, FairnessVerdict, Proxy, Rate, TraitFairness } from './fairness-report.js';
