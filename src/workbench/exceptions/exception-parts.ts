import type { Parts } from '../../run/index.js';

/** The parts of an engine that exceptions work on. */
export type ExceptionParts = Pick<
  Parts,
  'settings' | 'registers' | 'records' | 'changes' | 'waivers' | 'log' | 'actor' | 'now'
>;

/** How far a waiver reaches; every one also has an end. */
export type WaiverScope =
  /** One more run like the one that was refused. */
  | { readonly kind: 'run' }
  /** So many runs that end released or held. */
  | { readonly kind: 'uses'; readonly uses: number }
  /** Every run until the end. */
  | { readonly kind: 'period' };

/** Past requests that a waiver would also have let through, had it been there. */
export interface AffectedRuns {
  /** How many past requests were looked at. */
  readonly decisions: number;
  /** Runs that were denied and would have been permitted. */
  readonly permitted: readonly string[];
  /** Runs that were permitted and would have been held to less. */
  readonly eased: readonly string[];
  /** Runs for which the record does not hold enough to say. */
  readonly unknown: number;
}

/** What a request for a waiver holds beside the columns of its row. */
export interface KeptRequest {
  readonly reason: string;
  readonly scope: WaiverScope;
  readonly names: WaiverNames;
  readonly affected: AffectedRuns;
}

/** Where a waiver holds: the names of the run that it was asked for. */
export interface WaiverNames {
  readonly plugin: string;
  readonly dataset: string;
  readonly purpose: string;
  readonly destination: string;
}
