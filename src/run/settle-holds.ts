import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { type HoldEnd, recordHoldDecision, unsealForRelease } from './hold-records.js';
import type { Parts } from './parts.js';
import type { RunRow } from './run-records.js';

const NOBODY = 'Nobody decided in time.';

/**
 * Ends at start what a stop left half done: decisions that the log holds and the state does not. Then destroys what
 * nobody decided in time, which is recorded, and sealed files that no record leads to.
 */
export async function settleHolds(parts: Parts): Promise<void> {
  for (const row of await parts.records.inState('deciding')) await settle(parts, row);
  const held = await parts.records.inState('held');
  for (const { run, expires_at: end } of held) if ((end as number) <= parts.now()) await expire(parts, run);
  await removeOrphans(parts);
}

// An approval is published by the recovery of publications, which finds it in the waiting place.
async function settle(parts: Parts, row: RunRow): Promise<void> {
  const { records } = parts;
  const { run } = row;
  const last = await lastDecision(parts, row);
  if (last === null) return records.close(run, { state: 'held' });
  if (last.decision !== 'approved') return end(parts, run, last.decision);
  await unsealForRelease(parts, run);
  await records.close(run, { state: 'released', closing_index: last.index, held: null });
}

async function expire(parts: Parts, run: string): Promise<void> {
  const { alias: by, roles } = parts.actor;
  await parts.records.close(run, { state: 'deciding' });
  const role = roles[0] as string;
  await recordHoldDecision(parts, run, { by, role, reason: NOBODY, decision: 'expired' });
  await end(parts, run, 'expired');
}

async function end({ records, folders }: Parts, run: string, state: Exclude<HoldEnd, 'approved'>): Promise<void> {
  await records.close(run, { state, held: null });
  await rm(folders.held(run), { recursive: true, force: true });
}

async function lastDecision(
  { log }: Parts,
  { run, closing_index: closed }: RunRow,
): Promise<{ readonly decision: HoldEnd; readonly index: number } | null> {
  let last: { readonly decision: HoldEnd; readonly index: number } | null = null;
  for await (const { entry, index } of log.entries((closed as number) + 1, log.size)) {
    if (entry.type !== 'hold-decided' || entry.run !== run) continue;
    last = { decision: entry.body['decision'] as HoldEnd, index };
  }
  return last;
}

async function removeOrphans({ records, folders }: Parts): Promise<void> {
  if (!existsSync(folders.sealed)) return;
  const waiting = new Set((await records.inState('held')).map(({ run }) => run));
  for (const run of await readdir(folders.sealed)) {
    if (!waiting.has(run)) await rm(folders.held(run), { recursive: true, force: true });
  }
}
