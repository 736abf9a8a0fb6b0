import type { LintRule } from '../lint-rule.js';

export const unusedSuppression: LintRule = {
  name: 'unused-suppression',
  level: 'warn',
  needs: 'every policy',
  title: 'A suppression in lint.yaml suppresses nothing.',
  why: 'The problem is gone or the name is wrong; left there it would hide the next one without anybody having looked.',
};
