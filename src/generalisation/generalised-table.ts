import { type ClassTable, classTable } from '../measures/index.js';
import type { Combinations } from './combinations.js';
import type { Kept } from './kept-counts.js';
import type { GlobalRecoding } from './search.js';

/** What one attribute reads in every class: the codes `from` to `to` of a level, mostly one code. */
export interface ClassLabels {
  readonly level: Int32Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
}

/** People by class of equal generalised quasi-identifiers, and what each class reads. */
export interface GeneralisedTable {
  /** The class of each combination. */
  readonly classOf: Int32Array;
  readonly classes: number;
  /** By attribute. */
  readonly labels: readonly ClassLabels[];
  readonly kept: Kept;
}

/** The table of a level vector. */
export function tableOfVector({ attributes, codes }: Combinations, recoding: GlobalRecoding): GeneralisedTable {
  const { classOf, classes } = recoding.classes;
  const labels = attributes.map(({ levels }, at) => {
    const level = recoding.vector[at] as number;
    const from = new Int32Array(classes);
    classOf.forEach((one, combination) => {
      from[one] = levels[level]?.[codes[at]?.[combination] as number] as number;
    });
    return { level: new Int32Array(classes).fill(level), from, to: from };
  });
  return { classOf, classes, labels, kept: recoding.kept };
}

/** What would be released, as the measures of disclosure risk take it: nobody who is left out is in a class. */
export function releasedClasses({ segments }: Combinations, { classes, kept }: GeneralisedTable): ClassTable {
  const width = segments.length;
  const rows = Array.from({ length: classes }, (_, at) => [...kept.counts.subarray(at * width, (at + 1) * width)]);
  return classTable(segments, rows, kept.suppressed);
}
