import type { PreparedRows, ReadCounts, ResidualColumn, TraitRows } from '../../engines/index.js';
import type { Trait } from '../../registers/datasets/index.js';
import type { RowReason } from '../../registers/policies/index.js';

declare const preparedSeal: unique symbol;

/** Rows removed by one rule, counted; `only` are those that no other rule removes. */
export interface RemovedRows {
  readonly rule: string;
  readonly reason: RowReason;
  readonly rows: number;
  readonly only: number;
}

/** What a plugin may see: a handle to kept rows and granted columns. Only preparation can make one. */
export interface Features {
  readonly [preparedSeal]: 'features';
  readonly rows: PreparedRows;
  readonly asked: readonly string[];
  /** Granted and not suppressed by a mask. */
  readonly granted: readonly string[];
  readonly removed: readonly RemovedRows[];
  /** Obligations that this stage carried out. */
  readonly acknowledged: readonly string[];
  /** Where numbers were freed of a trait; absent where they are as they were prepared. */
  readonly residual?: { readonly trait: string; readonly columns: readonly ResidualColumn[] };
}

/** What goes round the plugin to the gates: a handle to coded traits. Only preparation can make one. */
export interface ProtectedTraits {
  readonly [preparedSeal]: 'traits';
  readonly rows: TraitRows;
  /** Traits with data, by status; an `estimated` one never gives a pass. */
  readonly present: readonly Trait[];
  /** Traits that are declared and not held: not assessed, said on page one. */
  readonly notHeld: readonly Trait[];
  /** Traits to look at together: those that are listed, and all up to the declared depth. */
  readonly crossings: readonly (readonly string[])[];
  /** By trait, people read and kept; empty where nobody was taken out. */
  readonly read: readonly ReadCounts[];
  /** Declared grounds, each with the name under which it is coded in `rows`. */
  readonly strata: readonly { readonly name: string; readonly coded: string }[];
  /** Names of coded traits in `rows` that together may single a person out. */
  readonly quasiIdentifiers: readonly string[];
}
