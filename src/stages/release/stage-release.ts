import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { digestOf, frozen } from '../../documents/index.js';
import type { DataEngine, WriteAsk } from '../../engines/index.js';
import type { Keys } from '../../keys/index.js';
import { makeFolder, syncFolder } from '../../store/index.js';
import type { Permit } from '../decision/index.js';
import type { Cleared, Held } from '../gates/index.js';
import { buildReport, type ReportContext } from './build-report.js';
import { manifestOf } from './manifest.js';
import type { ReleaseFolders } from './release-folders.js';
import { renderReport } from './report-page/index.js';
import type { Staged } from './staged.js';
import { json, writeNew } from './write-new.js';

export interface StageInput {
  readonly permit: Permit;
  readonly verdict: Cleared | Held;
  readonly context: ReportContext;
  readonly pseudonymKey: WriteAsk['pseudonymKey'];
}

/** Writes every file of a release into its waiting place, fsynced; seals them when a person must decide. */
export async function stageRelease(
  parts: { readonly engine: DataEngine; readonly keys: Keys; readonly folders: ReleaseFolders },
  { permit, verdict, context, pseudonymKey }: StageInput,
): Promise<Staged> {
  const { engine, keys, folders } = parts;
  const run = permit.request.run;
  const folder = folders.staging(run);
  await makeFolder(folder, 0o750);
  const written = await engine.writeSegments(verdict.candidate.rows, { folder, pseudonymKey });
  const report = buildReport(permit, verdict, context, written.digest);
  const profile = await engine.profile(verdict.candidate.rows, verdict.features.granted, permit.limits.cellSizeMin);
  await writeNew(join(folder, 'model.json'), json(verdict.candidate.segmentation.model));
  await writeNew(join(folder, 'profile.json'), json(profile));
  await writeNew(join(folder, 'report.json'), json(report));
  await writeNew(join(folder, 'report.html'), renderReport(report));
  const manifest = await manifestOf(folder);
  await writeNew(join(folder, 'manifest.json'), json({ run, files: manifest }));
  await syncFolder(folder);
  const waiting = verdict.kind === 'held' ? await sealed(keys, folder, folders.held(run)) : folder;
  const staged = { kind: 'staged', verdict, report, manifest, manifestDigest: digestOf(manifest), folder: waiting };
  return frozen(staged) as unknown as Staged;
}

async function sealed(keys: Keys, folder: string, into: string): Promise<string> {
  await makeFolder(dirname(into), 0o700);
  await keys.seal(folder, into);
  await rm(folder, { recursive: true });
  return into;
}
