/** Stands in for a zero denominator, as Lentz's method needs. */
const TINY = 1e-300;
const STEPS_MAX = 100_000;

/** a1/(b1 + a2/(b2 + …)) by the modified method of Lentz (Thompson and Barnett 1986), to the last bit or so. */
export function continuedFraction(numerator: (n: number) => number, denominator: (n: number) => number): number {
  let value = TINY;
  let c = TINY;
  let d = 0;
  for (let n = 1; n <= STEPS_MAX; n += 1) {
    d = denominator(n) + numerator(n) * d || TINY;
    c = denominator(n) + numerator(n) / c || TINY;
    d = 1 / d;
    const change = c * d;
    value *= change;
    if (Math.abs(change - 1) <= Number.EPSILON) break;
  }
  return value;
}
