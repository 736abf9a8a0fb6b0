import type { LintRule } from '../lint-rule.js';

export const unknownTaxonomyKey: LintRule = {
  name: 'unknown-taxonomy-key',
  level: 'error',
  title: 'A policy names a data category or use that the taxonomy does not have.',
  why: 'A key that nobody knows protects nothing; unknown never means harmless, so the file is refused.',
  surfaces: ({ code }) => ['UNKNOWN_TAXONOMY_KEY', 'UNKNOWN_CATEGORY', 'UNKNOWN_USE', 'UNKNOWN_SUBJECT'].includes(code),
};
