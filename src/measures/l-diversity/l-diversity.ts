import { type Static, Type } from 'typebox';
import { frozen } from '../../documents/index.js';
import { type ClassTable, type EqualityClass } from '../class-table/index.js';
import { sumOf } from '../count-table/index.js';
import { closed, Real } from '../figures.schema.js';
import { defineMeasure } from '../measure.js';

/** What `lDiversity` gives. */
export const LDiversitySchema = Type.Object(
  {
    /** Fewest different segments in a class; 0 when there are no people. */
    distinct: Type.Integer({ minimum: 0 }),
    /** Smallest exponential of the entropy of a class, a real number. */
    entropy: Real,
    /** The table is recursively (c, l)-diverse for every c above this, with l = `distinct`. */
    recursiveAbove: Real,
  },
  closed,
);
export type LDiversity = Readonly<Static<typeof LDiversitySchema>>;

/** How many segments an outsider must still reckon with who knows somebody's class. */
export function lDiversity(table: ClassTable): LDiversity {
  const { classes } = table;
  if (classes.length === 0) return frozen({ distinct: 0, entropy: null, recursiveAbove: null });
  const distinct = least(classes.map(({ counts }) => counts.filter((count) => count > 0).length));
  return frozen({
    distinct,
    entropy: least(classes.map((one) => Math.exp(entropyOf(one)))),
    recursiveAbove: recursiveAbove(table, distinct),
  });
}

/**
 * The largest r1 / (r_l + … + r_m) of a class, counts sorted downwards; c must exceed it. Null when a class has fewer
 * than l values, for then no c will do.
 */
export function recursiveAbove({ classes }: ClassTable, l: number): number | null {
  const ratios = classes.map(({ counts }) => {
    const sorted = [...counts].sort((a, b) => b - a);
    return (sorted[0] as number) / sumOf(sorted.slice(l - 1));
  });
  const largest = ratios.reduce((most, ratio) => Math.max(most, ratio), 0);
  return Number.isFinite(largest) && ratios.length > 0 ? largest : null;
}

function entropyOf({ counts, size }: EqualityClass): number {
  return sumOf(counts.map((count) => (count === 0 ? 0 : -(count / size) * Math.log(count / size))));
}

function least(numbers: readonly number[]): number {
  return numbers.reduce((smallest, number) => Math.min(smallest, number));
}

export const lDiversityMeasure = defineMeasure({
  name: 'l-diversity',
  title: 'Segments that stay possible within a class',
  needs: 'class x segment counts',
  direction: 'higher-is-better',
  resultSchema: LDiversitySchema,
  measure: lDiversity,
});
