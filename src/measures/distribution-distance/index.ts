export {
  type AgainstReference,
  type DistributionDistance,
  distributionDistance,
  distributionDistanceMeasure,
} from './distribution-distance.js';
