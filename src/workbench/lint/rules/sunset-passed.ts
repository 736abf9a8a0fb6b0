import { instantOf } from '../../../documents/index.js';
import { findingAt, type LintRule } from '../lint-rule.js';

export const sunsetPassed: LintRule = {
  name: 'sunset-passed',
  level: 'warn',
  title: 'A policy has reached the end that it gave itself.',
  why: 'It no longer counts. A restriction that lapsed unnoticed is a protection that people still rely on.',
  find: ({ policies, now }) =>
    policies.flatMap(({ policy, rule, document }) => {
      const { until } = policy.metadata.effective;
      if (until === undefined || instantOf(until) > now) return [];
      return [
        findingAt(document, ['metadata', 'effective', 'until'], {
          kind: 'policy',
          name: rule.id,
          found: `an end that is past: ${until}`,
          expected: 'a later end, or no such policy',
        }),
      ];
    }),
};
