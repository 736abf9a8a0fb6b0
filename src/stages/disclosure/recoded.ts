import type { QuasiIdentifierRows } from '../../engines/index.js';
import type { GeneralisedTable, Targets, Utility } from '../../generalisation/index.js';
import type { ClassTable } from '../../measures/index.js';

interface Asked {
  readonly method: 'global-recoding' | 'partition';
  /** The strictest of what was asked for and what policies demand. */
  readonly targets: Targets;
  /** The quasi-identifiers of the table. */
  readonly columns: readonly string[];
  /** Asked for, and left out because a policy masks them. */
  readonly masked: readonly string[];
}

/** A table of recoded quasi-identifiers and segments that reaches its targets. */
export interface RecodedTable extends Asked {
  readonly kind: 'reached';
  readonly rows: QuasiIdentifierRows;
  readonly table: GeneralisedTable;
  /** The level of each column; null where classes are recoded each for itself. */
  readonly vector: readonly number[] | null;
  /** How many levels each column has. */
  readonly levels: readonly number[];
  /** People of the table by class and segment. */
  readonly classes: ClassTable;
  readonly utility: Utility;
}

/** No table can be released, and why. */
export interface Unreached extends Asked {
  readonly kind: 'unreached';
  readonly why:
    | 'TARGETS_NOT_REACHED'
    | 'EVERY_COLUMN_MASKED'
    | 'NO_ROWS_UNDER_NOISE'
    | 'COMBINATIONS_TOO_MANY'
    | 'LATTICE_TOO_LARGE'
    | 'SEARCH_TOO_LONG'
    | 'TARGETS_INVALID';
}

export type Recoded = RecodedTable | Unreached;
