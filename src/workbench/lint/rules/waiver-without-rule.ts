import type { LintRule } from '../lint-rule.js';

export const waiverWithoutRule: LintRule = {
  name: 'waiver-without-rule',
  level: 'error',
  title: 'A waiver names no rule, or one that is not there or cannot be waived.',
  why: 'An exception from everything is an exception from nothing that anybody agreed to.',
  surfaces: ({ code, path, expected }) =>
    code === 'WAIVER_RULE' ||
    path === 'spec.rule' ||
    (code === 'MISSING_KEY' && path === 'spec' && expected === "the key 'rule'"),
};
