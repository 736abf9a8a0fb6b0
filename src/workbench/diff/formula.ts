import type { Truth } from '../../conditions/index.js';
import type { CellSet } from './cell-set.js';

/** A set of truths as bits: what a formula can still be. */
export type Truths = number;

export const TRUE = 1;
export const FALSE = 2;
export const UNKNOWN = 4;

interface Placed {
  /** Its number among all formulas; parts come before what they are part of. */
  readonly id: number;
  /** What the formula can be while every cell is open. */
  readonly full: Truths;
}

/** A test of one variable: the cells in which it is true, false and unknown. */
export interface CellTest extends Placed {
  readonly kind: 'cell';
  readonly variable: number;
  readonly holds: CellSet;
  readonly fails: CellSet;
  readonly unknown: CellSet;
}

/** A comparison of an instant with one that follows from the clock; undefined where the instant is missing. */
export interface OrderTest extends Placed {
  readonly kind: 'order';
  readonly op: 'lt' | 'gt';
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

export type Test = CellTest | OrderTest;

export function truthsOf(truth: Truth): Truths {
  return truth === 'true' ? TRUE : truth === 'false' ? FALSE : UNKNOWN;
}

/** The parts of a formula; none of a test. */
export function partsOf(formula: Formula): readonly Formula[] {
  if (formula.kind === 'all' || formula.kind === 'any') return formula.of;
  return formula.kind === 'not' || formula.kind === 'sure' ? [formula.of] : [];
}

/** The variables that a formula itself reads; none unless it is a test. */
export function variablesOf(formula: Formula): readonly number[] {
  if (formula.kind === 'cell') return [formula.variable];
  return formula.kind === 'order' ? [formula.clock, formula.variable] : [];
}

const NEGATED = [0, 2, 1, 3, 4, 6, 5, 7];
const SURE = [0, 1, 2, 3, 2, 3, 2, 3];

export function negatedTruths(truths: Truths): Truths {
  return NEGATED[truths] as Truths;
}

export function sureTruths(truths: Truths): Truths {
  return SURE[truths] as Truths;
}

/** What a group can be, its parts taken for independent: never too few. `look` gives what a part can be. */
export function groupTruths(kind: 'all' | 'any', parts: readonly Formula[], look: (part: Formula) => Truths): Truths {
  const [neutral, absorbing] = kind === 'all' ? [TRUE, FALSE] : [FALSE, TRUE];
  let [every, some] = [neutral, 0];
  for (const part of parts) {
    const truths = look(part);
    if (truths === absorbing) return absorbing;
    some |= truths;
    every &= truths;
  }
  return every | (some & (absorbing | UNKNOWN));
}
