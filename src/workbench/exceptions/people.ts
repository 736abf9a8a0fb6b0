import { ROLES } from '../../conditions/index.js';
import type { Rule } from '../../registers/policies/index.js';
import { isAlias, type WaiverRow } from '../../run/index.js';
import { exceptionsError } from './exceptions.errors.js';
import { isAboutTraining } from './waivable-rule.js';

/** Somebody who decides on a waiver: by alias and role, with the end of their own training. */
export interface WaiverDecider {
  readonly by: string;
  readonly role: string;
  /** Milliseconds since 1970; null when no training is on record. */
  readonly trainedUntil: number | null;
}

export function assertAlias(alias: string): void {
  if (isAlias(alias)) return;
  throw exceptionsError('EXCEPTION_PERSON', {
    found: 'something that is no alias',
    expected: 'lower-case letters and digits, parted by dot, dash or underscore',
    next: 'Name people by the alias that the organisation gave them.',
  });
}

const REASON_MAX = 1000;

/** A reason of at least so many characters, and not more than the log can hold. */
export function assertReason(reason: string, least: number): void {
  const { length } = reason.trim();
  if (length >= least && length <= REASON_MAX) return;
  throw exceptionsError('EXCEPTION_REASON', {
    found: `${length} characters`,
    expected: `${least} to ${REASON_MAX} characters that say why`,
    next: 'Say why in a sentence: the reason stands in the record.',
  });
}

/** A role that the organisation has: whatever else somebody writes there has no place in the log. */
export function assertRole(role: string): void {
  if (ROLES.some((one) => one === role)) return;
  throw exceptionsError('EXCEPTION_WRONG_ROLE', {
    found: 'another word',
    expected: `one of ${ROLES.join(', ')}`,
    next: 'Name the role in which this person decides.',
  });
}

/** Another person, in a role that the rule names; and trained, where the rule is about training. */
export function assertMayWaive(rule: Rule, row: WaiverRow, decider: WaiverDecider, now: number): void {
  assertAlias(decider.by);
  if (decider.by === row.requested_by) {
    throw exceptionsError('EXCEPTION_SAME_PERSON', {
      found: 'the requester as approver',
      expected: 'another person',
      next: 'Ask a colleague with the right role to decide.',
    });
  }
  if (!rule.waivableBy.includes(decider.role)) {
    throw exceptionsError('EXCEPTION_WRONG_ROLE', {
      found: 'another role',
      expected: `one of ${rule.waivableBy.join(', ')}`,
      next: 'Ask somebody who has one of these roles to decide.',
    });
  }
  if (isAboutTraining(rule) && !(decider.trainedUntil !== null && decider.trainedUntil > now)) {
    throw exceptionsError('EXCEPTION_UNTRAINED', {
      found: decider.trainedUntil === null ? 'no training on record' : 'a training that has ended',
      expected: 'a training that is still valid',
      next: 'Renew the training first, or ask somebody whose training is valid.',
    });
  }
}
