import { errorsOf } from '../../documents/index.js';

export const LINT_ERRORS = {
  LINT_FORMAT: 'Lint was asked for a format that it does not write.',
  LINT_SETTINGS_MISSING: 'The lint settings that were named are not there.',
  LINT_USES: 'The counts of waiver uses are not a JSON object of whole numbers.',
  LINT_UNKNOWN_RULE: 'The lint settings name a rule that the lint does not have.',
  LINT_LEVEL_FIXED: 'The lint settings set a level for a rule whose findings the loader refuses in any case.',
  LINT_SUBJECT: 'A suppression names no policy, waiver, dataset or purpose, or several.',
} as const;

export const lintError = errorsOf(LINT_ERRORS);
export type LintErrorCode = keyof typeof LINT_ERRORS;
