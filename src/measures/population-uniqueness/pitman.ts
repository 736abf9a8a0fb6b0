import { digamma, logGamma } from '../statistics/index.js';
import type { SizeCounts } from './population-uniqueness.js';
import { solvePair } from './solve-pair.js';

/**
 * Pitman's model of class sizes, with θ and α that make the sample likeliest (Hoshino 2001); the share of the
 * population that is unique. Null where no such pair is found.
 */
export function pitman(counts: SizeCounts): number | null {
  const solved = solvePair(
    (theta, alpha) => likelihoodSlopes(counts, theta, alpha),
    startOf(counts),
    (theta, alpha) => {
      return alpha > 0 && alpha < 1 && theta > -alpha;
    },
  );
  if (solved === null) return null;
  const [theta, alpha] = solved;
  const { population } = counts;
  // Γ(θ + 1) / Γ(θ + α) · N^α is what the model expects to be unique.
  const share = Math.exp(logGamma(theta + 1) - logGamma(theta + alpha) + (alpha - 1) * Math.log(population));
  return share >= 0 && share <= 1 ? share : null;
}

// Slopes of the log-likelihood by θ and by α, their sums over classes and people written with the digamma function.
function likelihoodSlopes(
  { sizes, people, classes }: SizeCounts,
  theta: number,
  alpha: number,
): readonly [number, number] {
  const ratio = theta / alpha;
  const overClasses = (digamma(ratio + classes) - digamma(ratio + 1)) / alpha;
  const byTheta = overClasses - (digamma(people + theta) - digamma(theta + 1));
  const within = sizes.reduce(
    (sum, { size, classes: times }) => sum + times * (digamma(size - alpha) - digamma(1 - alpha)),
    0,
  );
  return [byTheta, (classes - 1 - theta * overClasses) / alpha - within];
}

// Hoshino's moments of people who are alone and in pairs.
function startOf({ sizes, people: n, classes: u }: SizeCounts): readonly [number, number] {
  const ofSize = (size: number) => sizes.find((one) => one.size === size)?.classes ?? 0;
  const alone = ofSize(1);
  const c = (alone * (alone - 1)) / Math.max(1, ofSize(2));
  const theta = (n * u * c - alone * (n - 1) * (2 * u + c)) / (2 * alone * u + alone * c - n * c);
  return [theta, (theta * (alone - n) + (n - 1) * alone) / (n * u)];
}
