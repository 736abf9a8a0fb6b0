import { Type } from 'typebox';
import { closed, Real, ShownCount, Words } from './shown.schema.js';

export const ProxySchema = Type.Object(
  {
    feature: Type.String(),
    trait: Type.String(),
    /** `V` is the bias-corrected Cramér V, `AUC` the largest one-against-rest area, folded to at least 0.5. */
    measure: Type.Enum(['V', 'AUC']),
    value: Type.Number(),
    /** 0 to 1, comparable over measures: V itself, or 2·AUC − 1. */
    strength: Type.Number(),
  },
  closed,
);

export const JointProxySchema = Type.Object(
  {
    trait: Type.String(),
    features: Words,
    people: ShownCount,
    /** Mean over groups of the share told right by all features at once, on people who were not learnt from. */
    balancedAccuracy: Real,
    /** The same where groups were dealt out anew. */
    chance: Real,
    p: Real,
    /** 0 to 1: how far from chance towards certainty. */
    strength: Real,
  },
  closed,
);

export const SegmentProxySchema = Type.Object(
  {
    trait: Type.String(),
    /** Share of what there is to know of the trait that the segment tells, 0 to 1; rounded. */
    told: Real,
    /** What the segment no longer tells when a feature is dealt out anew; below 0 when it hides the trait. */
    features: Type.Array(Type.Object({ feature: Type.String(), carries: Real }, closed)),
  },
  closed,
);
