export {
  type DifferentialFairness,
  differentialFairness,
  differentialFairnessMeasure,
  type Smoothing,
} from './differential-fairness.js';
