export { refuseBenefits } from './refuse-benefits.js';
export { type SegmentBenefit, segmentBenefit, segmentBenefitMeasure, type ValuedTable } from './segment-benefit.js';
