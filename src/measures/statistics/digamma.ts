// Bernoulli numbers B(2k) / 2k for k = 1..7, by which the asymptotic series goes.
const SERIES = [1 / 12, -1 / 120, 1 / 252, -1 / 240, 1 / 132, -691 / 32760, 1 / 12];

/** From here on seven terms of the series leave less than 1e-15. */
const ASYMPTOTIC_FROM = 16;

/** The slope of the logarithm of the gamma function for x > 0, by its asymptotic series after shifting x upwards. */
export function digamma(x: number): number {
  let shifted = x;
  let below = 0;
  while (shifted < ASYMPTOTIC_FROM) {
    below += 1 / shifted;
    shifted += 1;
  }
  const inverseSquare = 1 / (shifted * shifted);
  const series = SERIES.reduceRight((sum, term) => sum * inverseSquare + term, 0) * inverseSquare;
  return Math.log(shifted) - 1 / (2 * shifted) - series - below;
}
