import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { instantOf } from '../documents/index.js';
import type { EarlierReleases, ReleasedBefore } from '../stages/privacy/index.js';
import type { SegmentationReport } from '../stages/release/index.js';
import type { SegmentationRequest } from '../stages/request/index.js';
import type { Parts } from './parts.js';
import { familyOf, type RunRow } from './run-records.js';

/** The most earlier releases that one run is laid beside; each costs a pass over everybody. */
const COMPARED_MAX = 50;

/** What a run under noise is laid beside. */
export const NO_EARLIER: EarlierReleases = Object.freeze({ comparable: [], uncompared: [] });

/**
 * Every release of the same dataset that is in force (published, and not past the day of its destruction), for any
 * purpose and receiver, the latest first. Of releases with the same content only the latest is compared.
 */
export async function earlierReleases(parts: Parts, { dataset, at }: SegmentationRequest): Promise<EarlierReleases> {
  const releases = (await releasesOf(parts, dataset)).filter(({ destroyBy }) => destroyBy === null || destroyBy > at);
  const missing = releases.filter(({ file }) => !existsSync(file));
  const present = latestOfEach(releases.filter(({ file }) => existsSync(file)));
  const comparable: ReleasedBefore[] = [];
  for (const one of present.slice(0, COMPARED_MAX)) comparable.push(await withKeys(parts, one));
  const beyond = present.slice(COMPARED_MAX);
  return {
    comparable,
    uncompared: [
      ...missing.map(({ run }) => ({ run, why: 'missing' as const })),
      ...beyond.map(({ run }) => ({ run, why: 'too-many' as const })),
    ],
  };
}

async function releasesOf(parts: Parts, dataset: string): Promise<readonly Released[]> {
  const rows = [...(await parts.records.inState('released'))];
  rows.sort((a, b) => (b.closed_at ?? 0) - (a.closed_at ?? 0));
  const purposes = purposesOf(parts, dataset);
  const found: Released[] = [];
  for (const row of rows) {
    const reported = reportedRelease(parts, row);
    if (reported?.dataset === dataset && reported.hasRows) found.push(reported);
    const purpose = purposes.get(row.family);
    if (reported === null && purpose !== undefined) found.push(await recordedRelease(parts, row, { dataset, purpose }));
  }
  return found;
}

interface Released {
  readonly run: string;
  readonly dataset: string;
  readonly purpose: string;
  readonly file: string;
  /** False where counts and sums alone left, under noise: nobody can be looked up in them. */
  readonly hasRows: boolean;
  readonly destroyBy: number | null;
  /** Of `segments.csv`; the run itself where it is not known. */
  readonly content: string;
}

/** The purpose of every family of runs over a dataset, as the registers have them. */
function purposesOf({ registers }: Parts, dataset: string): ReadonlyMap<string, string> {
  return new Map(
    [...registers.purposes.keys()].flatMap((purpose) =>
      [...registers.destinations.keys()].map(
        (destination) => [familyOf({ dataset, purpose, destination }), purpose] as const,
      ),
    ),
  );
}

// The report says what a release was, also for a purpose that no register has any more.
function reportedRelease({ folders }: Parts, { run }: RunRow): Released | null {
  const folder = folders.published(run);
  const report = reportIn(folder);
  if (report === null) return null;
  const { dataset, purpose } = report.request;
  const destroyBy = report.destroyBy === null ? null : instantOf(report.destroyBy);
  const file = join(folder, 'segments.parquet');
  const { segments } = report.digests;
  return { run, dataset, purpose, file, hasRows: segments !== null, destroyBy, content: segments ?? run };
}

// Where the report cannot be read, the family of the run says what it was, and its closing entry until when.
async function recordedRelease(
  { folders, log }: Parts,
  { run, closing_index: index }: RunRow,
  { dataset, purpose }: { readonly dataset: string; readonly purpose: string },
): Promise<Released> {
  const file = join(folders.published(run), 'segments.parquet');
  const known = { run, dataset, purpose, file, hasRows: true, content: run };
  if (index === null) return { ...known, destroyBy: null };
  for await (const { entry } of log.entries(index, index + 1)) {
    const { destroyBy } = entry.body;
    if (typeof destroyBy === 'string') return { ...known, destroyBy: instantOf(destroyBy) };
  }
  return { ...known, destroyBy: null };
}

function reportIn(folder: string): SegmentationReport | null {
  try {
    return JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as SegmentationReport;
  } catch {
    return null;
  }
}

function latestOfEach(releases: readonly Released[]): readonly Released[] {
  const seen = new Set<string>();
  return releases.filter(({ purpose, content }) => {
    const key = JSON.stringify([purpose, content]);
    return !seen.has(key) && seen.add(key);
  });
}

async function withKeys({ keys }: Parts, { run, purpose, file }: Released): Promise<ReleasedBefore> {
  const epochs = [...(await keys.pseudonymKeys(purpose))].reverse();
  return { run, purpose, file, pseudonymKeys: epochs.map(({ keyId: id, key }) => ({ id, key })) };
}
