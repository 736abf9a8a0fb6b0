import { errorsOf } from '../documents/index.js';

export const BUDGET_ERRORS = {
  BUDGET_EXHAUSTED: 'What policy lets answers about a dataset tell one recipient is spent; nothing was drawn.',
  BUDGET_UNKNOWN: 'Nothing was ever spent for this dataset and destination.',
} as const;

export const budgetError = errorsOf(BUDGET_ERRORS);
