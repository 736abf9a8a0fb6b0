import { frozen } from '../../documents/index.js';
import type { DataEngine } from '../../engines/index.js';
import type { Permit } from '../decision/index.js';
import type { Features, ProtectedTraits } from '../preparation/index.js';
import type { Segmentation } from '../segmentation/index.js';
import { centroidsOf } from './centroids-of.js';

/** Centres that describe the worst described group best take the place of those that a plugin found. */
export async function sociallyFair(
  engine: DataEngine,
  { limits }: Permit,
  {
    features,
    segmentation,
    traits,
    trait,
  }: {
    readonly features: Features;
    readonly segmentation: Segmentation;
    readonly traits: ProtectedTraits;
    readonly trait: string;
  },
): Promise<Segmentation> {
  // A group of fewer people than may be shown would stand in the released centres.
  const groupSizeMin = Math.max(limits.groupSizeMin, limits.cellSizeMin);
  const ask = { model: centroidsOf(segmentation), trait, groupSizeMin };
  const { model, ...costs } = await engine.fairCentres(features.rows, traits.rows, ask);
  const rows = await engine.assign(features.rows, model);
  const mitigated = { kind: 'socially-fair-centres', trait, ...costs };
  return frozen({ ...segmentation, model, rows, mitigated }) as unknown as Segmentation;
}
