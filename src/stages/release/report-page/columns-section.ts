import { type Html, html, table } from '../../../documents/index.js';
import type { SegmentationReport } from '../report.schema.js';
import { maskText } from './wording.js';

/** Which columns were asked for, granted, masked and really used. */
export function columnsSection({ columns }: SegmentationReport): Html {
  const { asked, granted, used, unused, masks } = columns;
  const mask = new Map(masks.map((one) => [one.column, maskText(one.mask)]));
  const yesNo = (names: readonly string[], column: string) => (names.includes(column) ? 'yes' : 'no');
  return html`<h3>Columns</h3>
${table({
  caption: 'Columns asked for, granted and used',
  columns: [
    { title: 'Column', cell: (column) => html`<code>${column}</code>` },
    { title: 'Asked', cell: (column) => yesNo(asked, column) },
    { title: 'Granted', cell: (column) => yesNo(granted, column) },
    { title: 'Used', cell: (column) => yesNo(used, column) },
    { title: 'Mask', cell: (column) => mask.get(column) ?? 'none' },
  ],
  rows: [...new Set([...asked, ...granted, ...used])],
})}
${unused.length === 0 ? null : html`<p>Granted and not used: ${unused.join(', ')}. The next request can do without ${unused.length === 1 ? 'it' : 'them'}.</p>`}`;
}
