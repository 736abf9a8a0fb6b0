export {
  type AudienceDifference,
  audienceDifference,
  audienceDifferenceMeasure,
  type NearestUnion,
} from './audience-difference.js';
