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

export function assertMayDecide({ by, role }: Decider): void {
  assertAlias(by);
  if (POLICY_ROLES.some((one) => one === role)) return;
  throw changesError('CHANGE_WRONG_ROLE', {
    found: 'another role',
    expected: `one of ${POLICY_ROLES.join(', ')}`,
    next: 'Ask somebody who has one of these roles.',
  });
}
