export type { BenefitComparison, BenefitResult, TraitBenefit } from './benefit-result.schema.js';
export { benefitVerdictMeasure } from './benefit-verdict.js';
export { type BenefitOptions, type BenefitTable, judgeBenefit } from './judge-benefit.js';
