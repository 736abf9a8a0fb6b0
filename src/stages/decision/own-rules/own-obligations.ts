import { CONSEQUENCES, CORRECTIONS, type MaskStrength, type Obligation } from '../../../registers/policies/index.js';
import type { OwnObligation } from './own-answer.schema.js';

/** An obligation of an own rule in the form that the kernel merges. */
export function mergeable(own: OwnObligation): readonly Obligation[] {
  if ('mask' in own) {
    const value = strengthOf(own.mask);
    return own.mask.categories.map((category) => ({ id: `mask:${category}`, value }));
  }
  if ('modelOnly' in own) return [{ id: 'modelOnly', value: 1 }];
  if ('ratioMin' in own) return [{ id: 'ratioMin:*', value: own.ratioMin }];
  if ('correction' in own) return [{ id: 'correction', value: CORRECTIONS.indexOf(own.correction) }];
  return Object.entries(own).map(([id, value]) => ({ id, value: ranked(value) }));
}

type Plain = Exclude<OwnObligation, { mask: unknown } | { modelOnly: unknown } | { correction: unknown }>;
type PlainValue = Plain extends infer O ? (O extends unknown ? O[keyof O] : never) : never;
type Mask = Extract<OwnObligation, { mask: unknown }>['mask'];

function ranked(value: PlainValue): Obligation['value'] {
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? CONSEQUENCES.indexOf(value) : [...value].sort();
}

// Larger is stronger in every family, and fewer bins hide more.
function strengthOf(mask: Mask): MaskStrength {
  if ('round' in mask) return [1, mask.round];
  if ('bucket' in mask) return [2, mask.bucket];
  return 'quantiles' in mask ? [3, -mask.quantiles] : [4, 0];
}
