import type { CentroidModel } from '../../plugin-contract/index.js';
import type { Segmentation } from '../segmentation/index.js';
import { mitigationError } from './mitigation.errors.js';

/** The model of a segmentation by centroids. Throws MITIGATION_NEEDS_CENTROIDS for any other. */
export function centroidsOf({ model, gives }: Segmentation): CentroidModel {
  if (model?.form === 'centroids') return model;
  throw mitigationError('MITIGATION_NEEDS_CENTROIDS', {
    found: `a segmentation by ${model === null ? `labels (${gives})` : model.form}`,
    expected: 'a model by centroids: only there is it known how near people are to a segment',
    next: 'Leave the mitigation out, or use a plugin such as k-means.',
  });
}
