import { derivedSeed, Refusal, seededRandom } from 'probity/plugin';
import { assignAll, emptyClusters } from './clusters.js';
import type { Rows } from './distance.js';
import { iterate, type Stopped } from './iterations.js';
import { lexicographic } from './points.js';
import { greedyStart } from './seeding.js';

/** Part of what makes a run repeatable, so it is recorded. */
export const METHOD = 'greedy k-means start and Lloyd with Hamerly bounds';

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
/** Tries run on this many points; of more, only the best tries go on over all. */
const TRIED_ROWS = 10_000;
/** Of the inertia of the best try: within this the order over all points may be another. */
const NEAR_BEST = 0.02;
const FINALISTS_MAX = 3;

interface Try extends Stopped {
  readonly restart: number;
}

/**
 * The best of several fits by Lloyd's algorithm from k-means++ starts. Points must be finite and in lexicographic order.
 * Tries that end at the same centroids are one. Of many points a sample is tried, one point of each equal part of their
 * order, and the best ends go on over all points until nothing moves. Throws TOO_FEW_POINTS.
 */
export function bestFit(points: Rows, options: FitOptions, seed: number): Fit {
  if (!hasDistinct(points, options.segments)) throw new Refusal('TOO_FEW_POINTS');
  const sample = spreadSample(points, seededRandom(derivedSeed(seed, options.restarts)));
  const tried = hasDistinct(sample, options.segments) ? sample : points;
  const ends = differentEnds(tried, options, seed);
  const fits = tried === points ? ends : finalists(ends).map((end) => goneOn(points, end, options.maxIterations));
  return asFit(
    points,
    fits.reduce((best, fit) => (fit.inertia < best.inertia * (1 - TIE) ? fit : best)),
  );
}

function spreadSample(points: Rows, random: () => number): Rows {
  const { count, width, values } = points;
  if (count <= TRIED_ROWS) return points;
  const sampled = new Float64Array(TRIED_ROWS * width);
  for (let at = 0; at < TRIED_ROWS; at += 1) {
    const row = Math.floor(((at + random()) * count) / TRIED_ROWS);
    sampled.set(values.subarray(row * width, (row + 1) * width), at * width);
  }
  return { count: TRIED_ROWS, width, values: sampled };
}

/** In the order of restarts. */
function differentEnds(points: Rows, { segments, restarts, maxIterations }: FitOptions, seed: number): readonly Try[] {
  const ends = new Map<string, Try>();
  for (let restart = 0; restart < restarts; restart += 1) {
    const start = greedyStart(points, segments, seededRandom(derivedSeed(seed, restart)));
    const end = inOrder(iterate(points, start, maxIterations));
    const place = end.centroids.values.join();
    if (!ends.has(place)) ends.set(place, { ...end, restart });
  }
  return [...ends.values()];
}

function finalists(ends: readonly Try[]): readonly Try[] {
  const ranked = [...ends].sort((a, b) => a.inertia - b.inertia);
  const limit = (ranked[0] as Try).inertia * (1 + NEAR_BEST);
  const kept = new Set(ranked.slice(0, FINALISTS_MAX).filter(({ inertia }) => inertia <= limit));
  return ends.filter((end) => kept.has(end));
}

function goneOn(points: Rows, { centroids, iterations, restart }: Try, maxIterations: number): Try {
  const clusters = emptyClusters(points, centroids.values.slice());
  assignAll(points, clusters);
  const end = inOrder(iterate(points, clusters, maxIterations));
  return { ...end, iterations: iterations + end.iterations, restart };
}

function inOrder(end: Stopped): Stopped {
  const { count, width } = end.centroids;
  const values = Float64Array.from(listsOf(end.centroids).sort(lexicographic).flat());
  return { ...end, centroids: { count, width, values } };
}

function asFit(points: Rows, { centroids, restart, iterations, converged }: Try): Fit {
  const clusters = emptyClusters(points, centroids.values);
  const { inertia } = assignAll(points, clusters);
  const sizes = Array.from({ length: centroids.count }, () => 0);
  for (const label of clusters.labels) sizes[label] = (sizes[label] as number) + 1;
  return { centroids: listsOf(centroids), sizes, inertia, restart, iterations, converged };
}

function listsOf({ count, width, values }: Rows): number[][] {
  return Array.from({ length: count }, (_, at) => [...values.subarray(at * width, (at + 1) * width)]);
}

// Fewer distinct points than centroids would give the same centroid twice without a word. Points come sorted.
function hasDistinct({ count, width, values }: Rows, wanted: number): boolean {
  let distinct = count === 0 ? 0 : 1;
  for (let row = 1; row < count && distinct < wanted; row += 1) {
    const from = row * width;
    for (let at = from; at < from + width; at += 1) {
      if (values[at] !== values[at - width]) {
        distinct += 1;
        break;
      }
    }
  }
  return distinct >= wanted;
}
