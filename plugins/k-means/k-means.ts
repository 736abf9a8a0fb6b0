import { kmeans } from 'ml-kmeans';
import { derivedSeed, Refusal } from 'probity/plugin';
import { lexicographic } from './points.js';

/** Part of what makes a run repeatable, so it is recorded. */
export const LIBRARY = 'ml-kmeans 7.0.1';

/** How to fit. */
export interface FitOptions {
  readonly segments: number;
  readonly restarts: number;
  readonly maxIterations: number;
}

/** One fit; centroids in lexicographic order, so that equal fits look equal. */
export interface Fit {
  readonly centroids: readonly (readonly number[])[];
  readonly sizes: readonly number[];
  readonly inertia: number;
  readonly restart: number;
  readonly iterations: number;
  readonly converged: boolean;
}

/** Inertias nearer than this, relatively, are a tie: rounding must not choose between equal fits. */
const TIE = 1e-7;

/**
 * The best of several fits by Lloyd's algorithm from k-means++ starts. Points must be finite and in a canonical order.
 * The library has no restarts, and its own error is a mean, -1 for an empty cluster, over labels of the centroids before
 * the last: inertia and sizes are therefore computed here. Throws TOO_FEW_POINTS.
 */
export function bestFit(points: readonly (readonly number[])[], options: FitOptions, seed: number): Fit {
  if (distinct(points) < options.segments) throw new Refusal('TOO_FEW_POINTS');
  let best: Fit | null = null;
  for (let restart = 0; restart < options.restarts; restart += 1) {
    const fit = oneFit(points, options, seed, restart);
    if (best === null || fit.inertia < best.inertia * (1 - TIE)) best = fit;
  }
  return best as Fit;
}

function oneFit(points: readonly (readonly number[])[], options: FitOptions, seed: number, restart: number): Fit {
  const { centroids, converged, iterations } = kmeans(points as number[][], options.segments, {
    initialization: 'kmeans++',
    seed: derivedSeed(seed, restart),
    maxIterations: options.maxIterations,
    // Until nothing moves: a tolerance in squared units would mean another thing for every scale.
    tolerance: 0,
  });
  const ordered = [...centroids].sort(lexicographic);
  const { inertia, sizes } = assigned(points, ordered);
  return { centroids: ordered, sizes, inertia, restart, iterations, converged };
}

/** Inertia by direct differences, never by expanding the square, which would cancel; ties go to the first centroid. */
export function assigned(points: readonly (readonly number[])[], centroids: readonly (readonly number[])[]) {
  const sizes = centroids.map(() => 0);
  let inertia = 0;
  for (const point of points) {
    let nearest = 0;
    let smallest = Number.POSITIVE_INFINITY;
    for (let at = 0; at < centroids.length; at += 1) {
      const distance = squaredDistance(point, centroids[at] as readonly number[]);
      if (distance < smallest) {
        smallest = distance;
        nearest = at;
      }
    }
    sizes[nearest] = (sizes[nearest] as number) + 1;
    inertia += smallest;
  }
  return { inertia, sizes };
}

function squaredDistance(left: readonly number[], right: readonly number[]): number {
  let sum = 0;
  for (let at = 0; at < left.length; at += 1) sum += ((left[at] as number) - (right[at] as number)) ** 2;
  return sum;
}

// Fewer distinct points than centroids give the library duplicate centroids without a word. Points come sorted.
function distinct(points: readonly (readonly number[])[]): number {
  return points.filter((point, at) => at === 0 || lexicographic(points[at - 1] as readonly number[], point) !== 0)
    .length;
}
