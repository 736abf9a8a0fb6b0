import { type Static, Type } from 'typebox';
import { frozen } from '../../documents/index.js';
import { association } from '../association/index.js';
import type { CountTable } from '../count-table/index.js';
import { Real } from '../figures.schema.js';
import { defineMeasure } from '../measure.js';

/** What `segmentProxies` gives. */
export const SegmentProxiesSchema = Type.Object(
  {
    trait: Type.String(),
    /** Share of what there is to know of the trait that the segment tells, U(A|S), 0 to 1. */
    told: Real,
    /** The feature that carries most first. */
    features: Type.Array(
      Type.Object(
        {
          feature: Type.String(),
          /** The same share with the feature dealt out anew among the people. */
          toldWithout: Real,
          /** `told` minus `toldWithout`: what the segment tells through the feature; below 0 when it hides the trait. */
          carries: Real,
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
);
export type SegmentProxies = Readonly<Static<typeof SegmentProxiesSchema>>;

/** Segments of the same people as the model gives them, and with one feature after the other dealt out anew. */
export interface DealtTables {
  readonly trait: string;
  readonly asIs: CountTable;
  readonly dealt: readonly { readonly feature: string; readonly table: CountTable }[];
}

/** Which feature makes a segmentation tell a trait: features by what the segment no longer tells without them. */
export function segmentProxies({ trait, asIs, dealt }: DealtTables): SegmentProxies {
  const told = association(asIs).groupToldBySegment;
  const features = dealt.map(({ feature, table }) => {
    const toldWithout = association(table).groupToldBySegment;
    const carries = told === null || toldWithout === null ? null : told - toldWithout;
    return { feature, toldWithout, carries };
  });
  return frozen({ trait, told, features: features.sort(mostFirst) });
}

function mostFirst(a: { feature: string; carries: number | null }, b: { feature: string; carries: number | null }) {
  return (b.carries ?? -1) - (a.carries ?? -1) || (a.feature < b.feature ? -1 : 1);
}

export const segmentProxiesMeasure = defineMeasure({
  name: 'segment-proxies',
  title: 'Which feature makes the segments tell a trait',
  needs: 'group x segment counts with features dealt out anew',
  direction: 'lower-is-better',
  resultSchema: SegmentProxiesSchema,
  measure: segmentProxies,
});
