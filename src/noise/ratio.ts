/** An exact fraction; both parts positive, except that `over` may be 0. */
export interface Ratio {
  readonly over: bigint;
  readonly under: bigint;
}

/** In lowest terms: small parts are drawn faster. */
export function ratio(over: bigint, under: bigint): Ratio {
  const divisor = commonDivisor(over, under);
  return { over: over / divisor, under: under / divisor };
}

/** The nearest double, for what is shown; never for what is drawn. */
export function approximately({ over, under }: Ratio): number {
  const whole = over / under;
  return Number(whole) + Number(over - whole * under) / Number(under);
}

/** The largest integer whose square is at most n (Newton). */
export function integerRoot(n: bigint): bigint {
  if (n < 2n) return n;
  let root = 1n << BigInt((n.toString(2).length + 1) >> 1);
  for (;;) {
    const next = (root + n / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

function commonDivisor(a: bigint, b: bigint): bigint {
  let [larger, smaller] = [a, b];
  while (smaller !== 0n) [larger, smaller] = [smaller, larger % smaller];
  return larger;
}
