import type { Receipt } from '../audit/index.js';
import type { YamlDocument } from '../documents/index.js';
import type { Denial, Permit } from '../stages/decision/index.js';
import type { Features } from '../stages/preparation/index.js';
import { hiddenRows, type ShownRows, shownRows } from '../stages/release/index.js';
import { embeddedStages, openTrail } from './embedded-stages.js';
import type { Parts } from './parts.js';

/** Rows by reason, without a segmentation and without a release. */
export type DryOutcome =
  | { readonly kind: 'denied'; readonly decision: Denial; readonly receipt: Receipt }
  | {
      readonly kind: 'dry';
      readonly permit: Permit;
      readonly features: Features;
      /** What may be shown of the rows. */
      readonly rows: ShownRows;
      readonly receipt: Receipt;
    };

/** Counts who would stay and who would leave. Data is read, so the record is opened and closed like any other. */
export async function dryRun(parts: Parts, ask: YamlDocument): Promise<DryOutcome> {
  const stage = embeddedStages(parts);
  const request = stage.admit(ask);
  const decision = await stage.decide(request, await stage.gather(request));
  const trail = await openTrail(parts, request, decision);
  if (decision.kind === 'denial') return { kind: 'denied', decision, receipt: await trail.close(decision) };
  const { features } = await trail.guard(() => stage.prepare(decision));
  const { rowsRead: read, rowsKept: kept, fingerprint: source } = features.rows;
  const counted = { read, kept, removed: features.removed };
  const { noise, cellSizeMin } = decision.limits;
  const rows = noise === null ? shownRows(counted, cellSizeMin) : hiddenRows(counted);
  const receipt = await trail.closeDry({ ...rows, source });
  await parts.data.discard(features.rows);
  return { kind: 'dry', permit: decision, features, rows, receipt };
}
