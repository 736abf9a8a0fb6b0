import { type Static, Type } from 'typebox';
import { frozen } from '../../documents/index.js';
import { type CountTable, marginsOf, withoutEmpty } from '../count-table/index.js';
import { Real } from '../figures.schema.js';
import { defineMeasure } from '../measure.js';
import { measuresError } from '../measures.errors.js';

const Name = Type.Union([Type.String(), Type.Null()]);

/** What `differentialFairness` gives; null with fewer than two groups that hold people. */
export const DifferentialFairnessSchema = Type.Object(
  {
    /** People that the smoothing adds to every group. */
    concentration: Type.Number({ exclusiveMinimum: 0 }),
    /** Segments that they are spread over. */
    outcomes: Type.Integer({ minimum: 0 }),
    /** Largest difference of two groups in the logarithm of a smoothed rate. */
    epsilon: Real,
    /** The same as a ratio: e to the minus epsilon, at most 1. */
    worstRatio: Real,
    /** Where it is. */
    segment: Name,
    /** The group with the lower rate first. */
    groups: Type.Union([Type.Tuple([Type.String(), Type.String()]), Type.Null()]),
  },
  { additionalProperties: false },
);
export type DifferentialFairness = Readonly<Static<typeof DifferentialFairnessSchema>>;

export interface Smoothing {
  readonly concentration: number;
  /** Instead of the number of segments that hold people. */
  readonly outcomes?: number;
}

/**
 * The worst ratio over all segments and pairs of groups, with every rate drawn towards an even spread so that small
 * groups do not lead by chance. For ranking, never for a verdict. Throws MEASURE_OPTION_INVALID.
 */
export function differentialFairness(
  table: CountTable,
  { concentration, outcomes: asked }: Smoothing = { concentration: 1 },
): DifferentialFairness {
  const filled = withoutEmpty(table);
  const outcomes = asked ?? filled.segments.length;
  refuse(concentration, outcomes, filled.segments.length);
  const { groupTotals } = marginsOf(filled);
  const rate = (group: number, segment: number) =>
    ((filled.counts[group]?.[segment] as number) + concentration / outcomes) /
    ((groupTotals[group] as number) + concentration);
  const of = { concentration, outcomes };
  if (filled.groups.length < 2) {
    return frozen({ ...of, epsilon: null, worstRatio: null, segment: null, groups: null });
  }
  const gaps = filled.segments.map((segment, at) => ({ segment, ...gapOf(filled.groups, (group) => rate(group, at)) }));
  const worst = gaps.reduce((most, gap) => (gap.epsilon > most.epsilon ? gap : most));
  return frozen({ ...of, ...worst, worstRatio: Math.exp(-worst.epsilon) });
}

function gapOf(names: readonly string[], rate: (group: number) => number) {
  const logs = names.map((name, group) => ({ name, log: Math.log(rate(group)) }));
  const low = logs.reduce((least, one) => (one.log < least.log ? one : least));
  const high = logs.reduce((most, one) => (one.log > most.log ? one : most));
  return { epsilon: high.log - low.log, groups: [low.name, high.name] as [string, string] };
}

function refuse(concentration: number, outcomes: number, segments: number): void {
  if (concentration > 0 && outcomes >= segments) return;
  throw measuresError('MEASURE_OPTION_INVALID', {
    found: `a concentration of ${concentration} over ${outcomes} outcomes`,
    expected: 'more than 0 people, and at least as many outcomes as segments',
    where: 'smoothing',
    next: 'Leave both out, or correct them.',
  });
}

export const differentialFairnessMeasure = defineMeasure({
  name: 'differential-fairness',
  title: 'Smoothed worst ratio over all segments and groups',
  needs: 'group x segment counts',
  direction: 'lower-is-better',
  resultSchema: DifferentialFairnessSchema,
  measure: (table: CountTable) => differentialFairness(table),
});
