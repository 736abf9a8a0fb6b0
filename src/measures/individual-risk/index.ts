export { type IndividualRisk, individualRisk, individualRiskMeasure, type SampledClass } from './individual-risk.js';
