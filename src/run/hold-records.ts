import { chmod, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Receipt } from '../audit/index.js';
import { isoInstant } from '../documents/index.js';
import type { HoldDecision } from './hold-decision.js';
import { lateReceipt } from './late-receipt.js';
import type { Parts } from './parts.js';

/** How a held run can end. */
export type HoldEnd = 'approved' | 'rejected' | 'expired';

/** Records how a held run ended, and waits for the proof of it. */
export async function recordHoldDecision(
  { log, now, actor, settings }: Parts,
  run: string,
  { by, role, reason, decision }: HoldDecision & { readonly decision: HoldEnd },
): Promise<Receipt> {
  const entry = { v: 1, type: 'hold-decided', run, at: isoInstant(now()), actor: by } as const;
  const body = { decision, enteredBy: actor.alias, role, reason: reason.trim() };
  const { index } = await log.append({ ...entry, environment: settings.environment, body });
  const prove = () => log.prove(index);
  return lateReceipt(log, prove, prove);
}

/** Opens a sealed release in the waiting place, with the rights that a release has however it came about. */
export async function unsealForRelease({ folders, keys }: Parts, run: string): Promise<void> {
  const staging = folders.staging(run);
  await rm(staging, { recursive: true, force: true });
  await keys.unseal(folders.held(run), staging);
  for (const name of await readdir(staging)) await chmod(join(staging, name), 0o640);
  await chmod(staging, 0o750);
}
