import type { Receipt } from '../../audit/index.js';
import type { Digest } from '../../documents/index.js';
import type { Cleared, Held } from '../gates/index.js';
import type { ManifestFile } from './manifest.js';
import type { SegmentationReport } from './report.schema.js';

declare const stagedSeal: unique symbol;

/** A finished folder: every byte written and fsynced, sealed when a person must decide. Only `stage` can make one. */
export interface Staged {
  readonly [stagedSeal]: true;
  readonly kind: 'staged';
  readonly verdict: Cleared | Held;
  readonly report: SegmentationReport;
  readonly manifest: readonly ManifestFile[];
  readonly manifestDigest: Digest;
  /** Where the files wait; for a held run, the folder of sealed files. */
  readonly folder: string;
}

/** What became of a staged run. */
export type Publication =
  | {
      readonly kind: 'released';
      readonly folder: string;
      readonly report: SegmentationReport;
      readonly receipt: Receipt;
    }
  | { readonly kind: 'held'; readonly run: string; readonly report: SegmentationReport; readonly receipt: Receipt };
