import { halfWidth95 } from '../../../noise/index.js';
import type { NoisePlan } from './noise-plan.js';
import { type NoisyAnswer, noiseOfCounts, noiseOfSums } from './noisy-answer.js';

/** A count with its noise; 19 of 20 times the true one is within ± `halfWidth`. */
export interface NoisyCount {
  readonly count: number;
  readonly halfWidth: number;
}

/** A segment as `profile.json` shows it under noise. Everything is made from the answer, and nothing from data. */
export interface NoisySegment {
  readonly segment: string;
  /** Null where the noisy count is under the minimum of a segment: then nothing of it is shown. */
  readonly people: NoisyCount | null;
  readonly columns: readonly {
    readonly column: string;
    readonly low: number;
    readonly high: number;
    /** Of (value − middle of the bounds), over the people of the segment; who has no value counts as the middle. */
    readonly sumFromMiddle: number;
    /** Of the sum: 19 of 20 times the true one is within ± this. */
    readonly halfWidth: number;
    /** The middle and the sum by the noisy count, held within the bounds. */
    readonly mean: number;
  }[];
  readonly values: readonly { readonly column: string; readonly value: string; readonly count: number }[];
}

export interface NoisyProfile {
  readonly segments: readonly NoisySegment[];
  readonly unassigned: NoisyCount;
}

interface Shown {
  readonly names: readonly string[];
  /** The fewest people that a segment may show; compared with the noisy count. */
  readonly segmentSizeMin: number;
}

/** An answer as people read it: counts not below zero, means, half-widths. No privacy is lost by making it. */
export function noisyProfile(answer: NoisyAnswer, plan: NoisePlan, { names, segmentSizeMin }: Shown): NoisyProfile {
  const halfWidth = halfWidth95(noiseOfCounts(plan));
  const count = (at: number): NoisyCount => ({ count: Math.max(0, Number(answer.counts[at])), halfWidth });
  const segments = names.map((segment, at): NoisySegment => {
    const people = count(at);
    if (people.count < segmentSizeMin) return { segment, people: null, columns: [], values: [] };
    const columns = plan.sums.map((bounds) => columnOf(answer, plan, { bounds, at, people: people.count }));
    return { segment, people, columns, values: valuesOf(answer, at) };
  });
  return { segments, unassigned: count(names.length) };
}

/** Half-millionths: values are doubled so that the middle of their bounds is an integer. */
const UNITS = 2_000_000;

function columnOf(
  answer: NoisyAnswer,
  plan: NoisePlan,
  { bounds, at, people }: { readonly bounds: NoisePlan['sums'][number]; readonly at: number; readonly people: number },
): NoisySegment['columns'][number] {
  const { column, low, high } = bounds;
  const sums = answer.sums.find((one) => one.column === column)?.sums;
  const sumFromMiddle = Number(sums?.[at] ?? 0) / UNITS;
  const mean = (low + high) / 2 + sumFromMiddle / Math.max(1, people);
  const halfWidth = halfWidth95(noiseOfSums(plan, bounds)) / UNITS;
  return { column, low, high, sumFromMiddle, halfWidth, mean: Math.min(high, Math.max(low, mean)) };
}

function valuesOf({ values }: NoisyAnswer, at: number): NoisySegment['values'] {
  const here = values.filter(({ segment }) => segment === at);
  return here.map(({ column, value, people }) => ({ column, value, count: Number(people) }));
}
