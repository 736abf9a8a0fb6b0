import type { AssignedRows, PreparedRows, QuasiIdentifierRows, SampledRows, TraitRows } from '../data-engine.js';
import { enginesError } from '../engines.errors.js';
import type { OpenedDataset } from './dataset.js';

/** What the engine keeps of prepared rows. */
export interface PreparedState {
  readonly opened: OpenedDataset;
  /** `probity.k`, `probity.h` (its spread where the key is a text), `probity.x` (never true) and the masked features of the rows that are kept. */
  readonly table: string;
  /** `probity.k`, `probity.x` (never true) and `probity.r` (the reasons for removal, 0 when kept) of every row. */
  readonly reasons: string;
  /** Selects `probity.k`, `probity.h`, columns of the source and measures of events of every row. */
  readonly base: string;
  /** Temporary tables of the run, dropped with it. */
  readonly tables: string[];
  /** The rows that these were made of, with the features as they were; absent where these are they. */
  readonly origin?: PreparedRows;
  /** The sample for figures that describe, once it was asked for. */
  spread?: Promise<string>;
}

/** What the engine keeps of an assignment: `k` and the segment index `s`; -1 is unassigned. */
export interface AssignedState {
  readonly table: string;
  /** Counts of segment × traits by the traits they were counted with. */
  readonly cells: WeakMap<TraitRows, string>;
  /** What would be released, by the key of its pseudonyms. */
  readonly released: Map<string, Promise<ReleasedTable>>;
}

/** `p` and `s` of everybody who would be released, in the order of the pseudonym (`probity.x` is never true), and how many pseudonyms were made. */
export interface ReleasedTable {
  readonly table: string;
  readonly made: number;
}

export interface SampledState {
  /** `probity.at` and `probity.k` of the sampled rows, besides their features. */
  readonly table: string;
}

export interface TraitState {
  /** `k` and one code per trait, in the order of the plans. */
  readonly table: string;
  readonly columns: ReadonlyMap<string, string>;
  /** The codes of a missing value and of the suppression token by trait; -1 where no row has one. */
  readonly marks: ReadonlyMap<string, TraitMarks>;
}

export interface TraitMarks {
  readonly missing: number;
  readonly suppressed: number;
}

/** `names[attribute][level][code]`: what the codes of quasi-identifiers stand for; some are values of people. */
export interface QuasiIdentifierState {
  readonly names: readonly (readonly (readonly string[])[])[];
}

/** From the handles that stages hold to the tables behind them; a handle that was not given out here is refused. */
export class RunTables {
  readonly #prepared = new WeakMap<PreparedRows, PreparedState>();
  readonly #assigned = new WeakMap<AssignedRows, AssignedState>();
  readonly #sampled = new WeakMap<SampledRows, SampledState>();
  readonly #traits = new WeakMap<TraitRows, TraitState>();
  readonly #quasi = new WeakMap<QuasiIdentifierRows, QuasiIdentifierState>();

  keepPrepared(handle: PreparedRows, state: PreparedState): PreparedRows {
    this.#prepared.set(handle, state);
    return handle;
  }

  keepAssigned(handle: AssignedRows, state: AssignedState): AssignedRows {
    this.#assigned.set(handle, state);
    return handle;
  }

  keepSampled(handle: SampledRows, state: SampledState): SampledRows {
    this.#sampled.set(handle, state);
    return handle;
  }

  keepTraits(handle: TraitRows, state: TraitState): TraitRows {
    this.#traits.set(handle, state);
    return handle;
  }

  keepQuasiIdentifiers(handle: QuasiIdentifierRows, state: QuasiIdentifierState): QuasiIdentifierRows {
    this.#quasi.set(handle, state);
    return handle;
  }

  prepared(handle: PreparedRows): PreparedState {
    return this.#prepared.get(handle) ?? unknownHandle();
  }

  /** Rows with the features as they were prepared: what people are like, whatever a plugin was given. */
  origin(handle: PreparedRows): PreparedRows {
    return this.prepared(handle).origin ?? handle;
  }

  assigned(handle: AssignedRows): AssignedState {
    return this.#assigned.get(handle) ?? unknownHandle();
  }

  sampled(handle: SampledRows): SampledState {
    return this.#sampled.get(handle) ?? unknownHandle();
  }

  traits(handle: TraitRows): TraitState {
    return this.#traits.get(handle) ?? unknownHandle();
  }

  quasiIdentifiers(handle: QuasiIdentifierRows): QuasiIdentifierState {
    return this.#quasi.get(handle) ?? unknownHandle();
  }

  forget(handle: PreparedRows): void {
    this.#prepared.delete(handle);
  }
}

function unknownHandle(): never {
  throw enginesError('ENGINE_FAILED', {
    found: 'a handle to rows that this engine does not hold',
    next: 'Prepare the rows again; they were discarded, or belong to another engine.',
  });
}
