import { errorsOf } from '../../documents/index.js';

export const RELEASE_ERRORS = {
  RELEASE_EXISTS: 'A release folder of that run is there already; nothing is overwritten.',
  NOISE_MISSING: 'A release under noise has no answer that was paid for.',
  OUT_DISK_FULL: 'The disk of the out folder is full; what was written for the run was taken away again.',
} as const;

export const releaseError = errorsOf(RELEASE_ERRORS);
