export type { AuthoredCondition, Policy, PolicyKind, Scope, Waiver } from './policy.schema.js';
export { PolicySchemas } from './policy.schema.js';
export {
  CONSEQUENCES,
  CORRECTIONS,
  type MaskStrength,
  MEETS,
  type Obligation,
  type ObligationName,
  type Place,
  type PolicySet,
  type RowReason,
  type RowRule,
  type Rule,
  type RuleWaiver,
} from './rule.js';
