import { type CellSet, cellSet, common, joined, without } from './cell-set.js';
import { type Clause, widen } from './clause.js';
import {
  type CellTest,
  FALSE,
  type Formula,
  negatedTruths,
  type OrderTest,
  TRUE,
  type Truths,
  UNKNOWN,
} from './formula.js';
import { spanOf } from './test-truths.js';

/** How the board stands: what each formula can be, which cells are open, and which there are. */
export interface Standing {
  readonly look: (formula: Formula) => Truths;
  readonly open: readonly CellSet[];
  readonly everything: readonly CellSet[];
}

/** Why a formula can have none of these truths: cells that are closed, one of which would have to be open. */
export function excuseOf(formula: Formula, none: Truths, standing: Standing): Clause {
  const clause = new Map<number, CellSet>();
  excuse(formula, none, standing, clause);
  return clause;
}

function excuse(formula: Formula, none: Truths, standing: Standing, clause: Map<number, CellSet>): void {
  if (!(formula.full & none)) return;
  switch (formula.kind) {
    case 'constant':
      break;
    case 'cell':
      widen(clause, formula.variable, common(cellsOf(formula, none), closed(standing, formula.variable)));
      break;
    case 'order':
      excuseOrder(formula, none, standing, clause);
      break;
    case 'not':
      excuse(formula.of, negatedTruths(none), standing, clause);
      break;
    case 'sure':
      excuse(formula.of, (none & TRUE) | (none & FALSE ? FALSE | UNKNOWN : 0), standing, clause);
      break;
    case 'all':
    case 'any':
      excuseGroup(formula.kind, formula.of, none, { standing, clause });
      break;
  }
}

function closed({ open, everything }: Standing, variable: number): CellSet {
  return without(everything[variable] as CellSet, open[variable] as CellSet);
}

function cellsOf({ holds, fails, unknown }: CellTest, truths: Truths): CellSet {
  const parts = [truths & TRUE ? holds : null, truths & FALSE ? fails : null, truths & UNKNOWN ? unknown : null];
  return parts.filter((part): part is CellSet => part !== null).reduce(joined);
}

// The instant would have to lie on the other side of the clock's nearest reading, or the clock go further.
function excuseOrder(test: OrderTest, none: Truths, standing: Standing, clause: Map<number, CellSet>): void {
  const { clock, variable, times, instants } = test;
  const span = spanOf(times, standing.open[clock] as CellSet);
  for (const truth of [TRUE, FALSE, UNKNOWN]) {
    if (!(none & truth)) continue;
    const further = (test.op === 'lt') === (truth === TRUE);
    const pivot = further ? span.greatest : span.least;
    const turns = instants.map((instant) => truth === truthAt(test, instant, pivot));
    widen(
      clause,
      variable,
      cellSet(instants.length, (cell) => turns[cell] as boolean),
    );
    if (truth === UNKNOWN) continue;
    const beyond = times.map((time) => (further ? time > pivot : time < pivot));
    if (beyond.includes(true))
      widen(
        clause,
        clock,
        cellSet(times.length, (cell) => beyond[cell] as boolean),
      );
  }
}

function truthAt({ op }: OrderTest, instant: number | undefined, time: number): Truths {
  if (instant === undefined) return UNKNOWN;
  return (op === 'lt' ? instant < time : instant > time) ? TRUE : FALSE;
}

// A group of `all` is kept from being true by one part that cannot be, and from anything but false by one that is false;
// `any` is the same the other way round.
function excuseGroup(
  kind: 'all' | 'any',
  parts: readonly Formula[],
  none: Truths,
  { standing, clause }: { readonly standing: Standing; readonly clause: Map<number, CellSet> },
): void {
  const [neutral, absorbing] = kind === 'all' ? [TRUE, FALSE] : [FALSE, TRUE];
  const kept = none === neutral ? neutral : neutral | UNKNOWN;
  const decisive = none & absorbing ? undefined : parts.find((part) => !(standing.look(part) & kept));
  if (decisive) excuse(decisive, kept, standing, clause);
  else for (const part of parts) excuse(part, none, standing, clause);
}
