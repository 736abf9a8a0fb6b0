/** Millionths of ε and billionths of ρ: integers, so that sums of a ledger are exact. */
export const EPSILON_UNIT = 1_000_000;
export const RHO_UNIT = 1_000_000_000;

const ALPHA_STEPS = 200;

/** The ρ, in billionths and rounded up, of ε-differential privacy in millionths: ε²/2 (Bun and Steinke 2016, proposition 1.4). */
export function rhoOfEpsilon(epsilonMillionths: number): number {
  const square = BigInt(epsilonMillionths) ** 2n;
  return Number((square + 1999n) / 2000n);
}

/** The largest ε in millionths, rounded down, whose ε²/2 is at most this ρ in billionths. */
export function epsilonWithinRho(rhoBillionths: number): number {
  let epsilon = Math.floor(Math.sqrt((2 * rhoBillionths) / RHO_UNIT) * EPSILON_UNIT) + 1;
  while (rhoOfEpsilon(epsilon) > rhoBillionths) epsilon -= 1;
  return epsilon;
}

/**
 * An ε such that ρ-zCDP implies (ε, δ): the least over α > 1 of αρ + ln(1/(αδ))/(α − 1) + ln(1 − 1/α) (Canonne, Kamath
 * and Steinke 2020, corollary 13), never above the ρ + 2√(ρ ln(1/δ)) of Bun and Steinke. 0 < δ < 1.
 */
export function epsilonOfRho(rho: number, delta: number): number {
  if (rho === 0) return 0;
  const at = (logOrder: number) => {
    const beyond = Math.exp(logOrder);
    const alpha = 1 + beyond;
    return alpha * rho + (Math.log(1 / delta) - Math.log(alpha)) / beyond + Math.log1p(-1 / alpha);
  };
  const classic = rho + 2 * Math.sqrt(rho * Math.log(1 / delta));
  return Math.max(0, Math.min(classic, leastOf(at, Math.log(1e-6), Math.log(1e12))));
}

/** The largest ρ of which `epsilonOfRho` says at most this ε. */
export function rhoOfEpsilonDelta(epsilon: number, delta: number): number {
  let low = 0;
  let high = epsilon;
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return low;
    if (epsilonOfRho(middle, delta) > epsilon) high = middle;
    else low = middle;
  }
}

// Golden section; any point is a valid order, so that an imperfect search only says too much.
function leastOf(value: (x: number) => number, from: number, to: number): number {
  const golden = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [from, to];
  let least = Number.POSITIVE_INFINITY;
  for (let step = 0; step < ALPHA_STEPS; step += 1) {
    const [left, right] = [high - golden * (high - low), low + golden * (high - low)];
    const [atLeft, atRight] = [value(left), value(right)];
    least = Math.min(least, atLeft, atRight);
    if (atLeft <= atRight) high = right;
    else low = left;
  }
  return least;
}
