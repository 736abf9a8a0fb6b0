import { EPSILON_UNIT, RHO_UNIT, rhoOfEpsilon } from '../noise/index.js';

/** δ in units of 10^-15: an integer, so that sums are exact. */
export const DELTA_UNIT = 1e15;

/** What one answer tells of a person. Under ρ-zCDP no pure ε holds, so `epsilon` is null; under ε, ρ is ε²/2. */
export interface Cost {
  /** Millionths. */
  readonly epsilon: number | null;
  /** Billionths. */
  readonly rho: number;
  /** Units of 10^-15. */
  readonly delta: number;
}

/** What all answers to one recipient together may tell; null where policy sets no limit of that kind. */
export interface BudgetLimits {
  readonly epsilon: number | null;
  readonly rho: number | null;
  readonly delta: number;
}

export const NO_COST: Cost = Object.freeze({ epsilon: 0, rho: 0, delta: 0 });

/** The cost of an answer under ε (millionths) or ρ (billionths), and δ. */
export function costOf(loss: { readonly epsilon: number } | { readonly rho: number }, delta: number): Cost {
  return 'epsilon' in loss
    ? { epsilon: loss.epsilon, rho: rhoOfEpsilon(loss.epsilon), delta }
    : { epsilon: null, rho: loss.rho, delta };
}

/** Two answers together: losses add up (Dwork and others 2006; Bun and Steinke 2016). */
export function together(one: Cost, other: Cost): Cost {
  const epsilon = one.epsilon === null || other.epsilon === null ? null : one.epsilon + other.epsilon;
  return { epsilon, rho: one.rho + other.rho, delta: one.delta + other.delta };
}

/** Whether so much may be told in all. */
export function isWithin(cost: Cost, limits: BudgetLimits): boolean {
  const pure = limits.epsilon === null || (cost.epsilon !== null && cost.epsilon <= limits.epsilon);
  return pure && (limits.rho === null || cost.rho <= limits.rho) && cost.delta <= limits.delta;
}

/** What is left of the limits; 0 where nothing is, or where no pure ε holds any more. */
export function remaining(cost: Cost, limits: BudgetLimits): BudgetLimits {
  const left = (limit: number | null, spent: number | null) =>
    limit === null ? null : spent === null ? 0 : Math.max(0, limit - spent);
  return {
    epsilon: left(limits.epsilon, cost.epsilon),
    rho: left(limits.rho, cost.rho),
    delta: Math.max(0, limits.delta - cost.delta),
  };
}

/** Losses as people write them: `ε 0.5, δ 0.000001`; what is null or zero beside others is left out. */
export function lossText({
  epsilon,
  rho,
  delta,
}: {
  epsilon: number | null;
  rho: number | null;
  delta: number;
}): string {
  const parts = [
    ...(epsilon === null ? [] : [`ε ${epsilon / EPSILON_UNIT}`]),
    ...(rho === null ? [] : [`ρ ${rho / RHO_UNIT}`]),
    ...(delta === 0 ? [] : [`δ ${delta / DELTA_UNIT}`]),
  ];
  return parts.join(', ');
}
