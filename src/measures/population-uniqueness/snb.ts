import type { SizeCounts } from './population-uniqueness.js';
import { solvePair } from './solve-pair.js';

/**
 * The slide negative binomial model: class sizes of the population are one more than negative binomial ones, whose two
 * parameters give the people seen alone and in pairs (Chen, Keller-McNulty 1998). Null where no pair of parameters does.
 */
export function slideNegativeBinomial(counts: SizeCounts): number | null {
  const classes = classesOfPopulation(counts);
  const alone = timesOf(counts, 1);
  const pairs = timesOf(counts, 2);
  const f = counts.people / counts.population;
  const apart = (a: number, b: number): readonly [number, number] => {
    const d = (1 - f) * (1 - b);
    const one = classes * f * (b / (1 - d)) ** a * ((a * d) / (1 - d) + 1);
    const two = ((classes * a * b ** a * f * f * (1 - b)) / (2 * (1 - d) ** (a + 2))) * (2 - (1 - a) * d);
    return [one - alone, two - pairs];
  };
  for (const start of STARTS) {
    const solved = solvePair(apart, start, (a, b) => a > 0 && b > 0 && b < 1);
    if (solved !== null) return (classes * solved[1] ** solved[0]) / counts.population;
  }
  return null;
}

const STARTS = [
  [1, 0.5],
  [0.1, 0.1],
  [0.1, 0.9],
  [5, 0.9],
] as const;

/** Shlosser's estimate, as Haas and Stokes (1998) modified it, of how many classes the population has. */
export function classesOfPopulation(counts: SizeCounts): number {
  const { sizes, classes, people, population } = counts;
  const f = people / population;
  const sumOf = (term: (size: number) => number) =>
    sizes.reduce((sum, { size, classes: times }) => sum + times * term(size), 0);
  const seen = sumOf((size) => size * f * f * (1 - f * f) ** (size - 1));
  const both = sumOf((size) => (1 - f) ** size * ((1 + f) ** size - 1));
  const unseen = sumOf((size) => (1 - f) ** size);
  const once = sumOf((size) => size * f * (1 - f) ** (size - 1));
  return classes + timesOf(counts, 1) * (seen / both) * (unseen / once) ** 2;
}

function timesOf({ sizes }: SizeCounts, size: number): number {
  return sizes.find((one) => one.size === size)?.classes ?? 0;
}
