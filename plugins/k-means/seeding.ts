import { type Clusters, emptyClusters } from './clusters.js';
import { type Rows, squaredDistance } from './distance.js';

/**
 * Starting centroids by k-means++ (Arthur and Vassilvitskii 2007): a point is drawn with a chance that grows with its
 * squared distance from the centroids before it. As scikit-learn does, several are drawn each time and the one is kept
 * that leaves the smallest sum.
 */
export function greedyStart(points: Rows, segments: number, random: () => number): Clusters {
  const start = emptyClusters(points, new Float64Array(segments * points.width));
  const draws = 2 + Math.floor(Math.log(segments));
  take(points, start, 0, Math.floor(random() * points.count));
  for (let at = 1; at < segments; at += 1) {
    const candidates = drawn(start.nearest, Array.from({ length: draws }, random));
    take(points, start, at, best(points, start.nearest, candidates));
  }
  return start;
}

/** Makes a point the centroid `at`, and keeps for every point its nearest two. */
function take(
  { count, width, values }: Rows,
  { centroids, labels, nearest, second }: Clusters,
  at: number,
  point: number,
) {
  const from = at * width;
  centroids.values.set(values.subarray(point * width, (point + 1) * width), from);
  for (let row = 0; row < count; row += 1) {
    const distance = squaredDistance(values, row * width, centroids.values, from, width);
    if (distance < (nearest[row] as number)) {
      second[row] = nearest[row] as number;
      nearest[row] = distance;
      labels[row] = at;
    } else if (distance < (second[row] as number)) second[row] = distance;
  }
}

/** For each draw in [0, 1) the row in which the running sum of weights passes that share of the whole. */
function drawn(weights: Float64Array, draws: readonly number[]): readonly number[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const wanted = draws.map((draw) => draw * whole);
  const found = draws.map(() => -1);
  let sum = 0;
  for (let row = 0; row < weights.length; row += 1) {
    sum += weights[row] as number;
    for (let at = 0; at < wanted.length; at += 1) {
      if (found[at] === -1 && sum > (wanted[at] as number)) found[at] = row;
    }
  }
  // Where distances are too small for their squares all weights are zero, and any row is as good.
  return found.map((row) => (row === -1 ? weights.length - 1 : row));
}

/** The candidate with which the sum of squared distances is smallest; the first of equals. */
function best({ count, width, values }: Rows, nearest: Float64Array, candidates: readonly number[]): number {
  let smallest = Number.POSITIVE_INFINITY;
  let kept = candidates[0] as number;
  for (const candidate of candidates) {
    let sum = 0;
    for (let row = 0; row < count; row += 1) {
      const distance = squaredDistance(values, row * width, values, candidate * width, width);
      sum += distance < (nearest[row] as number) ? distance : (nearest[row] as number);
    }
    if (sum < smallest) {
      smallest = sum;
      kept = candidate;
    }
  }
  return kept;
}
