import type { LintRule } from '../lint-rule.js';

export const invalidDocument: LintRule = {
  name: 'invalid-document',
  level: 'error',
  title: 'A file cannot be read, or breaks the schema or the rules of its kind.',
  why: 'The engine refuses to start with such a file. The code of the mistake has its sentence in docs/errors.md.',
  surfaces: () => true,
};
