import { countText, figureText, type Html, html, intervalText, table } from '../../../documents/index.js';
import { type Trait, toneOfVerdict, verdictMark } from './wording.js';

type Benefit = NonNullable<Trait['benefit']>;
type Comparison = Benefit['comparisons'][number];

/** Pairs that the page shows; `report.json` holds all. */
const ROWS_MAX = 24;
const WORST_FIRST: readonly Comparison['verdict'][] = ['fail', 'not_estimable', 'inconclusive', 'not_assessed', 'pass'];

/** What groups get on average, against what a policy asks; nothing where no policy limits it. */
export function benefitVerdict({ trait, benefit }: Trait): Html | null {
  if (benefit === null) return null;
  const rows = [...benefit.comparisons].sort(worstFirst).slice(0, ROWS_MAX);
  return html`<p>What groups get on average: ${verdictMark(benefit.verdict)} ${limitsText(benefit)}</p>
${rows.length === 0 ? null : comparisons(trait, rows)}`;
}

function limitsText({ ratioMin, differenceMax }: Benefit): string {
  const limits = [
    ...(ratioMin === null ? [] : [`a ratio of at least ${ratioMin}`]),
    ...(differenceMax === null ? [] : [`a difference of at most ${differenceMax}`]),
  ];
  return `Limit: ${limits.join(' and ')}, by what the purpose says the segments are worth.`;
}

function worstFirst(a: Comparison, b: Comparison): number {
  const by = WORST_FIRST.indexOf(a.verdict) - WORST_FIRST.indexOf(b.verdict) || a.limit.localeCompare(b.limit);
  return by || (a.limit === 'ratio' ? 1 : -1) * ((a.found ?? 0) - (b.found ?? 0));
}

function comparisons(trait: string, rows: readonly Comparison[]): Html {
  return table({
    caption: `Mean benefit by ${trait}, two groups at a time, worst first`,
    columns: [
      { title: 'Smaller mean against larger', cell: ({ groups }) => `${groups[0]} against ${groups[1]}` },
      { title: 'Compared by', cell: ({ limit }) => limit },
      { title: 'Found', kind: 'number', cell: foundText },
      { title: 'Verdict', cell: verdictText },
    ],
    rows,
    tone: ({ verdict }) => toneOfVerdict(verdict),
  });
}

function foundText({ found, interval, verdict }: Comparison): Html {
  if (found === null) return html`${verdict === 'not_estimable' ? 'none' : 'hidden'}`;
  return html`${figureText(found)}${interval === null ? null : html`<br><span class="note">${intervalText(interval)}</span>`}`;
}

function verdictText({ verdict, groupSizeNeeded }: Comparison): Html {
  if (groupSizeNeeded === null) return verdictMark(verdict);
  return html`${verdictMark(verdict)}<br><span class="note">about ${countText(groupSizeNeeded)} people in each group would decide it</span>`;
}
