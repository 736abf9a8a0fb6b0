export type {
  ComparisonVerdict,
  FairnessResult,
  RatioComparison,
  TraitVerdict,
  VerdictReason,
} from './fairness-result.schema.js';
export { groupSizeNeeded } from './group-size-needed.js';
export { type FairnessOptions, judgeFairness, type TraitTable } from './judge-fairness.js';
export { ratioVerdictMeasure } from './ratio-verdict.js';
