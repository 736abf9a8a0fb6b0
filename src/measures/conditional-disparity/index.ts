export {
  type ConditionalDisparity,
  conditionalDisparity,
  conditionalDisparityMeasure,
} from './conditional-disparity.js';
