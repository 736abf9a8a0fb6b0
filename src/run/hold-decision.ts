import { isoInstant } from '../documents/index.js';
import type { SegmentationReport } from '../stages/release/index.js';
import { isAlias } from './alias.js';
import { runError } from './run.errors.js';

/** A run that waits for a person. */
export interface HeldRun {
  readonly run: string;
  readonly heldAt: number;
  readonly expiresAt: number;
  readonly requestedBy: string;
  readonly report: SegmentationReport;
  readonly expired: boolean;
}

/** Who decides about a held run, and why. */
export interface HoldDecision {
  /** An alias. */
  readonly by: string;
  readonly role: string;
  readonly reason: string;
}

const REASON_CHARACTERS_MAX = 2000;

/** Refuses a decision that the log could not hold, that says no reason, or whose role may not decide. */
export function assertMayDecide(held: HeldRun, { by, role, reason }: HoldDecision): void {
  assertAlias(by);
  assertReason(reason);
  const roles = approvingRoles(held.report);
  if (roles.includes(role)) return;
  throw runError('HOLD_WRONG_ROLE', {
    found: `the role '${role}'`,
    expected: `one of ${roles.join(', ')}`,
    next: 'Ask somebody who has one of these roles to decide.',
  });
}

/** The same for an approval, which another person must give in time. */
export function assertMayApprove(held: HeldRun, decision: HoldDecision, now: number): void {
  if (held.expiresAt <= now) throw holdExpired(held.expiresAt);
  if (decision.by === held.requestedBy) {
    throw runError('HOLD_SAME_PERSON', {
      found: 'the requester as approver',
      expected: 'another person',
      next: 'Ask a colleague with the right role to decide.',
    });
  }
  assertMayDecide(held, decision);
}

export function holdExpired(expiresAt: number) {
  return runError('HOLD_EXPIRED', {
    found: `the time ended at ${isoInstant(expiresAt)}`,
    next: 'Run the segmentation again: what was held is destroyed at the next start.',
  });
}

function assertAlias(by: string): void {
  if (isAlias(by)) return;
  throw runError('HOLD_PERSON', {
    found: 'something that is no alias',
    expected: 'lower-case letters and digits, parted by dot, dash or underscore',
    next: 'Name people by the alias that the organisation gave them.',
  });
}

function assertReason(reason: string): void {
  const { length } = reason.trim();
  if (length > 0 && length <= REASON_CHARACTERS_MAX) return;
  throw runError('HOLD_WITHOUT_REASON', {
    found: length === 0 ? 'no reason' : `a reason of ${length} characters`,
    expected: `a reason of at most ${REASON_CHARACTERS_MAX} characters`,
    next: 'Say in a sentence why: the reason stands in the record.',
  });
}

/** The roles that may decide: those that policies ask for, else the ones who answer for privacy. */
export function approvingRoles(report: SegmentationReport): readonly string[] {
  const asked = report.findings.filter(({ code }) => code === 'APPROVAL_NEEDED').map(({ subject }) => subject);
  return asked.length > 0 ? asked : ['privacy-officer', 'dpo', 'legal'];
}
