import { countText, type Html, html } from '../documents/index.js';

/** Indexes as people read them, neighbours as ranges: `3, 5–9`. */
export function indexesText(indexes: readonly number[]): string {
  const sorted = [...new Set(indexes)].sort((a, b) => a - b);
  const ranges: [number, number][] = [];
  for (const index of sorted) {
    const last = ranges.at(-1);
    if (last && last[1] === index - 1) last[1] = index;
    else ranges.push([index, index]);
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', ');
}

/** The entries that a figure was read from; long lists are folded. */
export function cited(indexes: readonly number[]): Html {
  const text = indexesText(indexes);
  if (text.length <= 40) return html` <span class="note">[${text}]</span>`;
  return html`<details class="note"><summary>${countText(indexes.length)} entries</summary>${text}</details>`;
}
