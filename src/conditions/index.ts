export type { Condition, FactReference, Facts, FactValue, Operand, Operator, Truth } from './condition.js';
export { cutoff, cutoffFacts, cutoffName } from './cutoff.js';
export { depthOf } from './depth.js';
export { evaluate, negated } from './evaluate.js';
export {
  AI_CLASSES,
  ASSESSMENT_STATES,
  BASES,
  CONSENT_STATES,
  DATASET_REGIMES,
  DESTINATION_ROLES,
  EFFECTS,
  FACTS,
  type Fact,
  type FactType,
  type IntegerRange,
  integerRange,
  MITIGATIONS,
  PROVENANCES,
  PROXY_REVIEW_STATES,
  ROLES,
  WAIVER_USES,
  type WordForm,
} from './fact-catalogue.js';
export { fold, isRowFact } from './fold.js';
export { leavesOf } from './leaves-of.js';
