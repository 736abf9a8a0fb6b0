import type { LintRule } from '../lint-rule.js';
import { reasonless } from '../suppressions.js';

export const suppressionWithoutReason: LintRule = {
  name: 'suppression-without-reason',
  level: 'error',
  title: 'A suppression in lint.yaml gives no reason.',
  why: 'A finding that was silenced without a word cannot be reviewed; such a suppression suppresses nothing.',
  surfaces: reasonless,
};
