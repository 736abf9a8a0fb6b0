export { compareRates, type RateComparison, rateComparisonMeasure, type TwoShares } from './rate-comparison.js';
