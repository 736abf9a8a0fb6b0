import { countText, type Html, html, table } from '../../../documents/index.js';
import type { SegmentationReport } from '../report.schema.js';

type Privacy = NonNullable<SegmentationReport['privacy']>;

/** What this release gives away together with earlier ones; nothing where there is none in force. */
export function earlierSection(
  { earlier, uncompared }: Privacy,
  { cellSizeMin, differenceMin }: SegmentationReport['limits'],
): Html | null {
  if (earlier.length === 0 && uncompared.length === 0) return null;
  const rule =
    differenceMin === null
      ? `segments may not differ by fewer than ${countText(cellSizeMin)} people who changed segment`
      : `segments may not differ by fewer than ${countText(differenceMin)} people`;
  return html`<h4>Together with earlier releases</h4>
<p>Who holds two releases of the same people can take the figures of one from those of the other: ${rule}.
Segments of different names count as changed. Counts of few people are hidden.</p>
${earlier.length === 0 ? null : earlierTable(earlier)}
${uncompared.map(({ run, why }) => html`<p>Not compared: run <code>${run}</code>, ${WHY[why]}.</p>`)}`;
}

const WHY: Readonly<Record<Privacy['uncompared'][number]['why'], string>> = {
  unreadable: 'whose file can no longer be read',
  missing: 'whose file is no longer here',
  'too-many': 'because more are in force than are compared',
};

function earlierTable(earlier: Privacy['earlier']): Html {
  return table({
    caption: 'Earlier releases of the same dataset in force',
    columns: [
      { title: 'Run', cell: ({ run }) => html`<code>${run}</code>` },
      { title: 'Purpose', cell: ({ purpose }) => purpose },
      { title: 'Stayed', kind: 'number', cell: ({ stayed }) => counted(stayed) },
      { title: 'Changed segment', kind: 'number', cell: ({ changed }) => counted(changed) },
      { title: 'Left', kind: 'number', cell: ({ left }) => counted(left) },
      { title: 'Joined', kind: 'number', cell: ({ joined }) => counted(joined) },
    ],
    rows: earlier,
  });
}

function counted(count: number | null): string {
  return count === null ? 'hidden' : countText(count);
}
