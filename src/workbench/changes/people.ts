import { ROLES } from '../../conditions/index.js';
import { isAlias } from '../../run/index.js';
import type { Decider } from './change-parts.js';
import { changesError } from './changes.errors.js';

/** The roles that decide about policies. */
export const POLICY_ROLES = ['privacy-officer', 'dpo', 'legal'] as const;

export function assertAlias(alias: string): void {
  if (isAlias(alias)) return;
  throw changesError('CHANGE_PERSON', {
    found: 'something that is no alias',
    expected: 'lower-case letters and digits, parted by dot, dash or underscore',
    next: 'Name people by the alias that the organisation gave them.',
  });
}

/** A role that the organisation has: whatever else somebody writes there has no place in the log. */
export function assertRole(role: string): void {
  if (ROLES.some((one) => one === role)) return;
  throw wrongRole(ROLES);
}

const REASON_MAX = 1000;

/** A reason that the log can hold, and that says something. */
export function assertReason(reason: string): void {
  const { length } = reason.trim();
  if (length > 0 && length <= REASON_MAX) return;
  throw changesError('CHANGE_REASON', {
    found: length === 0 ? 'no reason' : `a reason of ${length} characters`,
    expected: `a reason of at most ${REASON_MAX} characters`,
    next: 'Say in a sentence why: the reason stands in the record.',
  });
}

export function assertMayDecide({ by, role }: Decider): void {
  assertAlias(by);
  if (POLICY_ROLES.some((one) => one === role)) return;
  throw wrongRole(POLICY_ROLES);
}

function wrongRole(roles: readonly string[]) {
  return changesError('CHANGE_WRONG_ROLE', {
    found: 'another role',
    expected: `one of ${roles.join(', ')}`,
    next: 'Ask somebody who has one of these roles.',
  });
}
