import type { DocumentPath } from '../../documents/index.js';
import type { Policy, RowReason, RowRule } from '../../registers/policies/index.js';

/** What a row must show, with its place in the policy; a prohibition by row is its own condition. */
export interface RequirementPart {
  readonly path: DocumentPath;
  readonly rule: RowRule;
}

/** The requirements that a policy puts on rows. */
export function requirementParts(policy: Policy, rows: readonly RowRule[]): readonly RequirementPart[] {
  return rows.flatMap((rule) => {
    const path = pathOf(policy, rule.reason);
    return path === null ? [] : [{ path, rule }];
  });
}

function pathOf({ spec }: Policy, reason: RowReason): DocumentPath | null {
  const honours = 'honours' in spec ? (spec.honours ?? []) : [];
  switch (reason) {
    case 'no-consent':
      return ['spec', 'requires', 'consent'];
    case 'consent-too-old':
      return ['spec', 'requires', 'notOlderThan'];
    case 'objection':
    case 'opt-out':
    case 'restriction':
      return ['spec', 'honours', honours.indexOf(reason)];
    case 'retention':
      return ['spec', 'rowsNotOlderThan'];
    case 'prohibited':
      return null;
  }
}
