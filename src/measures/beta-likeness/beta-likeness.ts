import { type Static, Type } from 'typebox';
import { frozen } from '../../documents/index.js';
import { type ClassTable, largestOver, sharesOf } from '../class-table/index.js';
import { closed, Real } from '../figures.schema.js';
import { defineMeasure } from '../measure.js';

/** What `betaLikeness` gives. */
export const BetaLikenessSchema = Type.Object(
  {
    /** Largest relative gain of a segment's share within a class. */
    basic: Real,
    /** The same with every segment's gain capped by its own −ln p. */
    enhanced: Real,
  },
  closed,
);
export type BetaLikeness = Readonly<Static<typeof BetaLikenessSchema>>;

/** How much surer of a segment an outsider becomes who learns somebody's class; losses do not count. */
export function betaLikeness(table: ClassTable): BetaLikeness {
  const shares = sharesOf(table);
  return frozen({
    basic: largestGain(shares, (gain) => gain),
    enhanced: largestGain(shares, (gain, overall) => Math.min(gain, -Math.log(overall))),
  });
}

function largestGain(
  shares: ReturnType<typeof sharesOf>,
  of: (gain: number, overall: number) => number,
): number | null {
  return largestOver(shares, (within, overall) =>
    within.reduce((most, share, at) => {
      const all = overall[at] as number;
      return Math.max(most, of((share - all) / all, all));
    }, 0),
  );
}

export const betaLikenessMeasure = defineMeasure({
  name: 'beta-likeness',
  title: 'Gain of certainty about a segment from a class',
  needs: 'class x segment counts',
  direction: 'lower-is-better',
  resultSchema: BetaLikenessSchema,
  measure: betaLikeness,
});
