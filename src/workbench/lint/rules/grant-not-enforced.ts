import type { LintRule } from '../lint-rule.js';

export const grantNotEnforced: LintRule = {
  name: 'grant-not-enforced',
  level: 'error',
  title: 'A grant is in warn or audit mode.',
  why: 'To try a restriction out changes nothing for anybody; a grant that is only tried out would either permit or mean nothing.',
  surfaces: ({ code }) => code === 'GRANT_MODE',
};
