import { type BudgetLimits, DELTA_UNIT } from '../../budget/index.js';
import { EPSILON_UNIT, epsilonWithinRho, type Loss, RHO_UNIT } from '../../noise/index.js';
import type { Obligation } from '../../registers/policies/index.js';

/** What values of a column are clamped to before they are summed. */
export interface Bounds {
  readonly column: string;
  readonly low: number;
  readonly high: number;
}

/** Only counts and sums leave, with noise; what one answer and all answers to a recipient may tell of a person. */
export interface NoiseLimits {
  /** Of one answer: ε in millionths or ρ in billionths. Where policies ask for both, the ε that keeps both. */
  readonly loss: Loss;
  /** Of one answer, in units of 10^-15; 0 where values of text columns stay inside. */
  readonly delta: number;
  readonly budget: BudgetLimits;
  /** Sorted by column; bounds that several policies narrowed to nothing are left out. */
  readonly bounds: readonly Bounds[];
}

/** The merged obligations about noise; null where no policy asks for it. Fractions of a unit are dropped. */
export function noiseLimits(obligations: readonly Obligation[]): NoiseLimits | null {
  const values = new Map(obligations.flatMap(({ id, value }) => (typeof value === 'number' ? [[id, value]] : [])));
  const units = (id: string, unit: number) => {
    const value = values.get(id);
    return value === undefined ? null : inUnits(value, unit);
  };
  const loss = strictest(units('noiseEpsilon', EPSILON_UNIT), units('noiseRho', RHO_UNIT));
  if (loss === null) return null;
  return {
    loss,
    delta: units('noiseDelta', DELTA_UNIT) ?? 0,
    budget: {
      epsilon: units('budgetEpsilon', EPSILON_UNIT),
      rho: units('budgetRho', RHO_UNIT),
      delta: units('budgetDelta', DELTA_UNIT) ?? 0,
    },
    bounds: boundsOf(values),
  };
}

function strictest(epsilon: number | null, rho: number | null): Loss | null {
  if (epsilon === null) return rho === null ? null : { rho };
  return { epsilon: rho === null ? epsilon : Math.min(epsilon, epsilonWithinRho(rho)) };
}

// 0.57 millionths of a million are 569999.99…: rounding a little before dropping keeps what the author wrote.
function inUnits(value: number, unit: number): number {
  return Math.floor(Number((value * unit).toFixed(3)));
}

const LOW = 'boundLow:';

function boundsOf(values: ReadonlyMap<string, number>): readonly Bounds[] {
  const columns = [...values.keys()].filter((id) => id.startsWith(LOW)).map((id) => id.slice(LOW.length));
  return columns.sort().flatMap((column) => {
    const [low, high] = [values.get(`${LOW}${column}`), values.get(`boundHigh:${column}`)];
    return low === undefined || high === undefined || low >= high ? [] : [{ column, low, high }];
  });
}
