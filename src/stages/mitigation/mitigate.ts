import { frozen } from '../../documents/index.js';
import type { DataEngine } from '../../engines/index.js';
import type { CentroidModel } from '../../plugin-contract/index.js';
import type { Permit } from '../decision/index.js';
import type { ProtectedTraits } from '../preparation/index.js';
import type { Segmentation } from '../segmentation/index.js';
import { mitigationError } from './mitigation.errors.js';

/**
 * Treats people by their group where the request asks for it and the permit grants it, between segmentation and
 * disclosure, so that no plugin ever sees a trait. Gives the segmentation as it is where nothing was asked for. Throws
 * MITIGATION_NEEDS_CENTROIDS and MITIGATION_NOT_REACHED.
 */
export async function mitigate(
  engine: DataEngine,
  permit: Permit,
  segmentation: Segmentation,
  traits: ProtectedTraits,
): Promise<Segmentation> {
  const { mitigation } = permit.request;
  if (mitigation === null) return segmentation;
  const model = centroidsOf(segmentation, permit.request.plugin);
  const { trait, ratioMin } = mitigation;
  const given = await engine.reassign(segmentation.rows, traits.rows, { model, trait, ratioMin });
  if (!given.reached) {
    throw mitigationError('MITIGATION_NOT_REACHED', {
      found: `shares of the groups of ${trait} that stay further apart than ${ratioMin}`,
      expected: 'groups that are large enough to be spread over the segments',
      next: 'Ask for a smaller ratio, or for fewer segments.',
    });
  }
  const { rows, moved, inertia, offsets } = given;
  const groups = traits.rows.groups[trait] as readonly string[];
  const mitigated = { ...mitigation, moved, inertia, groups, offsets };
  // Who moves follows from the traits of everybody, also where the model came from nobody's.
  return frozen({ ...segmentation, rows, fromData: true, mitigated }) as unknown as Segmentation;
}

function centroidsOf({ model }: Segmentation, plugin: string): CentroidModel {
  if (model?.form === 'centroids') return model;
  throw mitigationError('MITIGATION_NEEDS_CENTROIDS', {
    found: `a segmentation by '${plugin}' that gives ${model === null ? 'labels' : model.form}`,
    expected: 'a model by centroids: only there is it known who is nearly as near to another segment',
    next: 'Leave the mitigation out, or use a plugin such as k-means.',
  });
}
