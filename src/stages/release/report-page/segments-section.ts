import { countText, type Html, html, shareText, table } from '../../../documents/index.js';
import type { SegmentationReport } from '../report.schema.js';
import { bar } from './bar.js';
import { shownOrUnder, suppressionText } from './wording.js';

/** How many people are in each segment; segments that are not released are named, never dropped. */
export function segmentsSection({ segments, unassigned, rows, limits }: SegmentationReport): Html {
  const share = (count: number | null) => (count === null || !rows.kept ? null : count / rows.kept);
  return html`<h3>Segments</h3>
${table({
  caption: `Segments, and people in each; at least ${countText(limits.segmentSizeMin)} are needed for a release`,
  columns: [
    { title: 'Segment', cell: ({ name }) => name },
    { title: 'Share of all segmented', kind: 'picture', cell: (one) => bar(share(one.rows) ?? 0) },
    {
      title: 'People',
      kind: 'number',
      cell: (one) => (one.suppressed === null ? shownOrUnder(one.rows, limits.cellSizeMin) : 'hidden'),
    },
    { title: 'Share', kind: 'number', cell: (one) => sharePrinted(share(one.rows)) },
    { title: 'Released', cell: ({ suppressed }) => (suppressed === null ? 'yes' : suppressionText(suppressed)) },
  ],
  rows: segments,
})}
<p>In no segment (a value was missing, or no rule or label took them): ${shownOrUnder(unassigned, limits.cellSizeMin)}.</p>
`;
}

function sharePrinted(share: number | null): string {
  return share === null ? 'hidden' : shareText(share);
}
