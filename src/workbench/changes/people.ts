import type { Decider } from './change-parts.js';
import { changesError } from './changes.errors.js';

/** The roles that decide about policies. */
export const POLICY_ROLES = ['privacy-officer', 'dpo', 'legal'] as const;

// Entries name people by alias alone: an address or a full name never enters the log.
const ALIAS = /^[a-z0-9]+([._-][a-z0-9]+)*$/;
const ALIAS_MAX = 60;

/** True for an alias; anything else could be a person's name. */
export function isAlias(text: string): boolean {
  return text.length <= ALIAS_MAX && ALIAS.test(text);
}

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
