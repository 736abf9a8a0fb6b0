import { errorsOf } from '../../documents/index.js';

export const RELEASE_ERRORS = {
  RELEASE_EXISTS: 'A release folder of that run is there already; nothing is overwritten.',
} as const;

export const releaseError = errorsOf(RELEASE_ERRORS);
