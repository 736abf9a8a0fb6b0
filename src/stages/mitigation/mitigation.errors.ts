import { errorsOf } from '../../documents/index.js';

export const MITIGATION_ERRORS = {
  MITIGATION_NEEDS_CENTROIDS: 'A reassignment was asked for of a segmentation that is not by centroids.',
  MITIGATION_NOT_REACHED: 'No reassignment brings the groups within the bounds that were asked for.',
} as const;

export const mitigationError = errorsOf(MITIGATION_ERRORS);
