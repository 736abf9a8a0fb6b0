import { hasEnded } from '../condition-parts.js';
import { findingAt, type LintRule } from '../lint-rule.js';

export const purposeWithoutPolicy: LintRule = {
  name: 'purpose-without-policy',
  level: 'warn',
  needs: 'every policy',
  title: 'No grant speaks of a registered purpose.',
  why: 'Nothing permits by default, so every run for the purpose is denied; either a grant is missing or the purpose is not meant.',
  find: ({ purposes, policies, now }) => {
    const grants = policies.map(({ rule }) => rule).filter((rule) => rule.effect === 'grant' && !hasEnded(rule, now));
    return purposes
      .filter(({ name }) => !grants.some((grant) => grant.purposes === '*' || grant.purposes.includes(name)))
      .map(({ name, document }) =>
        findingAt(document, ['name'], {
          kind: 'purpose',
          name,
          found: `the purpose '${name}', for which nothing is granted`,
          expected: 'a grant whose scope holds it',
        }),
      );
  },
};
