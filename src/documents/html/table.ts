import { type Html, type HtmlValue, html } from './html.js';

export interface TableColumn<Row> {
  readonly title: string;
  readonly cell: (row: Row) => HtmlValue;
  readonly kind?: 'number' | 'picture';
  /** Drawn in the head under the title, where a picture needs an axis. */
  readonly axis?: Html;
}

export interface TableParts<Row> {
  readonly caption: string;
  /** The first column names the row. */
  readonly columns: readonly TableColumn<Row>[];
  readonly rows: readonly Row[];
  /** The colour of a row: `pass`, `fail`, `unsure` or `none`; words say the same. */
  readonly tone?: (row: Row) => string;
}

/** A table with a caption and scopes; on a narrow screen its rows become blocks whose cells name their column. */
export function table<Row>({ caption, columns, rows, tone }: TableParts<Row>): Html {
  return html`<div class="scroll"><table class="stack">
<caption>${caption}</caption>
<thead><tr>${columns.map(({ title, kind, axis }) => html`<th scope="col" class="${classOf(kind)}">${title}${axis ?? null}</th>`)}</tr></thead>
<tbody>
${rows.map((row) => html`<tr class="${tone?.(row) ?? ''}">${columns.map((column, at) => cell(column, row, at))}</tr>\n`)}</tbody>
</table></div>
`;
}

function cell<Row>({ title, kind, cell: content }: TableColumn<Row>, row: Row, at: number): Html {
  if (at === 0) return html`<th scope="row">${content(row)}</th>`;
  return html`<td class="${classOf(kind)}" data-of="${title}">${content(row)}</td>`;
}

function classOf(kind: TableColumn<unknown>['kind']): string {
  return kind === 'number' ? 'n' : (kind ?? '');
}

/** Names and what they stand for; a null says that nothing is recorded. */
export function definitions(pairs: readonly (readonly [string, HtmlValue])[]): Html {
  return html`<dl>
${pairs.map(([name, value]) => html`<dt>${name}</dt><dd>${value ?? 'not recorded'}</dd>\n`)}</dl>
`;
}
