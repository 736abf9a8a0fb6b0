import { frozen } from '../../documents/index.js';
import type { AssignedRows, DataEngine, QuasiIdentifierPlan } from '../../engines/index.js';
import { hideSmallSegments } from '../../measures/index.js';
import type { Permit } from '../decision/index.js';
import type { Segmentation } from '../segmentation/index.js';
import { recode } from './recode.js';
import type { ReleaseCandidate, SuppressedSegment } from './release-candidate.js';

// Where no k-anonymous table is asked for, none is released, and nothing is left to carry out.
const CARRIED_OUT_HERE = new Set(['segmentSizeMin', 'recodedKMin', 'recodedLMin', 'recodedTMax', 'suppressionMax']);

/** Takes out what may not be shown. Repairs before the gates, and judges nothing. */
export async function disclose(
  engine: DataEngine,
  permit: Permit,
  segmentation: Segmentation,
  quasiIdentifiers: readonly QuasiIdentifierPlan[] = [],
): Promise<ReleaseCandidate> {
  // Under noise the minimum is held against noisy counts: which true counts are small must not show.
  const sizeMin = permit.limits.noise === null ? permit.limits.segmentSizeMin : 1;
  const suppressed = suppressedSegments(segmentation.rows, sizeMin);
  const names = suppressed.map(({ name }) => name);
  const rows = names.length > 0 ? await engine.suppress(segmentation.rows, names) : segmentation.rows;
  const recoded = await recode(engine, permit, rows, quasiIdentifiers);
  const acknowledged = permit.obligations.map(({ id }) => id).filter((id) => CARRIED_OUT_HERE.has(id));
  return frozen({ segmentation, rows, suppressed, recoded, acknowledged }) as unknown as ReleaseCandidate;
}

/**
 * Segments under the minimum, and the smallest others when the small ones could be worked out from the published total. The unassigned are published as a count of their own, so they hide nothing.
 */
export function suppressedSegments(
  rows: Pick<AssignedRows, 'segments'>,
  sizeMin: number,
): readonly SuppressedSegment[] {
  const hidden = hideSmallSegments(
    rows.segments.map(({ rows: count }) => count),
    sizeMin,
  );
  return rows.segments
    .filter((_, at) => hidden[at])
    .map(({ name, rows: count }) => ({ name, why: count < sizeMin ? 'smaller-than-minimum' : 'complementary' }));
}
