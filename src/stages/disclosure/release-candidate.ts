import type { AssignedRows } from '../../engines/index.js';
import type { Segmentation } from '../segmentation/index.js';
import type { Recoded } from './recoded.js';

declare const disclosed: unique symbol;

/** What would be released, after suppression. Only disclosure can make one; the gates judge it as it is. */
export interface ReleaseCandidate {
  readonly [disclosed]: true;
  readonly segmentation: Segmentation;
  readonly rows: AssignedRows;
  readonly suppressed: readonly SuppressedSegment[];
  /** Null where no k-anonymous table is asked for. */
  readonly recoded: Recoded | null;
  readonly acknowledged: readonly string[];
}

/** A segment that is not released: too small itself, or needed so that a small one cannot be worked out. */
export interface SuppressedSegment {
  readonly name: string;
  readonly why: 'smaller-than-minimum' | 'complementary';
}
