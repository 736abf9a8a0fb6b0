import { errorsOf } from '../../documents/index.js';

export const PREPARATION_ERRORS = {
  MASK_NEEDS_NUMBER: 'A mask that rounds or buckets was obliged for a column that is not a number.',
} as const;

export const preparationError = errorsOf(PREPARATION_ERRORS);
