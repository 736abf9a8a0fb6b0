import { readYaml } from '../../documents/index.js';
import type { Permit } from '../../stages/decision/index.js';
import type { Variant } from '../../stages/gates/index.js';
import { decideOnly } from '../options.js';
import type { Parts } from '../parts.js';

/** The permit that a variant would need: fewer columns are in the one at hand; a treatment by group is asked for. Null when denied. */
export async function permitFor(parts: Parts, permit: Permit, variant: Variant): Promise<Permit | null> {
  if (variant.kind === 'without') return permit;
  const { plugin, options, dataset, purpose, destination, columns, seed } = permit.request;
  const ask = {
    ...{ apiVersion: 'probity/v1', kind: 'SegmentationRequest' },
    ...{ plugin, options, dataset, purpose, destination, columns, seed, mitigation: variant },
  };
  const { decision } = await decideOnly(parts, readYaml('suggestion', JSON.stringify(ask)));
  return decision.kind === 'permit' ? decision : null;
}
