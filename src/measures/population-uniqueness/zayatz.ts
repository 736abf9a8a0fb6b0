import { logGamma } from '../statistics/index.js';
import type { SizeCounts } from './population-uniqueness.js';

/**
 * Zayatz's estimate of the share of the population that is unique: of the classes that show one person in the sample,
 * how many have one person in the population, when population classes are spread over sizes as sample classes are.
 */
export function zayatz({ sizes, people, population }: SizeCounts): number {
  const shown = sizes.reduce((sum, { size, classes }) => sum + classes * chanceOfOne(size, people, population), 0);
  const alone = sizes.find(({ size }) => size === 1)?.classes ?? 0;
  return (alone * alone * chanceOfOne(1, people, population)) / shown / people;
}

// Hypergeometric: exactly one of `size` people of the population is among those drawn.
function chanceOfOne(size: number, drawn: number, population: number): number {
  return Math.exp(Math.log(size) + logChoose(population - size, drawn - 1) - logChoose(population, drawn));
}

function logChoose(n: number, k: number): number {
  if (k > n) return Number.NEGATIVE_INFINITY;
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
}
