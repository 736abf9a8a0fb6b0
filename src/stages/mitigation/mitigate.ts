import { frozen } from '../../documents/index.js';
import type { DataEngine, Thinning } from '../../engines/index.js';
import type { Permit } from '../decision/index.js';
import type { Features, ProtectedTraits } from '../preparation/index.js';
import type { Segmentation } from '../segmentation/index.js';
import { reassigned } from './reassignment.js';
import { segmentedByWeight } from './reweighing.js';
import { sociallyFair } from './social-fairness.js';

/** What a treatment works on. */
export interface Treated {
  readonly features: Features;
  readonly segmentation: Segmentation;
  readonly traits: ProtectedTraits;
  /** The plugin once more, over a sample that is drawn by group. */
  readonly again: (thinning: Thinning) => Promise<Segmentation>;
}

/**
 * Treats people by their group where the request asks for it and the permit grants it, between segmentation and
 * disclosure, so that no plugin ever sees a trait. Gives the segmentation as it is where nothing was asked for. Throws
 * MITIGATION_NEEDS_CENTROIDS and MITIGATION_NOT_REACHED.
 */
export async function mitigate(engine: DataEngine, permit: Permit, treated: Treated): Promise<Segmentation> {
  const { mitigation } = permit.request;
  if (mitigation === null) return treated.segmentation;
  const segmentation = await treatedBy(engine, permit, { ...treated, mitigation });
  // Who is where follows from the traits of everybody, also where the model came from nobody's.
  return frozen({ ...segmentation, fromData: true }) as Segmentation;
}

type Asked = NonNullable<Permit['request']['mitigation']>;

async function treatedBy(
  engine: DataEngine,
  permit: Permit,
  { mitigation, ...treated }: Treated & { readonly mitigation: Asked },
): Promise<Segmentation> {
  const { features, segmentation, traits, again } = treated;
  const { trait } = mitigation;
  switch (mitigation.kind) {
    case 'reassignment':
      return reassigned(engine, mitigation, segmentation, traits);
    case 'residualisation': {
      // Done before the plugin; here it is said.
      const mitigated = { kind: 'residualisation', trait, columns: features.residual?.columns ?? [] };
      return frozen({ ...segmentation, mitigated }) as unknown as Segmentation;
    }
    case 'reweighing':
      return segmentedByWeight(engine, { segmentation, traits, trait }, again);
    case 'socially-fair-centres':
      return sociallyFair(engine, permit, { features, segmentation, traits, trait });
  }
}
