import { countText, type Html, html, instantText, table } from '../../../documents/index.js';
import type { SegmentationReport } from '../report.schema.js';
import { words } from './wording.js';

type Attempt = SegmentationReport['attempt'];
type Earlier = NonNullable<Attempt['earlier']>;

/** How often it was tried, what each attempt changed, and how each ended: trying until it passes must show. */
export function attemptsSection({ number, changed, earlier = [] }: Attempt): Html {
  if (number <= 1) return html`<p>The first judged run of this dataset, purpose and destination.</p>`;
  const now = changed.length === 0 ? html`<p>Nothing was changed.</p>` : list(changed);
  return html`<p>Attempt ${countText(number)} at the same dataset, purpose and destination. Changed since the one before:</p>
${now}
${earlierAttempts(earlier, number - 1)}`;
}

/** Attempts before a run, the latest first; nothing where none is named. `total` is how many there were. */
export function earlierAttempts(earlier: Earlier, total: number): Html | null {
  if (earlier.length === 0) return null;
  const left = total - earlier.length;
  return html`${table({
    caption: 'Earlier attempts at the same dataset, purpose and destination, the latest first',
    columns: [
      { title: 'Attempt', cell: ({ number }) => countText(number) },
      { title: 'Changed against the one before it', cell: (one) => changesText(one) },
      { title: 'How it ended', cell: ({ outcome }) => outcomeText(outcome) },
      { title: 'At', cell: ({ at }) => html`<time datetime="${at}">${instantText(at)}</time>` },
      { title: 'Run', cell: ({ run }) => html`<code>${run}</code>` },
    ],
    rows: earlier,
  })}${left > 0 ? html`<p class="note">${countText(left)} more lie further back.</p>` : null}`;
}

function changesText({ number, changed }: Earlier[number]): string {
  if (changed.length > 0) return changed.join(', ');
  return number === 1 ? 'the first one' : 'nothing';
}

/** A word of a later version stands as it is. */
function outcomeText(outcome: string): string {
  const known = Object.entries(words.outcomes).find(([name]) => name === outcome);
  return known?.[1].word ?? OTHERS[outcome] ?? outcome;
}

const OTHERS: Readonly<Record<string, string>> = {
  open: 'Not ended yet',
  rejected: 'Rejected by a person',
  expired: 'Nobody decided in time',
};

function list(lines: readonly string[]): Html {
  return html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`;
}
