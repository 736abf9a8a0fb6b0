import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ReleasedBefore } from '../stages/privacy/index.js';
import type { SegmentationRequest } from '../stages/request/index.js';
import type { Parts } from './parts.js';
import { familyOf } from './run-records.js';

/** The last release of the same dataset and purpose, whoever received it; null when there is none, or its file is gone. */
export async function releasedBefore(parts: Parts, request: SegmentationRequest): Promise<ReleasedBefore | null> {
  const { registers, records, folders, keys } = parts;
  const families = [...registers.destinations.keys()].map((destination) => familyOf({ ...request, destination }));
  const run = await records.lastReleased(families);
  if (run === null) return null;
  const file = join(folders.published(run), 'segments.parquet');
  if (!existsSync(file)) return null;
  const { keyId: id, key } = await keys.pseudonymKey(request.purpose);
  return { run, file, pseudonymKey: { id, key } };
}
