import { errorsOf } from '../documents/index.js';

export const MEASURES_ERRORS = {
  COUNTS_INVALID: 'A table of counts is not rectangular, has duplicate names, or holds something other than counts.',
  MEASURE_OPTION_INVALID: 'A measure was asked with an option outside its range.',
} as const;

export const measuresError = errorsOf(MEASURES_ERRORS);
