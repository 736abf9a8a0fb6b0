import type { Model } from '../../plugin-contract/index.js';
import type { SuppressedSegment } from '../disclosure/index.js';

/** `model.json`: the model that was assigned, without the centres of segments that are not released. */
export type ReleasedModel = Model & {
  /** Segments whose centres are left out: the centre of few people is what they are like. */
  readonly suppressed?: readonly string[];
};

/** Rules and bins are set by people or by everybody's quantiles; a centroid is the mean of its own people alone. */
export function releasedModel(model: Model | null, suppressed: readonly SuppressedSegment[]): ReleasedModel | null {
  if (model === null || model.form !== 'centroids' || suppressed.length === 0) return model;
  const names = suppressed.map(({ name }) => name);
  return { ...model, segments: model.segments.filter(({ name }) => !names.includes(name)), suppressed: names };
}
