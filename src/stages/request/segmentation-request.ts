import type { Digest } from '../../documents/index.js';
import type { KAnonymousAsk } from './request.schema.js';

/** Who asks: taken from the caller's identity, never from the ask. */
export interface Actor {
  /** A name that the log may hold: an alias or a role name such as `local-operator`. */
  readonly alias: string;
  readonly roles: readonly string[];
  readonly team: string;
  /** When the privacy training ends; absent when no training is on record. */
  readonly trainedUntil?: number;
}

/** A treatment by group: it needs the trait, and a policy that grants it by name. */
export type Mitigation = Treatment & {
  readonly trait: string;
  /** The column of the trait: it is asked for like any other. */
  readonly column: string;
};

type Treatment =
  | {
      readonly kind: 'reassignment';
      /** Smallest ratio between the shares of two groups in a segment, above 0 and at most 1. */
      readonly ratioMin: number;
    }
  | { readonly kind: 'residualisation' | 'reweighing' | 'socially-fair-centres' };

declare const admitted: unique symbol;

/** A well-formed ask; everything in it names a thing of the registers. Only `admit` can make one. */
export interface SegmentationRequest {
  readonly [admitted]: true;
  readonly kind: 'request';
  /** UUIDv7. */
  readonly run: string;
  readonly at: number;
  readonly actor: Actor;
  readonly plugin: string;
  /** Checked against the plugin's schema, defaults filled in. `judge` asks bring labels made outside instead. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly dataset: string;
  readonly purpose: string;
  readonly destination: string;
  /** The feature columns asked for. */
  readonly columns: readonly string[];
  readonly seed: number;
  /** What is done with people by their group; null for nothing. */
  readonly mitigation: Mitigation | null;
  /** Absent where only the segments are to be released. */
  readonly release?: { readonly kAnonymous: KAnonymousAsk };
  readonly digest: Digest;
}

interface Taking {
  readonly columns: readonly string[];
  readonly release?: { readonly kAnonymous: { readonly columns: readonly string[] } };
  readonly mitigation: { readonly column: string } | null;
}

/** Every column that a request takes out of its dataset: features for the plugin, columns of a k-anonymous table and the column of the trait that a mitigation goes by. */
export function takenColumns({ columns, release, mitigation }: Taking): readonly string[] {
  const trait = mitigation ? [mitigation.column] : [];
  return [...new Set([...columns, ...(release?.kAnonymous.columns ?? []), ...trait])];
}
