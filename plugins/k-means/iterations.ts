import { assignAll, type Clusters, moveCentroids, type Sums, sumsOf } from './clusters.js';
import { nearestOf, type Rows, squaredDistance } from './distance.js';

/** Centroids that stopped, and the sum of squared distances to the nearest of them. */
export interface Stopped {
  readonly centroids: Rows;
  readonly inertia: number;
  readonly iterations: number;
  /** Whether one more iteration would change nothing. */
  readonly converged: boolean;
}

/** For each point: it is nearer than `upper` to its own centroid, and farther than `lower` from every other. */
interface Bounds {
  readonly upper: Float64Array;
  readonly lower: Float64Array;
}

/**
 * Lloyd's algorithm until nothing moves, or `iterationsMax` times, with Hamerly's bounds (2010): a point that is surely
 * nearest to its own centroid is not looked at, so that late iterations cost little. Bounds are rounded, so the end is
 * looked at without them: sums anew in the order of the points, and every distance.
 */
export function iterate(points: Rows, clusters: Clusters, iterationsMax: number): Stopped {
  const { centroids } = clusters;
  let bounds = boundsOf(clusters);
  let sums = sumsOf(points, clusters);
  for (let iterations = 1; iterations <= iterationsMax; iterations += 1) {
    const drift = moveCentroids(centroids, sums);
    if (reassign(points, clusters, { sums, bounds, drift })) continue;
    moveCentroids(centroids, sumsOf(points, clusters));
    const { inertia, changed } = assignAll(points, clusters);
    if (!changed) return { centroids, inertia, iterations, converged: true };
    bounds = boundsOf(clusters);
    sums = sumsOf(points, clusters);
  }
  const { inertia } = assignAll(points, clusters);
  return { centroids, inertia, iterations: iterationsMax, converged: false };
}

function boundsOf({ nearest, second }: Clusters): Bounds {
  return { upper: nearest.map(Math.sqrt), lower: second.map(Math.sqrt) };
}

interface Step {
  readonly sums: Sums;
  readonly bounds: Bounds;
  /** How far each centroid went. */
  readonly drift: Float64Array;
}

/** Assigns the points for which the bounds leave a doubt; true when one changed. */
function reassign(
  { count, width, values }: Rows,
  { centroids, labels }: Clusters,
  { sums, bounds: { upper, lower }, drift }: Step,
): boolean {
  const half = halfGaps(centroids);
  const fall = fallOf(drift);
  const found = { at: 0, first: 0, second: 0 };
  let changed = false;
  for (let row = 0; row < count; row += 1) {
    const label = labels[row] as number;
    const far = (upper[row] as number) + (drift[label] as number);
    const near = (lower[row] as number) - (fall[label] as number);
    upper[row] = far;
    lower[row] = near;
    const safe = near > (half[label] as number) ? near : (half[label] as number);
    if (far < safe) continue;
    const own = Math.sqrt(squaredDistance(values, row * width, centroids.values, label * width, width));
    upper[row] = own;
    if (own < safe) continue;
    nearestOf(values, row * width, centroids, found);
    upper[row] = Math.sqrt(found.first);
    lower[row] = Math.sqrt(found.second);
    if (found.at === label) continue;
    changed = true;
    labels[row] = found.at;
    transfer(sums, values.subarray(row * width, (row + 1) * width), label, found.at);
  }
  return changed;
}

function transfer({ sums, sizes }: Sums, point: Float64Array, left: number, entered: number): void {
  const width = point.length;
  sizes[left] = (sizes[left] as number) - 1;
  sizes[entered] = (sizes[entered] as number) + 1;
  for (let at = 0; at < width; at += 1) {
    const value = point[at] as number;
    sums[left * width + at] = (sums[left * width + at] as number) - value;
    sums[entered * width + at] = (sums[entered * width + at] as number) + value;
  }
}

/** Half the distance from each centroid to the nearest other: a point nearer than that has no nearer centroid. */
function halfGaps({ count, width, values }: Rows): Float64Array {
  const half = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  for (let left = 0; left < count; left += 1) {
    for (let right = 0; right < left; right += 1) {
      const gap = Math.sqrt(squaredDistance(values, left * width, values, right * width, width)) / 2;
      if (gap < (half[left] as number)) half[left] = gap;
      if (gap < (half[right] as number)) half[right] = gap;
    }
  }
  return half;
}

/** How much nearer another centroid can have come, by the centroid that a point has. */
function fallOf(drift: Float64Array): Float64Array {
  const farthest = drift.indexOf(Math.max(...drift));
  const others = Math.max(0, ...drift.filter((_, at) => at !== farthest));
  return drift.map((_, at) => (at === farthest ? others : (drift[farthest] as number)));
}
