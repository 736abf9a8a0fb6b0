import type { LintRule } from '../lint-rule.js';

const CODES = ['WRONG_VALUE', 'WRONG_OPERATOR', 'BAD_DURATION', 'BAD_INSTANT', 'UNKNOWN_WORD', 'CONSTANT_TYPE'];

export const wrongFactType: LintRule = {
  name: 'wrong-fact-type',
  level: 'error',
  title: 'A fact is tested by an operator, or compared with a value, that its type does not have.',
  why: 'Such a test would be unknown for every request: a grant would never hold and a restriction always bite.',
  surfaces: ({ code }) => CODES.includes(code),
};
