import { type CountTable, sumOf } from '../count-table/index.js';
import { normalCdf } from '../statistics/index.js';

/** The people of one group by what they get. */
export interface GroupMean {
  readonly group: string;
  readonly people: number;
  /** Null for nobody. */
  readonly mean: number | null;
  /** Of one person, not of the mean. */
  readonly deviation: number;
}

/** Two groups that are there and one limit, the group with the smaller mean first. */
export interface MeanPair {
  readonly limit: 'ratio' | 'difference';
  readonly of: number;
  readonly low: GroupMean;
  readonly high: GroupMean;
}

/** Half a person more at each value (Jeffreys): without it, groups whose people all get the same would have no error. */
const HALF = 0.5;

export function groupMeans({ groups, counts }: CountTable, benefits: readonly number[]): readonly GroupMean[] {
  const values = [...new Set(benefits)].sort((a, b) => a - b);
  return groups.map((group, row) => {
    const of = values.map((value) => sumOf((counts[row] ?? []).filter((_, at) => benefits[at] === value)));
    const people = sumOf(of);
    const mean = people === 0 ? null : meanOf(of, values);
    return {
      group,
      people,
      mean,
      deviation: deviationOf(
        of.map((count) => count + HALF),
        values,
      ),
    };
  });
}

function meanOf(counts: readonly number[], values: readonly number[]): number {
  return sumOf(counts.map((count, at) => count * (values[at] as number))) / sumOf(counts);
}

function deviationOf(counts: readonly number[], values: readonly number[]): number {
  const mean = meanOf(counts, values);
  return Math.sqrt(sumOf(counts.map((count, at) => count * ((values[at] as number) - mean) ** 2)) / sumOf(counts));
}

/** Smaller mean by larger, or larger less smaller; null where there is none. */
export function foundOf({ limit, low, high }: MeanPair): number | null {
  if (low.mean === null || high.mean === null) return null;
  if (limit === 'difference') return high.mean - low.mean;
  return low.mean < 0 || high.mean === 0 ? null : low.mean / high.mean;
}

/** One-sided p-values of a pair. */
export interface MeanTest {
  /** Against "within the limit": small when the pair is shown to be beyond it. */
  readonly pBeyond: number;
  /** Against "beyond the limit, either way round": small when the pair is shown to be within. */
  readonly pWithin: number;
}

/** The linear contrast of Fieller for the ratio, the difference itself for the difference; the nearer end decides. */
export function testMeans({ limit, of, low, high }: MeanPair): MeanTest {
  const [small, large] = [low.mean as number, high.mean as number];
  if (limit === 'difference') {
    const error = Math.hypot(errorOf(low), errorOf(high));
    return { pBeyond: above((large - small - of) / error), pWithin: above((of - (large - small)) / error) };
  }
  const clearance = (small - of * large) / Math.hypot(errorOf(low), of * errorOf(high));
  const turned = (large - of * small) / Math.hypot(errorOf(high), of * errorOf(low));
  return { pBeyond: above(-clearance), pWithin: above(Math.min(clearance, turned)) };
}

/** A standardised figure that is not a number comes of 0 by 0: nobody gets anything else than anybody. */
function above(z: number): number {
  return Number.isNaN(z) ? 1 : normalCdf(-z);
}

export function errorOf({ people, deviation }: GroupMean): number {
  return deviation / Math.sqrt(people);
}

/** The interval at z: all limits that the contrast does not reject. Null where it is unbounded. */
export function meanInterval(pair: MeanPair, z: number): [number, number] | null {
  const found = foundOf(pair);
  if (found === null) return null;
  const { limit, low, high } = pair;
  const [e1, e2] = [errorOf(low), errorOf(high)];
  if (limit === 'difference') {
    const half = z * Math.hypot(e1, e2);
    return [found - half, found + half];
  }
  const [m1, m2] = [low.mean as number, high.mean as number];
  const bounded = m2 * m2 - (z * e2) ** 2;
  if (!(bounded > 0)) return null;
  const root = Math.sqrt(Math.max(0, (m1 * m2) ** 2 - bounded * (m1 * m1 - (z * e1) ** 2)));
  return [(m1 * m2 - root) / bounded, (m1 * m2 + root) / bounded];
}
