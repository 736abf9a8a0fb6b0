import { type Static, Type } from 'typebox';
import { frozen } from '../../documents/index.js';
import { type ClassTable, largestOver, sharesOf } from '../class-table/index.js';
import { closed, Real } from '../figures.schema.js';
import { defineMeasure } from '../measure.js';

/** What `deltaDisclosure` gives. */
export const DeltaDisclosureSchema = Type.Object(
  {
    /** A segment is absent from a class, so the definition gives infinity. */
    infinite: Type.Boolean(),
    /** Largest |ln(q / p)| over segments that are present. */
    finite: Real,
  },
  closed,
);
export type DeltaDisclosure = Readonly<Static<typeof DeltaDisclosureSchema>>;

/** How far shares within a class move from those of all people, on the log scale, in both directions. */
export function deltaDisclosure(table: ClassTable): DeltaDisclosure {
  const shares = sharesOf(table);
  return frozen({
    infinite: shares.classes.some((within) => within.some((share) => share === 0)),
    finite: largestOver(shares, (within, overall) =>
      within.reduce((most, share, at) => {
        const moved = share === 0 ? 0 : Math.abs(Math.log(share / (overall[at] as number)));
        return Math.max(most, moved);
      }, 0),
    ),
  });
}

export const deltaDisclosureMeasure = defineMeasure({
  name: 'delta-disclosure',
  title: 'Change of shares within a class, in both directions',
  needs: 'class x segment counts',
  direction: 'lower-is-better',
  resultSchema: DeltaDisclosureSchema,
  measure: deltaDisclosure,
});
