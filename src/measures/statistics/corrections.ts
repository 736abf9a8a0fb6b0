/**
 * Adjusted p-values of Holm (1979), in the order given: controls the chance of any wrong rejection, however dependent.
 * `besides` are tests of the same family whose p-values are not at hand; they are taken to be 1, which rejects least.
 */
export function holm(pValues: readonly number[], besides = 0): readonly number[] {
  const family = pValues.length + besides;
  let running = 0;
  return inOrder(ascending(pValues), (p, rank) => {
    running = Math.max(running, Math.min(1, (family - rank) * p));
    return running;
  });
}

/** Adjusted p-values of Benjamini and Hochberg (1995): controls the expected share of wrong rejections. */
export function benjaminiHochberg(pValues: readonly number[]): readonly number[] {
  const family = pValues.length;
  let running = 1;
  return inOrder(ascending(pValues).reverse(), (p, rank) => {
    running = Math.min(running, (family / (family - rank)) * p);
    return running;
  });
}

interface Placed {
  readonly p: number;
  readonly place: number;
}

function ascending(pValues: readonly number[]): Placed[] {
  return pValues.map((p, place) => ({ p, place })).sort((a, b) => a.p - b.p);
}

function inOrder(sorted: readonly Placed[], adjust: (p: number, rank: number) => number): readonly number[] {
  const adjusted = new Array<number>(sorted.length);
  sorted.forEach(({ p, place }, rank) => {
    adjusted[place] = adjust(p, rank);
  });
  return adjusted;
}
