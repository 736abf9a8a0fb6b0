import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { isoInstant } from '../documents/index.js';
import { publish } from '../stages/release/index.js';
import { settleSpends } from './noisy-answers.js';
import type { Parts } from './parts.js';
import type { RunState } from './run-records.js';
import { settleHolds } from './settle-holds.js';

/** What was put right at start. */
export interface Recovery {
  readonly crashed: readonly string[];
  readonly republished: readonly string[];
  readonly removed: readonly string[];
}

/** Closes runs that a stop left open, redoes publications that were recorded, removes folders that were not. */
export async function recover(parts: Parts): Promise<Recovery> {
  const crashed = await closeOrphans(parts);
  await settleSpends(parts);
  await settleHolds(parts);
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
  const change = { state: outcome, closed_at: now(), closing_index: receipt?.index ?? null };
  await records.close(run, outcome === 'held' ? change : { ...change, expires_at: null, held: null });
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

/** Waiting places that no record led out of, and reports of runs that were never recorded as withheld. */
async function removeStale({ folders, records }: Parts): Promise<readonly string[]> {
  const withheld = new Set((await records.inState('withheld')).map(({ run }) => run));
  const reports = (await named(folders.kept)).filter((run) => !withheld.has(run)).map((run) => folders.withheld(run));
  const waiting = (await named(join(folders.out, '.staged'))).map((run) => folders.staging(run));
  const stale = [...waiting, ...reports];
  for (const folder of stale) await rm(folder, { recursive: true });
  return stale.map((folder) => basename(folder));
}

async function named(folder: string): Promise<readonly string[]> {
  return existsSync(folder) ? readdir(folder) : [];
}
