import type { Digest } from '../../documents/index.js';

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
export interface Mitigation {
  readonly kind: 'reassignment';
  readonly trait: string;
  /** The column of the trait: it is asked for like any other. */
  readonly column: string;
  /** Smallest ratio between the shares of two groups in a segment, above 0 and at most 1. */
  readonly ratioMin: number;
}

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
  /** What is done with people by their group after segmentation; null for nothing. */
  readonly mitigation: Mitigation | null;
  readonly digest: Digest;
}
