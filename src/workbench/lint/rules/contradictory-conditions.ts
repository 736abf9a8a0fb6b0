import { authoredWhen } from '../condition-parts.js';
import { findingAt, type LintRule } from '../lint-rule.js';

export const contradictoryConditions: LintRule = {
  name: 'contradictory-conditions',
  level: 'error',
  title: 'The tests of a `when` exclude one another.',
  why: 'A grant that can never hold grants nothing. A restriction that can never hold still bites where a fact is missing, and nowhere else, which nobody means.',
  find: ({ policies, conditions }) =>
    policies.flatMap((one) => {
      const when = authoredWhen(one);
      if (!when || conditions.ask([one.rule], [{ kind: 'true', of: when.condition }]) !== 'no') return [];
      return [
        findingAt(one.document, when.path, {
          kind: 'policy',
          name: one.rule.id,
          found: 'tests that no facts can meet together',
          expected: 'a condition that some request or row can meet',
        }),
      ];
    }),
};
