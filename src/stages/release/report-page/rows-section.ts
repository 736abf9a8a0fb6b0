import { countText, type Html, html, shareText, table } from '../../../documents/index.js';
import type { SegmentationReport } from '../report.schema.js';
import { bar } from './bar.js';
import { rowReasonText } from './wording.js';

/** Who was left out, by reason: a person can be left out for several. */
export function rowsSection({ rows }: SegmentationReport): Html {
  const { read, kept, removed, consent } = rows;
  return html`<h3>People, by reason</h3>
<p>${countText(read)} people were in the dataset; ${countText(kept)} stayed and ${countText(read - kept)} were left out before any segmentation code ran.</p>
${table({
  caption:
    'Left out, by rule. Somebody may be left out by several rules; “only” counts those whom no other rule leaves out.',
  columns: [
    { title: 'Reason', cell: ({ reason }) => rowReasonText(reason) },
    { title: 'Share of all', kind: 'picture', cell: ({ rows: count }) => bar(read === 0 ? 0 : count / read) },
    { title: 'People', kind: 'number', cell: ({ rows: count }) => countText(count) },
    { title: 'Share', kind: 'number', cell: ({ rows: count }) => (read === 0 ? 'none' : shareText(count / read)) },
    { title: 'Only', kind: 'number', cell: ({ only }) => countText(only) },
    { title: 'Rule', cell: ({ rule }) => html`<code>${rule}</code>` },
  ],
  rows: [...removed].sort((a, b) => b.rows - a.rows),
})}
<p class="note">Source <code>${rows.source}</code>. ${consent === null ? 'No consent table was used.' : consentText(consent)}</p>
`;
}

function consentText({ projection, rebuilt, subjects }: NonNullable<SegmentationReport['rows']['consent']>): Html {
  const fresh = rebuilt ? 'rebuilt for this run, because its source had changed' : 'unchanged since it was last built';
  return html`Consent of ${countText(subjects)} people, ${fresh}: <code>${projection}</code>.`;
}
