import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { digestOf, frozen, ProbityError } from '../../documents/index.js';
import type { DataEngine, WriteAsk } from '../../engines/index.js';
import type { Keys } from '../../keys/index.js';
import { makeFolder, syncFolder, withStoreCodes } from '../../store/index.js';
import type { Permit } from '../decision/index.js';
import type { Cleared, Held } from '../gates/index.js';
import { buildReport, type ReportContext } from './build-report.js';
import { manifestOf } from './manifest.js';
import { withOutCodes } from './out-codes.js';
import { releaseError } from './release.errors.js';
import type { ReleaseFolders } from './release-folders.js';
import { releasedModel } from './released-model.js';
import { renderReport } from './report-page/index.js';
import type { Staged } from './staged.js';
import { json, RELEASED, writeNew } from './write-new.js';

export interface StageInput {
  readonly permit: Permit;
  readonly verdict: Cleared | Held;
  readonly context: ReportContext;
  readonly pseudonymKey: WriteAsk['pseudonymKey'];
}

interface StageParts {
  readonly engine: DataEngine;
  readonly keys: Keys;
  readonly folders: ReleaseFolders;
}

/** Writes every file of a release into its waiting place, fsynced; seals them when a person must decide. */
export async function stageRelease(parts: StageParts, input: StageInput): Promise<Staged> {
  const { keys, folders } = parts;
  const { run } = input.permit.request;
  const folder = folders.staging(run);
  try {
    const { report, manifest } = await withOutCodes(folders.out, () => written(parts.engine, folder, input));
    const held = input.verdict.kind === 'held';
    const waiting = held ? await withStoreCodes(() => sealed(keys, folder, folders.held(run))) : folder;
    const { verdict } = input;
    const staged = { kind: 'staged', verdict, report, manifest, manifestDigest: digestOf(manifest), folder: waiting };
    return frozen(staged) as unknown as Staged;
  } catch (error) {
    await takeAway(folders, run, error);
    throw error;
  }
}

async function written(
  engine: DataEngine,
  folder: string,
  { permit, verdict, context, pseudonymKey }: StageInput,
): Promise<Pick<Staged, 'report' | 'manifest'>> {
  await makeFolder(folder, 0o750);
  // Under noise no row leaves: who holds the rows can count them.
  const rows =
    permit.limits.noise === null ? await engine.writeSegments(verdict.candidate.rows, { folder, pseudonymKey }) : null;
  const { recoded } = verdict.candidate;
  const table =
    rows !== null && recoded?.kind === 'reached'
      ? await engine.writeGeneralised(recoded.rows, recoded.table, folder)
      : null;
  const report = buildReport(permit, verdict, context, rows?.digest ?? null);
  const profile = await profileOf(engine, { permit, verdict, context });
  const { segmentation, suppressed } = verdict.candidate;
  await writeNew(join(folder, 'model.json'), json(releasedModel(segmentation.model, suppressed)), RELEASED);
  await writeNew(join(folder, 'profile.json'), json(profile), RELEASED);
  await writeNew(join(folder, 'report.json'), json(report), RELEASED);
  await writeNew(join(folder, 'report.html'), renderReport(report), RELEASED);
  const manifest = await manifestOf(folder, {
    ...(rows ? { 'segments.csv': rows.digest } : {}),
    ...(table ? { 'k-anonymous.csv': table.digest } : {}),
  });
  await writeNew(join(folder, 'manifest.json'), json({ run: permit.request.run, files: manifest }), RELEASED);
  await syncFolder(folder);
  return { report, manifest };
}

async function profileOf(engine: DataEngine, { permit, verdict, context }: Omit<StageInput, 'pseudonymKey'>) {
  const { granted } = verdict.features;
  const { noise, cellSizeMin } = permit.limits;
  if (noise === null) return engine.profile(verdict.candidate.rows, granted, cellSizeMin);
  return context.noise?.profile ?? undrawn();
}

function undrawn(): never {
  throw releaseError('NOISE_MISSING', {
    found: 'a release under noise without an answer of the ledger',
    next: 'Report this with the run: nothing was written.',
  });
}

async function sealed(keys: Keys, folder: string, into: string): Promise<string> {
  await makeFolder(dirname(into), 0o700);
  await keys.seal(folder, into);
  await rm(folder, { recursive: true });
  return into;
}

// Half a release would lie in the way of the next start, and keep a full disk full; what another run left is not ours.
async function takeAway(folders: ReleaseFolders, run: string, error: unknown): Promise<void> {
  if (error instanceof ProbityError && error.code === 'RELEASE_EXISTS') return;
  for (const folder of [folders.staging(run), folders.held(run)]) {
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}
