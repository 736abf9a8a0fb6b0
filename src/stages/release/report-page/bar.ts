import { type Html, html } from '../../../documents/index.js';

/** A bar that is `share` (0 to 1) of its cell; decoration beside a figure, so it is hidden from screen readers. */
export function bar(share: number): Html {
  const width = Math.max(0, Math.min(1, share)) * 100;
  const shown = share > 0 ? Math.max(width, 0.4) : 0;
  return html`<svg viewBox="0 0 100 5" preserveAspectRatio="none" aria-hidden="true" style="height:.9rem"><rect class="bar" width="${shown.toFixed(2)}" height="5"/></svg>`;
}
