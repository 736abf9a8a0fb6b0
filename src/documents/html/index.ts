export { countText, dayText, figureText, instantText, intervalText, shareText } from './figures.js';
export { Html, type HtmlValue, html } from './html.js';
export { page } from './page.js';
export { definitions, type TableColumn, table } from './table.js';
