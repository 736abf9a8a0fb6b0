import { nearestOf, type Rows, squaredDistance } from './distance.js';

/** Which centroid each point belongs to, with the squared distances to the nearest and to the second nearest. */
export interface Clusters {
  readonly centroids: Rows;
  readonly labels: Int32Array;
  readonly nearest: Float64Array;
  readonly second: Float64Array;
}

/** Centroids before any point was looked at. */
export function emptyClusters({ count, width }: Rows, values: Float64Array): Clusters {
  return {
    centroids: { count: values.length / width, width, values },
    labels: new Int32Array(count),
    nearest: new Float64Array(count).fill(Number.POSITIVE_INFINITY),
    second: new Float64Array(count).fill(Number.POSITIVE_INFINITY),
  };
}

/** Assigns every point by all its distances, ties to the first centroid; says whether a label changed, and the inertia. */
export function assignAll({ count, width, values }: Rows, { centroids, labels, nearest, second }: Clusters) {
  const found = { at: 0, first: 0, second: 0 };
  let inertia = 0;
  let changed = false;
  for (let row = 0; row < count; row += 1) {
    nearestOf(values, row * width, centroids, found);
    if (found.at !== labels[row]) changed = true;
    labels[row] = found.at;
    nearest[row] = found.first;
    second[row] = found.second;
    inertia += found.first;
  }
  return { inertia, changed };
}

/** The points of each cluster: their number, and the sum of each coordinate. */
export interface Sums {
  readonly sizes: Float64Array;
  readonly sums: Float64Array;
}

/** Sums over all points, in their order. */
export function sumsOf({ count, width, values }: Rows, { labels, centroids }: Clusters): Sums {
  const sums = new Float64Array(centroids.values.length);
  const sizes = new Float64Array(centroids.count);
  for (let row = 0; row < count; row += 1) {
    const label = labels[row] as number;
    sizes[label] = (sizes[label] as number) + 1;
    for (let at = 0; at < width; at += 1) {
      sums[label * width + at] = (sums[label * width + at] as number) + (values[row * width + at] as number);
    }
  }
  return { sums, sizes };
}

/** Puts each centroid into the middle of its points and says how far it went; one without points stays where it is. */
export function moveCentroids({ count, width, values }: Rows, { sums, sizes }: Sums): Float64Array {
  const before = values.slice();
  for (let centroid = 0; centroid < count; centroid += 1) {
    const size = sizes[centroid] as number;
    if (size === 0) continue;
    for (let at = centroid * width; at < (centroid + 1) * width; at += 1) values[at] = (sums[at] as number) / size;
  }
  return Float64Array.from({ length: count }, (_, at) =>
    Math.sqrt(squaredDistance(before, at * width, values, at * width, width)),
  );
}
