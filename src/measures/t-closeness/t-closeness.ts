import { type Static, Type } from 'typebox';
import { frozen } from '../../documents/index.js';
import { type ClassTable, largestOver, sharesOf } from '../class-table/index.js';
import { sumOf } from '../count-table/index.js';
import { closed, Real } from '../figures.schema.js';
import { defineMeasure } from '../measure.js';
import { checkedPaths, treeDistance } from './tree-distance.js';

/** What `tCloseness` gives. */
export const TClosenessSchema = Type.Object(
  {
    /** Equal distance: for segments without an order. */
    equal: Real,
    /** Ordered distance: when the order of the segments in the table means something. */
    ordered: Real,
    /** Hierarchical distance: over a tree of the segments; null where none was given. */
    hierarchical: Real,
  },
  closed,
);
export type TCloseness = Readonly<Static<typeof TClosenessSchema>>;

/**
 * The furthest that the segments of a class are from those of all people, 0 to 1. A tree is given as the path of every
 * segment of the table, from itself up to the root, all of one length. Throws MEASURE_OPTION_INVALID.
 */
export function tCloseness(table: ClassTable, paths: readonly (readonly string[])[] | null = null): TCloseness {
  const shares = sharesOf(table);
  const kept = paths === null ? null : checkedPaths(table, paths);
  return frozen({
    equal: largestOver(shares, equalDistance),
    ordered: largestOver(shares, orderedDistance),
    hierarchical: kept === null ? null : largestOver(shares, (within, overall) => treeDistance(kept, within, overall)),
  });
}

function equalDistance(shares: readonly number[], overall: readonly number[]): number {
  return sumOf(shares.map((share, at) => Math.abs(share - (overall[at] as number)))) / 2;
}

function orderedDistance(shares: readonly number[], overall: readonly number[]): number {
  if (shares.length < 2) return 0;
  let carried = 0;
  let moved = 0;
  shares.forEach((share, at) => {
    carried += share - (overall[at] as number);
    moved += Math.abs(carried);
  });
  return moved / (shares.length - 1);
}

export const tClosenessMeasure = defineMeasure({
  name: 't-closeness',
  title: 'Distance of a class from all people',
  needs: 'class x segment counts',
  direction: 'lower-is-better',
  resultSchema: TClosenessSchema,
  measure: (table: ClassTable) => tCloseness(table),
});
