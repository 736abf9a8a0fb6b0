import { errorsOf } from '../documents/index.js';

export const MEASURES_ERRORS = {
  COUNTS_INVALID: 'A table of counts is not rectangular, has duplicate names, or holds something other than counts.',
  MEASURE_OPTION_INVALID: 'A measure was asked with an option outside its range.',
  MEASURE_SELF_CHECK_FAILED: 'Two ways of computing the same figure disagree, so no figure is given.',
} as const;

export const measuresError = errorsOf(MEASURES_ERRORS);
