import { errorsOf } from '../documents/index.js';

export const REPORTS_ERRORS = {
  RUN_NOT_RECORDED: 'No entry of the log is about the run that a report was asked for.',
  PERIOD_EMPTY: 'A report was asked for a period that does not end after it begins.',
} as const;

export const reportsError = errorsOf(REPORTS_ERRORS);
