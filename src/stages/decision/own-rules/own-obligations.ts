import { CONSEQUENCES, CORRECTIONS, type Obligation, strengthOf } from '../../../registers/policies/index.js';
import type { OwnObligation } from './own-answer.schema.js';

/** An obligation of an own rule in the form that the kernel merges. */
export function mergeable(own: OwnObligation): readonly Obligation[] {
  if ('mask' in own) {
    const value = strengthOf(own.mask);
    return own.mask.categories.map((category) => ({ id: `mask:${category}`, value }));
  }
  if ('modelOnly' in own) return [{ id: 'modelOnly', value: 1 }];
  if ('ratioMin' in own) return [{ id: 'ratioMin:*', value: own.ratioMin }];
  if ('benefitRatioMin' in own) return [{ id: 'benefitRatioMin:*', value: own.benefitRatioMin }];
  if ('benefitDifferenceMax' in own) return [{ id: 'benefitDifferenceMax:*', value: own.benefitDifferenceMax }];
  if ('recursiveDiversity' in own) {
    const { c, l } = own.recursiveDiversity;
    return [{ id: `recursiveCMax:${l}`, value: c }];
  }
  if ('correction' in own) return [{ id: 'correction', value: CORRECTIONS.indexOf(own.correction) }];
  return Object.entries(own).map(([id, value]) => ({ id, value: ranked(value) }));
}

type Plain = Exclude<
  OwnObligation,
  { mask: unknown } | { modelOnly: unknown } | { correction: unknown } | { recursiveDiversity: unknown }
>;
type PlainValue = Plain extends infer O ? (O extends unknown ? O[keyof O] : never) : never;

function ranked(value: PlainValue): Obligation['value'] {
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? CONSEQUENCES.indexOf(value) : [...value].sort();
}
