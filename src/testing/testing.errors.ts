import { errorsOf } from '../documents/index.js';

export const TESTING_ERRORS = {
  CONFORMANCE_FAILED: 'A plugin does not do what every plugin must do.',
} as const;

export const testingError = errorsOf(TESTING_ERRORS);
