import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isoInstant } from '../documents/index.js';
import { publish } from '../stages/release/index.js';
import type { Parts } from './parts.js';
import type { RunState } from './run-records.js';

/** What was put right at start. */
export interface Recovery {
  readonly crashed: readonly string[];
  readonly republished: readonly string[];
  readonly removed: readonly string[];
}

/** Closes runs that a stop left open, redoes publications that were recorded, removes folders that were not. */
export async function recover(parts: Parts): Promise<Recovery> {
  const crashed = await closeOrphans(parts);
  const republished = await redoPublications(parts);
  return { crashed, republished, removed: await removeStale(parts) };
}

async function closeOrphans({ log, records, now, settings, actor }: Parts): Promise<readonly string[]> {
  const orphans = (await log.openRuns()).map(({ run }) => run);
  for (const run of orphans) {
    const entry = { v: 1, type: 'run-closed', run, at: isoInstant(now()), actor: actor.alias } as const;
    await log.closeRun({ ...entry, environment: settings.environment, body: { outcome: 'crashed' } });
  }
  const open = await records.inState('open');
  for (const { run } of open) await reconcile({ log, records, now }, run);
  return open.map(({ run }) => run);
}

// The log is the proof: the state takes its word. A run that never reached it read no data and crashed.
async function reconcile({ log, records, now }: Pick<Parts, 'log' | 'records' | 'now'>, run: string): Promise<void> {
  const receipt = await log.closingReceipt(run);
  const outcome = receipt ? await outcomeAt(log, receipt.index) : 'crashed';
  await records.close(run, { state: outcome, closed_at: now(), closing_index: receipt?.index ?? null });
}

async function outcomeAt(log: Parts['log'], index: number): Promise<RunState> {
  for await (const { entry } of log.entries(index, index + 1)) return entry.body['outcome'] as RunState;
  return 'crashed';
}

async function redoPublications({ records, folders, log }: Parts): Promise<readonly string[]> {
  const done: string[] = [];
  for (const { run, closing_index: index } of await records.inState('released')) {
    const unfinished = existsSync(folders.staging(run)) || !existsSync(folders.receipt(run));
    if (!unfinished || index === null || !(existsSync(folders.staging(run)) || existsSync(folders.published(run))))
      continue;
    await publish(folders, run, (await log.prove(index)).proof);
    done.push(run);
  }
  return done;
}

async function removeStale({ folders }: Parts): Promise<readonly string[]> {
  const parent = join(folders.out, '.staged');
  if (!existsSync(parent)) return [];
  const stale = await readdir(parent);
  for (const run of stale) await rm(join(parent, run), { recursive: true });
  return stale;
}
