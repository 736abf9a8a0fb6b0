type Counts = readonly (readonly number[])[];

/** The figures over a whole table that are given an interval. */
export interface TableFigures {
  readonly cramerVCorrected: number | null;
  readonly totalVariation: number | null;
  readonly balance: number | null;
  readonly epsilon: number | null;
}

const NONE: TableFigures = { cramerVCorrected: null, totalVariation: null, balance: null, epsilon: null };

/**
 * What `association`, `totalVariation`, `balance` and `differentialFairness` say of a table, from its counts alone: they
 * are asked a thousand times for one interval. Groups and segments without people are left out.
 */
export function tableFigures(counts: Counts): TableFigures {
  const rows = counts.filter((row) => row.some((count) => count > 0));
  const segments = [...(rows[0] ?? []).keys()].filter((at) => rows.some((row) => (row[at] as number) > 0));
  if (rows.length < 2) return NONE;
  const filled = rows.map((row) => segments.map((at) => row[at] as number));
  const groupTotals = filled.map(sum);
  const rates = filled.map((row, group) => row.map((count) => count / (groupTotals[group] as number)));
  const of = {
    filled,
    groupTotals,
    segmentTotals: segments.map((_, at) => sum(filled.map((row) => row[at] as number))),
  };
  return {
    cramerVCorrected: correctedV(of),
    totalVariation: furthest(rates),
    balance: evenness(of),
    epsilon: smoothedGap(filled, groupTotals),
  };
}

interface Filled {
  readonly filled: Counts;
  readonly groupTotals: readonly number[];
  readonly segmentTotals: readonly number[];
}

/** Bergsma 2013, as in `association`. */
function correctedV({ filled, groupTotals, segmentTotals }: Filled): number | null {
  const [total, rows, columns] = [sum(groupTotals), groupTotals.length, segmentTotals.length];
  let phiSquare = -1;
  filled.forEach((row, group) => {
    row.forEach((count, at) => {
      phiSquare += (count * count) / ((groupTotals[group] as number) * (segmentTotals[at] as number));
    });
  });
  const excess = Math.max(0, phiSquare - ((rows - 1) * (columns - 1)) / (total - 1));
  const shrunk = (size: number) => size - (size - 1) ** 2 / (total - 1);
  const least = Math.min(shrunk(rows), shrunk(columns)) - 1;
  return columns > 1 && least > 0 ? Math.sqrt(excess / least) : null;
}

function furthest(rates: Counts): number {
  let most = 0;
  for (let one = 0; one < rates.length; one += 1) {
    for (let other = one + 1; other < rates.length; other += 1) {
      most = Math.max(most, distance(rates[one] as readonly number[], rates[other] as readonly number[]));
    }
  }
  return most;
}

function distance(one: readonly number[], other: readonly number[]): number {
  let twice = 0;
  for (let at = 0; at < one.length; at += 1) twice += Math.abs((one[at] as number) - (other[at] as number));
  return twice / 2;
}

function evenness({ filled, groupTotals, segmentTotals }: Filled): number {
  const total = sum(groupTotals);
  let least = 1;
  filled.forEach((row, group) => {
    row.forEach((count, at) => {
      const lift = (count * total) / ((groupTotals[group] as number) * (segmentTotals[at] as number));
      least = Math.min(least, lift, lift === 0 ? 0 : 1 / lift);
    });
  });
  return least;
}

function smoothedGap(filled: Counts, groupTotals: readonly number[]): number {
  const segments = (filled[0] as readonly number[]).length;
  let most = 0;
  for (let at = 0; at < segments; at += 1) {
    let [low, high] = [Infinity, 0];
    for (let group = 0; group < filled.length; group += 1) {
      const rate = ((filled[group]?.[at] as number) + 1 / segments) / ((groupTotals[group] as number) + 1);
      low = Math.min(low, rate);
      high = Math.max(high, rate);
    }
    most = Math.max(most, Math.log(high / low));
  }
  return most;
}

function sum(numbers: readonly number[]): number {
  let total = 0;
  for (const value of numbers) total += value;
  return total;
}
