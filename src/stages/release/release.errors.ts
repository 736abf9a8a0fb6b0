import { errorsOf } from '../../documents/index.js';

export const RELEASE_ERRORS = {
  RELEASE_EXISTS: 'A release folder of that run is there already; nothing is overwritten.',
  MANIFEST_BROKEN: "A release's files are not the ones that its manifest names.",
} as const;

export const releaseError = errorsOf(RELEASE_ERRORS);
