export { loadOwnRules, type OwnRuleSettings, ownRuleRegister, ownRulesDigest } from './load-own-rules.js';
export type { OwnRule, OwnRuleRegister } from './own-rule.js';
export { OWN_RULES_ERRORS } from './own-rules.errors.js';
export { readOwnRule } from './read-own-rule.js';
