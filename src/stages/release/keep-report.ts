import { join } from 'node:path';
import { frozen } from '../../documents/index.js';
import { makeFolder, OWNER_ONLY, syncFolder, withStoreCodes } from '../../store/index.js';
import type { Withheld } from '../gates/index.js';
import { buildReport, type ReportContext } from './build-report.js';
import { type ManifestFile, manifestOf } from './manifest.js';
import type { ReleaseFolders } from './release-folders.js';
import type { SegmentationReport } from './report.schema.js';
import { renderReport } from './report-page/index.js';
import { json, writeNew } from './write-new.js';

declare const keptSeal: unique symbol;

/** The report of a withheld run, kept in the state: nothing of it leaves. Only `keepReport` can make one. */
export interface KeptReport {
  readonly [keptSeal]: true;
  readonly kind: 'kept';
  readonly verdict: Withheld;
  readonly report: SegmentationReport;
  readonly files: readonly ManifestFile[];
}

/** Writes `report.json` and `report.html` of a withheld run into the state, fsynced, before its record is closed. */
export async function keepReport(
  folders: ReleaseFolders,
  verdict: Withheld,
  context: ReportContext,
): Promise<KeptReport> {
  const report = buildReport(verdict.permit, verdict, context, null);
  const files = await withStoreCodes(() => written(folders.withheld(report.run.id), report));
  return frozen({ kind: 'kept', verdict, report, files }) as unknown as KeptReport;
}

async function written(folder: string, report: SegmentationReport): Promise<readonly ManifestFile[]> {
  await makeFolder(folder, 0o700);
  await writeNew(join(folder, 'report.json'), json(report), OWNER_ONLY);
  await writeNew(join(folder, 'report.html'), renderReport(report), OWNER_ONLY);
  await syncFolder(folder);
  return manifestOf(folder);
}
