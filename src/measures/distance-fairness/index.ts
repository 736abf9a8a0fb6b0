export {
  type DistanceFairness,
  distanceFairness,
  distanceFairnessMeasure,
  type GroupDistances,
} from './distance-fairness.js';
