import { settleInForce, type WaiverRow } from '../../run/index.js';
import { inTurn } from '../changes/index.js';
import type { ExceptionParts, KeptRequest } from './exception-parts.js';
import { exceptionsError } from './exceptions.errors.js';
import { assertAlias, assertMayWaive, assertReason, assertRole, type WaiverDecider } from './people.js';
import { recordWaiver, type WaiverEvent } from './record-waiver.js';
import { waivableRule } from './waivable-rule.js';
import { waiverDocument } from './waiver-document.js';

/** Who decides on a waiver, and why. */
export interface WaiverDecision extends WaiverDecider {
  readonly reason: string;
}

/**
 * Approves a waiver: it counts for runs that begin under the policies as they are read next.
 * @throws EXCEPTION_UNKNOWN, EXCEPTION_CLOSED, EXCEPTION_NEVER, EXCEPTION_SAME_PERSON, EXCEPTION_WRONG_ROLE,
 * EXCEPTION_UNTRAINED, EXCEPTION_REASON
 */
export function approveWaiver(parts: ExceptionParts, name: string, decision: WaiverDecision): Promise<void> {
  return inTurn(parts.waivers, async () => {
    const row = await foundWaiver(parts, name);
    assertStands(row, 'requested', parts.now());
    const rule = waivableRule(parts.registers.policies, row.rule);
    assertMayWaive(rule, row, decision, parts.now());
    await decide(parts, row, { decision, event: 'approved', document: documentOf(row, decision, parts.now()) });
  });
}

/** Refuses a waiver that somebody asked for. */
export function refuseWaiver(parts: ExceptionParts, name: string, decision: WaiverDecision): Promise<void> {
  return inTurn(parts.waivers, async () => {
    const row = await foundWaiver(parts, name);
    assertStands(row, 'requested', parts.now());
    assertMayEnd(parts, row, decision);
    await decide(parts, row, { decision, event: 'refused', document: null });
  });
}

/** Ends a waiver before its time; from the next reading of the policies on it waives nothing. */
export function withdrawWaiver(parts: ExceptionParts, name: string, decision: WaiverDecision): Promise<void> {
  return inTurn(parts.waivers, async () => {
    const row = await foundWaiver(parts, name);
    assertStands(row, 'approved', parts.now());
    assertMayEnd(parts, row, decision);
    await decide(parts, row, { decision, event: 'withdrawn', document: row.document });
  });
}

async function foundWaiver({ waivers }: ExceptionParts, name: string): Promise<WaiverRow> {
  const row = await waivers.find(name);
  if (row) return row;
  throw exceptionsError('EXCEPTION_UNKNOWN', {
    found: 'no waiver of that name',
    next: 'List the waivers with: probity waiver list',
  });
}

function assertStands({ name, state, until }: WaiverRow, expected: WaiverRow['state'], now: number): void {
  if (state === expected && until > now) return;
  throw exceptionsError('EXCEPTION_CLOSED', {
    found: `${name} is ${state === expected ? 'past its end' : state}`,
    expected: `a waiver that is ${expected}, before its end`,
    next: 'List the waivers with: probity waiver list',
  });
}

// Ending an exception only restricts: whoever asked for it may, and whoever could have approved it.
function assertMayEnd({ registers }: ExceptionParts, row: WaiverRow, { by, role }: WaiverDecision): void {
  assertAlias(by);
  const roles = registers.policies.rules.find(({ id }) => id === row.rule)?.waivableBy ?? [];
  if (by === row.requested_by || roles.includes(role)) return;
  throw exceptionsError('EXCEPTION_WRONG_ROLE', {
    found: 'another role',
    expected: `the requester, or one of ${roles.join(', ') || 'no role any more'}`,
    next: 'Ask somebody who has one of these roles to decide.',
  });
}

function documentOf(row: WaiverRow, { by, role }: WaiverDecision, from: number): string {
  const { reason, scope, names } = JSON.parse(row.request) as KeptRequest;
  const { name, rule, until, requested_by: requestedBy } = row;
  const approvedBy = { actor: by, role };
  return waiverDocument({ name, rule, reason, requestedBy, approvedBy, from, until, scope, names });
}

interface Decided {
  readonly decision: WaiverDecision;
  readonly event: Exclude<WaiverEvent, 'requested'>;
  readonly document: string | null;
}

async function decide(parts: ExceptionParts, row: WaiverRow, { decision, event, document }: Decided): Promise<void> {
  const { by, role, reason } = decision;
  assertRole(role);
  assertReason(reason, 1);
  await recordWaiver(parts, { actor: by, event, row, more: { role, reason } });
  const change = { state: event, decided_by: by, decided_role: role, decided_at: parts.now(), document } as const;
  await parts.waivers.decide(row.name, change);
  await settleInForce(parts);
}
