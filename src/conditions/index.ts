export type { Condition, FactReference, Facts, FactValue, Operand, Operator, Truth } from './condition.js';
export {
  ASSESSMENT_STATES,
  BASES,
  CONSENT_STATES,
  DATASET_REGIMES,
  DESTINATION_ROLES,
  EFFECTS,
  FACTS,
  type Fact,
  type FactType,
  PROVENANCES,
  ROLES,
} from './fact-catalogue.js';
