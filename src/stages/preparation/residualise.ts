import { frozen } from '../../documents/index.js';
import type { DataEngine } from '../../engines/index.js';
import type { Permit } from '../decision/index.js';
import { preparationError } from './preparation.errors.js';
import type { Features, ProtectedTraits } from './prepared.js';

/**
 * Frees the numbers that a plugin is given of a trait where the request asks for it and the permit grants it; texts and dates
 * stay as they are. Gives the features as they are where nothing was asked for. Throws MITIGATION_NEEDS_NUMBERS.
 */
export async function residualise(
  engine: DataEngine,
  permit: Permit,
  features: Features,
  traits: ProtectedTraits,
): Promise<Features> {
  const { mitigation, plugin } = permit.request;
  if (mitigation?.kind !== 'residualisation') return features;
  const numbers = features.rows.plan.features.filter(({ type }) => type === 'integer' || type === 'decimal');
  const columns = numbers.map(({ column }) => column).filter((column) => features.granted.includes(column));
  if (columns.length === 0 || plugin === 'outside') {
    throw preparationError('MITIGATION_NEEDS_NUMBERS', {
      found: plugin === 'outside' ? 'labels that were made outside' : `no number among ${features.granted.join(', ')}`,
      expected: 'a plugin that is given numbers: only they can be freed of a trait',
      next: 'Leave the mitigation out, or ask for numeric columns.',
    });
  }
  const { trait } = mitigation;
  const { rows, columns: told } = await engine.residualise(features.rows, traits.rows, { trait, columns });
  return frozen({ ...features, rows, residual: { trait, columns: told } }) as Features;
}
