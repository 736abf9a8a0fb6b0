import { FALSE, type Formula, negatedTruths, TRUE, type Truths, UNKNOWN, variablesOf } from './formula.js';

/** How the board stands: what each formula can be, and which variables have lost cells. */
export interface Standing {
  readonly look: (formula: Formula) => Truths;
  readonly narrowed: (variable: number) => boolean;
}

/**
 * Collects variables whose lost cells are why a formula can have none of these truths: a small set, so that a search
 * goes back far.
 */
export function excuse(formula: Formula, none: Truths, standing: Standing, found: Set<number>): void {
  if (!(formula.full & none)) return;
  switch (formula.kind) {
    case 'constant':
      break;
    case 'cell':
    case 'order':
      for (const variable of variablesOf(formula)) if (standing.narrowed(variable)) found.add(variable);
      break;
    case 'not':
      excuse(formula.of, negatedTruths(none), standing, found);
      break;
    case 'sure':
      excuse(formula.of, surely(none), standing, found);
      break;
    case 'all':
      excuseGroup(formula.of, none, standing, found);
      break;
    case 'any':
      excuseAny(formula.of, none, standing, found);
      break;
  }
}

function surely(none: Truths): Truths {
  return (none & TRUE) | (none & FALSE ? FALSE | UNKNOWN : 0);
}

function excuseAny(parts: readonly Formula[], none: Truths, standing: Standing, found: Set<number>): void {
  const turned: Standing = { ...standing, look: (formula) => negatedTruths(standing.look(formula)) };
  const decisive = decisivePart(parts, negatedTruths(none), turned.look);
  if (decisive) excuse(decisive.part, negatedTruths(decisive.none), standing, found);
  else for (const part of parts) excuse(part, none, standing, found);
}

function excuseGroup(parts: readonly Formula[], none: Truths, standing: Standing, found: Set<number>): void {
  const decisive = decisivePart(parts, none, standing.look);
  if (decisive) excuse(decisive.part, decisive.none, standing, found);
  else for (const part of parts) excuse(part, none, standing, found);
}

// A group of `all` is kept from being true by one part that cannot be, and from anything but false by one that is false.
function decisivePart(parts: readonly Formula[], none: Truths, look: Standing['look']) {
  if (none & FALSE) return undefined;
  const kept = none === TRUE ? TRUE : TRUE | UNKNOWN;
  const part = parts.find((one) => !(look(one) & kept));
  return part && { part, none: kept };
}
