export { type ClassTable, classTable } from './class-table/index.js';
export { type CountTable, countTable } from './count-table/index.js';
export { type KAnonymity, kAnonymity, withSegmentKnown } from './k-anonymity/index.js';
export { MEASURES_ERRORS } from './measures.errors.js';
export {
  type ComparisonVerdict,
  type FairnessOptions,
  type FairnessResult,
  groupSizeNeeded,
  judgeFairness,
  type RatioComparison,
  type TraitTable,
  type TraitVerdict,
  type VerdictReason,
} from './ratio-verdict/index.js';
export {
  type SegmentDisparity,
  type SelectionRate,
  type SelectionRates,
  selectionRates,
} from './selection-rates/index.js';
