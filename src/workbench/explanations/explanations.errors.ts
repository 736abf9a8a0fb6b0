import { errorsOf } from '../../documents/index.js';

export const EXPLANATIONS_ERRORS = {
  NOTHING_TO_EXPLAIN: 'No run or decision of that id stands in the log.',
  RECORD_NOT_EXPLAINABLE: 'An opening entry does not hold all that its decision turned on, so it cannot be explained.',
  ROW_RULES_NOT_KEPT: 'The rules that a run was decided under cannot be had, so one row cannot be held against them.',
  NO_SUBJECT_KEY: 'The dataset of a run names no subject key, so no single subject can be found in it.',
} as const;

export const explanationsError = errorsOf(EXPLANATIONS_ERRORS);
