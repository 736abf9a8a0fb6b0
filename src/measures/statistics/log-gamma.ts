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

/** Factorials below this are looked up once they were asked for; a permutation test asks for millions. */
const REMEMBERED = 2 ** 17;
const logFactorials = new Float64Array(REMEMBERED).fill(Number.NaN);

/** ln n! for an integer n ≥ 0. */
export function logFactorial(n: number): number {
  if (n >= REMEMBERED) return logGamma(n + 1);
  const known = logFactorials[n] as number;
  if (!Number.isNaN(known)) return known;
  logFactorials[n] = logGamma(n + 1);
  return logFactorials[n] as number;
}
