/** Rows of numbers, one behind the other: row i begins at `i * width`. */
export interface Rows {
  readonly count: number;
  readonly width: number;
  readonly values: Float64Array;
}

/**
 * Squared distance between two rows that begin at `a` and `b`: by direct differences, never by expanding the square,
 * which would cancel. Four at a time, because k-means spends most of its time here.
 */
export function squaredDistance(left: Float64Array, a: number, right: Float64Array, b: number, width: number): number {
  let sum = 0;
  let at = 0;
  for (; at + 4 <= width; at += 4) {
    const first = (left[a + at] as number) - (right[b + at] as number);
    const second = (left[a + at + 1] as number) - (right[b + at + 1] as number);
    const third = (left[a + at + 2] as number) - (right[b + at + 2] as number);
    const fourth = (left[a + at + 3] as number) - (right[b + at + 3] as number);
    sum += first * first + second * second + (third * third + fourth * fourth);
  }
  for (; at < width; at += 1) {
    const difference = (left[a + at] as number) - (right[b + at] as number);
    sum += difference * difference;
  }
  return sum;
}

/** The nearest centroid of a point, the first of equals, and the squared distances to it and to the second nearest. */
export interface Nearest {
  at: number;
  first: number;
  second: number;
}

/** Looks at every centroid. The answer is written into `found`: an object for each point would cost more than it tells. */
export function nearestOf(points: Float64Array, from: number, { count, width, values }: Rows, found: Nearest): void {
  let at = 0;
  let first = Number.POSITIVE_INFINITY;
  let second = Number.POSITIVE_INFINITY;
  for (let centroid = 0; centroid < count; centroid += 1) {
    const distance = squaredDistance(points, from, values, centroid * width, width);
    if (distance < first) {
      second = first;
      first = distance;
      at = centroid;
    } else if (distance < second) second = distance;
  }
  found.at = at;
  found.first = first;
  found.second = second;
}
