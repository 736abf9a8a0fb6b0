import type { Receipt } from '../audit/index.js';
import type { Denial } from '../stages/decision/index.js';
import type { Withheld } from '../stages/gates/index.js';
import type { Publication, SegmentationReport } from '../stages/release/index.js';

/** How a run ended; a fault is thrown after it was recorded. */
export type Outcome =
  | { readonly kind: 'denied'; readonly decision: Denial; readonly receipt: Receipt }
  | {
      readonly kind: 'withheld';
      /** As the gates gave it; `report` is what may be shown of it. */
      readonly verdict: Withheld;
      readonly report: SegmentationReport;
      readonly receipt: Receipt;
    }
  | Publication;
