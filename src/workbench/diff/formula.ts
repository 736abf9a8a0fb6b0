import type { Truth } from '../../conditions/index.js';

/** A set of truths as bits: what a formula can still be. */
export type Truths = number;

export const TRUE = 1;
export const FALSE = 2;
export const UNKNOWN = 4;

/** The cells of a variable that are still open, ascending. */
export type Cells = readonly number[];

interface Placed {
  readonly id: number;
  /** What the formula can be while every variable is open. */
  readonly full: Truths;
}

/** A test of one variable: its truth in each cell. */
export interface CellTest extends Placed {
  readonly kind: 'cell';
  readonly variable: number;
  readonly truths: readonly Truths[];
}

export type OrderOperator = 'lt' | 'lte' | 'gt' | 'gte';

/** A comparison of an instant with one that follows from the clock; undefined where the instant is missing. */
export interface OrderTest extends Placed {
  readonly kind: 'order';
  readonly op: OrderOperator;
  readonly clock: number;
  readonly variable: number;
  readonly times: readonly number[];
  readonly instants: readonly (number | undefined)[];
}

/** `sure` is true where its part is certainly true, and false otherwise. */
export type Formula =
  | (Placed & { readonly kind: 'constant' })
  | CellTest
  | OrderTest
  | (Placed & { readonly kind: 'not' | 'sure'; readonly of: Formula })
  | (Placed & { readonly kind: 'all' | 'any'; readonly of: readonly Formula[] });

export type Test = Extract<Formula, { kind: 'cell' | 'order' }>;

export function truthsOf(truth: Truth): Truths {
  return truth === 'true' ? TRUE : truth === 'false' ? FALSE : UNKNOWN;
}

/** The parts of a formula; none of a test. */
export function partsOf(formula: Formula): readonly Formula[] {
  if (formula.kind === 'all' || formula.kind === 'any') return formula.of;
  return formula.kind === 'not' || formula.kind === 'sure' ? [formula.of] : [];
}

/** The variables that a test reads. */
export function variablesOf(test: Test): readonly number[] {
  return test.kind === 'cell' ? [test.variable] : [test.clock, test.variable];
}

export function negatedTruths(truths: Truths): Truths {
  return (truths & UNKNOWN) | (truths & TRUE ? FALSE : 0) | (truths & FALSE ? TRUE : 0);
}

export function sureTruths(truths: Truths): Truths {
  return (truths & TRUE) | (truths & (FALSE | UNKNOWN) ? FALSE : 0);
}

/** What the weakest of several parts can be, the parts taken for independent: never too few. */
export function weakestTruths(parts: readonly Truths[]): Truths {
  let [every, some] = [TRUE | UNKNOWN, 0];
  let unfalse = true;
  for (const part of parts) {
    some |= part;
    every &= part | UNKNOWN;
    if (!(part & (TRUE | UNKNOWN))) unfalse = false;
  }
  if (!unfalse) return FALSE;
  return (every & TRUE) | (some & (FALSE | UNKNOWN));
}
