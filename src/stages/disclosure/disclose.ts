import { frozen } from '../../documents/index.js';
import type { AssignedRows, DataEngine } from '../../engines/index.js';
import type { Permit } from '../decision/index.js';
import type { Segmentation } from '../segmentation/index.js';
import type { ReleaseCandidate, SuppressedSegment } from './release-candidate.js';

/** Takes out what may not be shown. Repairs before the gates, and judges nothing. */
export async function disclose(
  engine: DataEngine,
  permit: Permit,
  segmentation: Segmentation,
): Promise<ReleaseCandidate> {
  const suppressed = suppressedSegments(segmentation.rows, permit.limits.segmentSizeMin);
  const names = suppressed.map(({ name }) => name);
  const rows = names.length > 0 ? await engine.suppress(segmentation.rows, names) : segmentation.rows;
  const acknowledged = permit.obligations.map(({ id }) => id).filter((id) => id === 'segmentSizeMin');
  return frozen({ segmentation, rows, suppressed, acknowledged }) as unknown as ReleaseCandidate;
}

/**
 * Segments under the minimum, and one more when a single small one could be worked out from the published total:
 * the smallest of the others goes with it. The unassigned are published as a count of their own, so they hide nothing.
 */
export function suppressedSegments(
  rows: Pick<AssignedRows, 'segments'>,
  sizeMin: number,
): readonly SuppressedSegment[] {
  const filled = rows.segments.filter(({ rows: count }) => count > 0);
  const small = filled.filter(({ rows: count }) => count < sizeMin);
  const hidden = small.reduce((sum, { rows: count }) => sum + count, 0);
  const primary = small.map(({ name }) => ({ name, why: 'smaller-than-minimum' as const }));
  // Two or more hidden segments whose sum still names a small group leave the same trace as one.
  if (small.length === 0 || (small.length > 1 && hidden >= sizeMin)) return primary;
  const others = filled.filter(({ rows: count }) => count >= sizeMin).sort((a, b) => a.rows - b.rows);
  const next = others[0];
  return next ? [...primary, { name: next.name, why: 'complementary' as const }] : primary;
}
