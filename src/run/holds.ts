import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Receipt } from '../audit/index.js';
import type { Permit } from '../stages/decision/index.js';
import { prepare } from '../stages/preparation/index.js';
import { publish, type SegmentationReport } from '../stages/release/index.js';
import { assertMayApprove, assertMayDecide, type HeldRun, type HoldDecision, holdExpired } from './hold-decision.js';
import { recordHoldDecision, unsealForRelease } from './hold-records.js';
import type { Parts } from './parts.js';
import { runError } from './run.errors.js';
import { askedOf, gather, preparationInput } from './run-inputs.js';
import type { RunRow } from './run-records.js';

export async function heldRuns({ records, now }: Parts): Promise<readonly HeldRun[]> {
  return (await records.inState('held')).map((row) => heldRun(row, now()));
}

function heldRun(row: RunRow, now: number): HeldRun {
  const { report, requestedBy } = JSON.parse(row.held as string) as { report: SegmentationReport; requestedBy: string };
  const expiresAt = row.expires_at as number;
  return { run: row.run, heldAt: row.closed_at as number, expiresAt, requestedBy, report, expired: expiresAt <= now };
}

/** Rejects a held run: the decision is recorded, then the sealed files are destroyed. */
export async function rejectHold(
  parts: Parts,
  run: string,
  decision: HoldDecision,
): Promise<{ readonly index: number }> {
  const { row, held } = await waiting(parts, run);
  assertMayDecide(held, decision);
  await parts.records.close(run, { state: 'deciding' });
  const recorded = await recordHoldDecision(parts, run, { ...decision, decision: 'rejected' });
  await parts.records.close(run, { state: 'rejected', held: null });
  await rm(parts.folders.held(row.run), { recursive: true, force: true });
  return recorded;
}

/** Approves a held run: another person, in time, with consent checked again; then it is published as it was judged. */
export async function approveHold(
  parts: Parts,
  run: string,
  decision: HoldDecision,
): Promise<{ readonly index: number; readonly folder: string }> {
  const { row, held } = await waiting(parts, run);
  assertMayApprove(held, decision, parts.now());
  const { permit } = JSON.parse(row.held as string) as { permit: Permit };
  const staging = parts.folders.staging(run);
  await unsealForRelease(parts, run);
  const recorded = await approvedRecord(parts, run, { permit, decision, staging });
  await parts.records.close(run, { state: 'released', closing_index: recorded.index, held: null });
  const folder = await publish(parts.folders, run, recorded.proof);
  await rm(parts.folders.held(run), { recursive: true, force: true });
  return { index: recorded.index, folder };
}

// What was unsealed waits in the open: where the approval cannot be finished, it is taken away again.
async function approvedRecord(
  parts: Parts,
  run: string,
  { permit, decision, staging }: { readonly permit: Permit; readonly decision: HoldDecision; readonly staging: string },
): Promise<Receipt> {
  try {
    await assertConsentHolds(parts, permit, staging);
    // From here on until the state says so, the log is the proof: a stop in between is settled at the next start.
    await parts.records.close(run, { state: 'deciding' });
    return await recordHoldDecision(parts, run, { ...decision, decision: 'approved' });
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    throw error;
  }
}

async function waiting(parts: Parts, run: string): Promise<{ readonly row: RunRow; readonly held: HeldRun }> {
  const row = await parts.records.find(run);
  if (row?.state === 'held') return { row, held: heldRun(row, parts.now()) };
  if (row?.state === 'expired') throw holdExpired(row.expires_at as number);
  throw runError('HOLD_UNKNOWN', {
    found: row ? `a run that is ${row.state}` : `no run '${run}'`,
    expected: 'a run that is held',
    next: 'List the runs that wait with: probity hold list',
  });
}

// What was judged is what is released: a release that somebody has left since is not mended, it is run again.
async function assertConsentHolds(parts: Parts, permit: Permit, staging: string): Promise<void> {
  const current = await decideAgain(parts, permit);
  // Nobody of an answer under noise can be told by name or pseudonym, so nobody can be looked for.
  if (permit.limits.noise !== null) return;
  const { features } = await prepare(parts.data, current, preparationInput(parts, permit.request));
  const { keyId, key } = await parts.keys.pseudonymKey(permit.request.purpose);
  const gone = await parts.data.countGone(features.rows, join(staging, 'segments.parquet'), { id: keyId, key });
  await parts.data.discard(features.rows);
  if (gone === 0) return;
  throw runError('HOLD_CONSENT_CHANGED', {
    found: `${gone} people who may no longer be in this release`,
    expected: 'nobody',
    next: 'Reject the hold and run the segmentation again: it will leave them out.',
  });
}

/** The policies of today, at this moment: cut-offs have moved on, and a permit may have become a denial. */
async function decideAgain(parts: Parts, { request: then }: Permit): Promise<Permit> {
  const request = { ...then, at: parts.now() };
  const decision = await parts.decider.decide(request, await gather(parts, request), askedOf(parts, request));
  if (decision.kind === 'permit') return decision;
  throw runError('HOLD_NOW_DENIED', {
    found: `a denial: ${decision.reasons.map(({ code, ref }) => `${code} ${ref ?? ''}`.trim()).join(', ')}`,
    expected: 'a permit at this moment',
    next: 'Reject the hold.',
  });
}
