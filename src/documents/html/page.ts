import { Html, html } from './html.js';
import { PAGE_STYLE } from './page-style.js';

export interface PageParts {
  readonly title: string;
  readonly language: string;
  readonly body: Html;
}

/**
 * One self-contained page: no script, nothing fetched, and a policy that forbids both to any reader's browser.
 * The style is a constant of ours; everything else went through `html`.
 */
export function page({ title, language, body }: PageParts): string {
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${new Html(PAGE_STYLE)}</style>
</head>
<body>
${body}
</body>
</html>
`.markup;
}
