export {
  type ReleaseDifference,
  type ReleasePair,
  releaseDifference,
  releaseDifferenceMeasure,
} from './release-difference.js';
