/** One thing that is wrong with a log, and where. */
export interface Fault {
  readonly kind: 'checkpoint' | 'entry' | 'bundle' | 'tile' | 'root' | 'history' | 'run' | 'proof';
  /** The file, relative to the folder of the log. */
  readonly where: string;
  /** The entry it concerns, or the first of them. */
  readonly index?: number;
  /** The first byte in the file that is wrong. */
  readonly byte?: number;
  readonly says: string;
}

export interface Intact {
  readonly kind: 'intact';
  readonly origin: string;
  readonly size: number;
  /** Base64. */
  readonly root: string;
  /** Runs with one opening and one closing entry. */
  readonly runs: number;
  /** Runs that have no closing entry yet. */
  readonly openRuns: readonly string[];
}

export interface Broken {
  readonly kind: 'broken';
  /** In the order of the log; at most a hundred. */
  readonly faults: readonly Fault[];
  /** All that were found. */
  readonly count: number;
}

export type Verification = Intact | Broken;

const SHOWN = 100;

export function broken(faults: readonly Fault[]): Broken {
  return Object.freeze({ kind: 'broken', faults: faults.slice(0, SHOWN), count: faults.length });
}
