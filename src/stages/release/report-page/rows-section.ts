import { countText, type Html, html, shareText, table } from '../../../documents/index.js';
import type { SegmentationReport } from '../report.schema.js';
import { bar } from './bar.js';
import { rowReasonText, words } from './wording.js';

/** Who was left out, by reason: a person can be left out for several. */
export function rowsSection({ rows, limits }: SegmentationReport): Html {
  const { read, removed, consent } = rows;
  return html`<h3>People, by reason</h3>
<p>${standing(rows)}</p>
${table({
  caption:
    'Left out, by rule. Somebody may be left out by several rules; “only” counts those whom no other rule leaves out.',
  columns: [
    { title: 'Reason', cell: ({ reason }) => rowReasonText(reason) },
    { title: 'Share of all', kind: 'picture', cell: ({ rows: count }) => bar(shareOf(count, read) ?? 0) },
    { title: 'People', kind: 'number', cell: ({ rows: count }) => shownOrHidden(count) },
    { title: 'Share', kind: 'number', cell: ({ rows: count }) => shareOrHidden(shareOf(count, read)) },
    { title: 'Only', kind: 'number', cell: ({ only }) => shownOrHidden(only) },
    { title: 'Rule', cell: ({ rule }) => html`<code>${rule}</code>` },
  ],
  rows: [...removed].sort((a, b) => (b.rows ?? 0) - (a.rows ?? 0)),
})}
${hidesAny(rows) ? html`<p class="note">${words.hiddenCounts(limits.cellSizeMin)}</p>` : null}
<p class="note">Source <code>${rows.source}</code>. ${consent === null ? 'No consent table was used.' : consentText(consent)}</p>
`;
}

type Rows = SegmentationReport['rows'];

function standing({ read, kept }: Rows): string {
  if (read === null || kept === null) {
    return `${kept === null ? 'Few people' : countText(kept)} stayed; how many were left out before any segmentation code ran is hidden.`;
  }
  return `${countText(read)} people were in the dataset; ${countText(kept)} stayed and ${countText(read - kept)} were left out before any segmentation code ran.`;
}

function hidesAny({ read, removed }: Rows): boolean {
  return read === null || removed.some(({ rows, only }) => rows === null || only === null);
}

/** Null when one of the two is hidden. */
function shareOf(count: number | null, read: number | null): number | null {
  return count === null || read === null || read === 0 ? null : count / read;
}

function shareOrHidden(share: number | null): string {
  return share === null ? 'hidden' : shareText(share);
}

function shownOrHidden(count: number | null): string {
  return count === null ? 'hidden' : countText(count);
}

function consentText({ projection, rebuilt, subjects }: NonNullable<SegmentationReport['rows']['consent']>): Html {
  const fresh = rebuilt ? 'rebuilt for this run, because its source had changed' : 'unchanged since it was last built';
  const people = subjects === null ? 'people' : `${countText(subjects)} people`;
  return html`Consent of ${people}, ${fresh}: <code>${projection}</code>.`;
}
