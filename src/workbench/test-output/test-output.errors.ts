import { errorsOf } from '../../documents/index.js';

export const TEST_OUTPUT_ERRORS = {
  NO_GIT: 'Changes since a revision were asked for, and git cannot be run or the folder is in no repository.',
  NO_REVISION: 'A revision was named that the repository does not have.',
  TEST_FORMAT: 'A format of test results was asked for that does not exist.',
} as const;

export const testOutputError = errorsOf(TEST_OUTPUT_ERRORS);
