import { sumOf } from '../count-table/index.js';

/** Counts by estimated group turned back into rates of true groups. */
export interface Turned {
  /** `observed[estimated group][segment]` */
  readonly observed: readonly (readonly number[])[];
  /** `inverse[true group][estimated group]` */
  readonly inverse: readonly (readonly number[])[];
  /** `confusion[true group][estimated group]` */
  readonly confusion: readonly (readonly number[])[];
  readonly validated: readonly number[] | null;
  readonly totals: readonly number[];
  readonly rates: readonly (readonly number[])[];
}

export interface Place {
  readonly group: number;
  readonly segment: number;
}

/** The variance of a corrected rate by the delta method. */
export function errorsOf(turned: Turned, place: Place): number {
  return covariance(turned, place, place);
}

/** The largest correlation of a group's rates with those of another, without its sign. */
export function correlation(turned: Turned, group: number): number {
  const { rates, totals } = turned;
  let most = 0;
  for (const [other, total] of totals.entries()) {
    if (other === group || !(total > 0)) continue;
    for (const segment of (rates[group] ?? []).keys()) {
      const [one, two] = [
        { group, segment },
        { group: other, segment },
      ];
      const variances = errorsOf(turned, one) * errorsOf(turned, two);
      if (variances > 0) most = Math.max(most, Math.abs(covariance(turned, one, two)) / Math.sqrt(variances));
    }
  }
  return Math.min(1, most);
}

function covariance(turned: Turned, one: Place, two: Place): number {
  return byCounting(turned, one, two) + byValidation(turned, one, two);
}

/** Counts are as those of independent people: the variance of each is the count. */
function byCounting({ observed, inverse, totals, rates }: Turned, one: Place, two: Place): number {
  const [a, b] = [rateAt(rates, one), rateAt(rates, two)];
  const parts = observed.map((row, j) => {
    const inside = row[one.segment] as number;
    const outside = sumOf(row) - inside;
    const slopes = (inverse[one.group]?.[j] as number) * (inverse[two.group]?.[j] as number);
    return slopes * ((1 - a) * (1 - b) * inside + a * b * outside);
  });
  return sumOf(parts) / ((totals[one.group] as number) * (totals[two.group] as number));
}

/** Rates of error are those of people who were validated: multinomial within each true group. */
function byValidation({ confusion, inverse, validated, totals, rates }: Turned, one: Place, two: Place): number {
  if (validated === null) return 0;
  const slopesOf = ({ group, segment }: Place, truth: number) => {
    const apart =
      ((totals[truth] as number) / (totals[group] as number)) *
      (rateAt(rates, { group, segment }) - rateAt(rates, { group: truth, segment }));
    return (inverse[group] as readonly number[]).map((value) => value * apart);
  };
  return sumOf(
    confusion.map((row, truth) => {
      const [f, g] = [slopesOf(one, truth), slopesOf(two, truth)];
      const both = sumOf(row.map((rate, j) => rate * (f[j] as number) * (g[j] as number)));
      const means =
        sumOf(row.map((rate, j) => rate * (f[j] as number))) * sumOf(row.map((rate, j) => rate * (g[j] as number)));
      return (both - means) / (validated[truth] as number);
    }),
  );
}

function rateAt(rates: Turned['rates'], { group, segment }: Place): number {
  return rates[group]?.[segment] as number;
}
