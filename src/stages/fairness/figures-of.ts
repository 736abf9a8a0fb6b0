import {
  association,
  balance,
  type CountTable,
  compareRates,
  differentialFairness,
  effectIntervals,
  segmentBenefit,
  selectionRates,
  type TraitVerdict,
  testIndependence,
  testSegments,
  totalVariation,
} from '../../measures/index.js';
import { type Benefits, benefitsOf } from './benefit.js';
import type { SegmentFigures, TableEffects, TraitFigures, WorstComparison } from './trait-figures.js';

/** Larger tables get no bootstrap: a thousand draws of them take longer than everything else that is measured. */
const CELLS_MAX = 400;

/** Figures over the whole table; `association` checks itself and faults the run when its two ways disagree. */
export function effectsOf(table: CountTable): TableEffects {
  const { total: _, degreesOfFreedom: __, ...strength } = association(table);
  const { bera, chierichetti, chierichettiBound } = balance(table);
  const { epsilon, worstRatio } = differentialFairness(table);
  return {
    ...strength,
    totalVariation: totalVariation(table).totalVariation,
    balance: bera,
    chierichetti,
    chierichettiBound,
    epsilon,
    worstRatio,
  };
}

/** What the figures of a trait are made from, besides its table. */
export interface FigureOptions {
  readonly confidence: number;
  readonly seed: number;
  /** What a segment is worth to a person in it; null where nobody said. */
  readonly benefits: Benefits;
}

/** The figures of one trait that its table alone gives. */
export function tableFigures(
  table: CountTable,
  tests: readonly SegmentTest[],
  worst: WorstComparison | null,
  { confidence, seed, benefits }: FigureOptions,
): Omit<TraitFigures, 'distance' | 'consistency' | 'strata'> {
  const { method, p } = testIndependence(table, { seed, draws: 4999 });
  const values = benefitsOf(table, benefits);
  return {
    intervals: cellsOf(table) > CELLS_MAX ? null : effectIntervals(table, { seed, confidence }),
    test: { method, p },
    segments: segmentFigures(table, tests),
    worst,
    benefit: values === null ? null : segmentBenefit({ table, benefits: values, confidence }),
  };
}

function cellsOf({ groups, segments }: CountTable): number {
  return groups.length * segments.length;
}

type SegmentTest = ReturnType<typeof testSegments>['tests'][number];

/** Tests of every segment of every trait, corrected over all of them. */
export function testsOf(tables: readonly { readonly trait: string; readonly table: CountTable }[]) {
  const { tests } = testSegments(tables);
  return (trait: string) => tests.filter((test) => test.trait === trait);
}

function segmentFigures(table: CountTable, tests: readonly SegmentTest[]): readonly SegmentFigures[] {
  const bySegment = new Map(tests.map((test) => [test.segment, test]));
  return selectionRates(table).segments.map((disparity) => {
    const { method, p, holm, falseDiscovery } = bySegment.get(disparity.segment) as SegmentTest;
    return { ...disparity, method, p, holm, falseDiscovery };
  });
}

/** The comparison that gave the verdict, with every interval that there is for it. */
export function worstOf(
  comparisons: TraitVerdict['comparisons'],
  verdict: TraitVerdict['verdict'],
  confidence: number,
): WorstComparison | null {
  const those = comparisons.filter((comparison) => comparison.verdict === verdict);
  const worst = those.reduce<(typeof those)[number] | null>(
    (least, one) => (least === null || (one.ratio ?? 2) < (least.ratio ?? 2) ? one : least),
    null,
  );
  if (worst === null) return null;
  const [first, second] = worst.shares;
  return { segment: worst.segment, groups: worst.groups, evidence: compareRates({ first, second, confidence }) };
}
