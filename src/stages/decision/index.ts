export { type ConstantInForce, constantsInForce } from './constants-in-force.js';
export { type AskedColumn, createDecider, type Decider, type Evaluator, questionOf } from './create-decider.js';
export { DECISION_ERRORS } from './decision.errors.js';
export type {
  BenefitLimit,
  Consequence,
  Decision,
  Denial,
  FairnessLimit,
  GrantedColumn,
  Limits,
  Mask,
  Permit,
  Reason,
  ReasonCode,
} from './decision.js';
export { type ExplainedLeaf, type ExplainedRule, type Explanation, explain } from './explain.js';
export { changed as changedFacts, type FactChange } from './fact-changes.js';
export type { KernelImage } from './kernel/kernel-host.js';
export { evaluatorOfImage, type ImagedKernel, imagedKernel, kernelEvaluator } from './kernel-evaluator.js';
export { FLOORS } from './limits.js';
export type { Bounds, NoiseLimits } from './noise-limits.js';
export type { OwnAnswer, OwnAnswers, OwnFailure } from './own-rules/own-answer.js';
export { OwnRules, ownAnswersNow } from './own-rules/own-rules.js';
export { restricted } from './own-rules/restricted.js';
export { type Answer, type Question, referenceAnswer, speaksOf, waives } from './reference-evaluator.js';
export { type RunDecider, runDecider } from './run-decider.js';
