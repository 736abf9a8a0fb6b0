import { frozen } from '../../documents/index.js';
import { type CountTable, type Margins, marginsOf } from '../count-table/index.js';
import { defineMeasure } from '../measure.js';
import { twoSidedZ, wilsonInterval } from '../statistics/index.js';
import {
  type SegmentDisparity,
  type SelectionRate,
  type SelectionRates,
  SelectionRatesSchema,
} from './selection-rates.schema.js';

const CONFIDENCE = 0.95;

/** Rate of every group in every segment with its Wilson interval, and the disparity of every segment. */
export function selectionRates(table: CountTable, confidence = CONFIDENCE): SelectionRates {
  const margins = marginsOf(table);
  const z = twoSidedZ(confidence);
  const rates = table.segments.flatMap((segment, at) =>
    table.groups.map((group, row) => rateOf({ segment, group }, table.counts[row]?.[at], margins.groupTotals[row], z)),
  );
  return frozen({ rates, segments: table.segments.map((_, at) => disparityOf(table, margins, at)) });
}

/** In doubles as count / total, so that figures equal fairlearn's to the last bit. */
function rateOf(of: { segment: string; group: string }, count = 0, total = 0, z: number): SelectionRate {
  if (total === 0) return { ...of, count, total, rate: null, interval: null };
  return {
    ...of,
    count,
    total,
    rate: count / total,
    interval: wilsonInterval({ count, total }, z) as [number, number],
  };
}

function disparityOf(table: CountTable, { groupTotals, segmentTotals, total }: Margins, at: number): SegmentDisparity {
  const rates = table.counts
    .map((row, group) => (row[at] ?? 0) / (groupTotals[group] ?? 0))
    .filter((rate) => !Number.isNaN(rate));
  const segment = table.segments[at] as string;
  if (rates.length === 0) {
    return { segment, overall: null, difference: null, ratio: null, differenceToOverall: null, ratioToOverall: null };
  }
  const overall = (segmentTotals[at] ?? 0) / total;
  const [least, most] = [Math.min(...rates), Math.max(...rates)];
  return {
    segment,
    overall,
    difference: most - least,
    ratio: most === 0 ? null : least / most,
    differenceToOverall: Math.max(...rates.map((rate) => Math.abs(rate - overall))),
    ratioToOverall: overall === 0 ? null : Math.min(...rates.map((rate) => folded(rate / overall))),
  };
}

function folded(ratio: number): number {
  return ratio > 1 ? 1 / ratio : ratio;
}

export const selectionRatesMeasure = defineMeasure({
  name: 'selection-rates',
  title: 'Selection rates and disparity per segment',
  needs: 'group x segment counts',
  direction: 'no-direction',
  resultSchema: SelectionRatesSchema,
  measure: (table: CountTable) => selectionRates(table),
});
