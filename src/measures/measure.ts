import type { TSchema } from 'typebox';

/** The counts that a measure is computed from. */
export type Needs =
  | 'group x segment counts'
  | 'group x segment counts and a minimum'
  | 'trait tables and thresholds'
  | 'value x group counts'
  | 'combinations of values x group counts'
  | 'group x segment counts with features dealt out anew'
  | 'class x segment counts'
  | 'group x segment counts and benefits'
  | 'trait tables, benefits and limits'
  | 'group x segment counts by stratum'
  | 'weighted group x segment counts'
  | 'group x segment counts and rates of error'
  | 'squared distances by group'
  | 'neighbours in the same segment by group'
  | 'counts and a reference'
  | 'trait tables'
  | 'two shares'
  | 'class keys'
  | 'sample and population classes'
  | 'class sizes and a sampling fraction'
  | 'generalised values'
  | 'people of two releases'
  | 'reach of two groups by run'
  | 'people kept and a reference';

/** What a report needs to know of a measure in order to show it without knowing it. */
export interface Measure<Input, Result> {
  /** The folder under `src/measures/`. */
  readonly name: string;
  readonly title: string;
  /** Path of the claim in the repository: definition, assumptions, formula, source, example, where it must fail. */
  readonly claim: string;
  readonly needs: Needs;
  /** Which way is better for the people measured. */
  readonly direction: 'higher-is-better' | 'lower-is-better' | 'no-direction';
  /** Until a second person has compared claim and code. */
  readonly status: 'experimental' | 'compared';
  readonly resultSchema: TSchema;
  measure(input: Input): Result;
}

/** Freezes a descriptor and fills in its claim and status. */
export function defineMeasure<Input, Result>(
  parts: Omit<Measure<Input, Result>, 'claim' | 'status'>,
): Measure<Input, Result> {
  return Object.freeze({ ...parts, claim: `src/measures/${parts.name}/claim.md`, status: 'experimental' as const });
}
