import { frozen } from '../../documents/index.js';
import type { DataEngine } from '../../engines/index.js';
import type { ProtectedTraits } from '../preparation/index.js';
import type { Mitigation } from '../request/index.js';
import type { Segmentation } from '../segmentation/index.js';
import { centroidsOf } from './centroids-of.js';
import { mitigationError } from './mitigation.errors.js';

/** People who are nearly as near to another segment move there, until groups are even to the ratio that was asked for. */
export async function reassigned(
  engine: DataEngine,
  { trait, ratioMin }: Extract<Mitigation, { kind: 'reassignment' }>,
  segmentation: Segmentation,
  traits: ProtectedTraits,
): Promise<Segmentation> {
  const ask = { model: centroidsOf(segmentation), trait, ratioMin };
  const given = await engine.reassign(segmentation.rows, traits.rows, ask);
  if (!given.reached) {
    throw mitigationError('MITIGATION_NOT_REACHED', {
      found: `shares of the groups of ${trait} that stay further apart than ${ratioMin}`,
      expected: 'groups that are large enough to be spread over the segments',
      next: 'Ask for a smaller ratio, or for fewer segments.',
    });
  }
  const { rows, moved, inertia, offsets } = given;
  const groups = traits.rows.groups[trait] as readonly string[];
  const mitigated = { kind: 'reassignment', trait, ratioMin, moved, inertia, groups, offsets };
  return frozen({ ...segmentation, rows, mitigated }) as unknown as Segmentation;
}
