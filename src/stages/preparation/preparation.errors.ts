import { errorsOf } from '../../documents/index.js';

export const PREPARATION_ERRORS = {
  MASK_NEEDS_NUMBER: 'A mask that rounds or buckets was obliged for a column that is not a number.',
  MITIGATION_NEEDS_NUMBERS: 'Features were to be freed of a trait, and the plugin is given no number.',
} as const;

export const preparationError = errorsOf(PREPARATION_ERRORS);
