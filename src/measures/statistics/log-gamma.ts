// Stirling's series: B(2k) / (2k (2k - 1)) for k = 1..8.
const SERIES = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156, -3617 / 122400];
const HALF_LOG_TWO_PI = 0.9189385332046727;

/** From here on eight terms of the series leave less than 1e-16. */
const ASYMPTOTIC_FROM = 16;

/** Natural logarithm of the gamma function for x > 0, by Stirling's series after shifting x upwards. */
export function logGamma(x: number): number {
  let shifted = x;
  let product = 1;
  while (shifted < ASYMPTOTIC_FROM) {
    product *= shifted;
    shifted += 1;
  }
  const inverseSquare = 1 / (shifted * shifted);
  let series = 0;
  for (let at = SERIES.length - 1; at >= 0; at -= 1) series = series * inverseSquare + (SERIES[at] as number);
  return (shifted - 0.5) * Math.log(shifted) - shifted + HALF_LOG_TWO_PI + series / shifted - Math.log(product);
}

/** Factorials up to here are looked up; a permutation test asks for millions. */
const REMEMBERED = 1024;
const LOG_FACTORIALS = Float64Array.from({ length: REMEMBERED }, (_, n) => logGamma(n + 1));

/** ln n! for an integer n ≥ 0. */
export function logFactorial(n: number): number {
  return n < REMEMBERED ? (LOG_FACTORIALS[n] as number) : logGamma(n + 1);
}
