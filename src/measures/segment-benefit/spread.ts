import { sumOf } from '../count-table/index.js';

/** Mean benefit of people spread over segments, and the standard error of it. */
export interface Spread {
  readonly people: number;
  /** Null for nobody. */
  readonly mean: number | null;
  readonly error: number;
}

/** The error is taken from the people themselves (n − 1 below the root); one person alone has none to take. */
export function spreadOf(counts: readonly number[], benefits: readonly number[]): Spread {
  const people = sumOf(counts);
  if (people === 0) return { people, mean: null, error: 0 };
  const mean = sumOf(counts.map((count, at) => count * (benefits[at] as number))) / people;
  const squares = sumOf(counts.map((count, at) => count * ((benefits[at] as number) - mean) ** 2));
  return { people, mean, error: people === 1 ? 0 : Math.sqrt(squares / (people - 1) / people) };
}
