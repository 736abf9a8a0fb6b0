import { type CellSet, common, isEmpty, joined, meets } from './cell-set.js';

/**
 * What a contradiction teaches: some variable has one of these cells. No open cell of any of them was left where it was
 * found.
 */
export type Clause = ReadonlyMap<number, CellSet>;

/** Adds cells of a variable, one of which would undo the contradiction. */
export function widen(clause: Map<number, CellSet>, variable: number, cells: CellSet): void {
  const known = clause.get(variable);
  clause.set(variable, known ? joined(known, cells) : cells);
}

/** What follows from two clauses of the two parts that a variable was split into. */
export function resolved(first: Clause, second: Clause, variable: number): Clause {
  const clause = new Map(first);
  for (const [other, cells] of second) if (other !== variable) widen(clause, other, cells);
  const both = common(first.get(variable) as CellSet, second.get(variable) as CellSet);
  if (isEmpty(both)) clause.delete(variable);
  else clause.set(variable, both);
  return clause;
}

/** How a clause stands: broken, or true in one way only, or neither. */
export function standing(clause: Clause, open: readonly CellSet[]): 'broken' | 'free' | number {
  let only = -1;
  for (const [variable, cells] of clause) {
    if (!meets(cells, open[variable] as CellSet)) continue;
    if (only >= 0) return 'free';
    only = variable;
  }
  return only < 0 ? 'broken' : only;
}
