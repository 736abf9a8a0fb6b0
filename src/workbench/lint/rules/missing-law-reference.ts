import { findingAt, type LintRule } from '../lint-rule.js';

export const missingLawReference: LintRule = {
  name: 'missing-law-reference',
  level: 'warn',
  title: 'A policy does not say which law it keeps or supports.',
  why: 'An explanation that cannot name a law leaves the person who was refused, and the auditor, with nothing to check.',
  find: ({ policies }) =>
    policies
      .filter(({ rule: { law } }) => ![...law.requires, ...law.supports].some((reference) => reference.trim() !== ''))
      .map(({ rule, document }) =>
        findingAt(document, ['metadata', 'law'], {
          kind: 'policy',
          name: rule.id,
          found: 'no reference to a law',
          expected: 'law.requires or law.supports with an article, such as GDPR 6(1)(a)',
        }),
      ),
};
