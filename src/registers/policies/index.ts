export { OPERATORS } from './check-operand.js';
export { exampleRegisters } from './example-registers.js';
export { filledPolicy } from './fill-policy.js';
export { loadPolicies, policySetOf, type ReadPolicies, readPolicyFiles } from './load-policies.js';
export { strengthOf } from './obligations.js';
export { constantsOfField, constantsOfTest } from './offered-constants.js';
export { POLICIES_ERRORS } from './policies.errors.js';
export type { AuthoredCondition, Policy, PolicyKind, Scope, Waiver } from './policy.schema.js';
export { PolicySchemas } from './policy.schema.js';
export { type PolicyFile, packPolicyFiles, policyFiles } from './policy-files.js';
export type { PolicyRegisters } from './policy-registers.js';
export {
  CONSEQUENCES,
  CORRECTIONS,
  holdsAt,
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
  TRAIT_LIMITS,
  type UsedConstant,
} from './rule.js';
