import { countText, figureText, type Html, html, intervalText, table } from '../../../documents/index.js';
import type { SegmentationReport } from '../report.schema.js';
import { driftPicture } from './drift-picture.js';
import type { Tone } from './wording.js';

type Drift = NonNullable<SegmentationReport['drift']>;
type Chart = Drift['charts'][number];

/** Whether groups are reached as by the first runs of the segmentation; nothing before there are enough of them. */
export function driftSection(drift: Drift | undefined): Html | null {
  const charts = drift?.charts.filter(({ state }) => SHOWN.includes(state)) ?? [];
  if (drift === undefined || charts.length === 0) return null;
  const { baseRuns, limit, runs } = drift;
  const rule =
    limit === null
      ? 'No policy says that a drift matters, so nothing was judged by it.'
      : `Policy has a person look again where a group is further from even than these limits allow (${limit} standard errors, corrected for ${countText(charts.length)} charts).`;
  return html`<h4>Against earlier runs</h4>
<p>The first ${countText(baseRuns)} released runs of this segmentation say what is ordinary. Since then (${countText(runs.length)} runs in all) the rate of each group
by that of the largest group is smoothed over the runs, the newest counting for most, and laid between the limits that chance keeps it within. ${rule}</p>
${table({
  caption: 'Each group against the largest one, by run; furthest from its first runs first',
  columns: [
    { title: 'Segment', cell: ({ segment }) => segment },
    { title: 'Group, and compared with', cell: ({ groups }) => `${groups[0]}, ${groups[1]}` },
    { title: 'Run by run', kind: 'picture', cell: (chart) => (chart.hidden ? 'hidden' : driftPicture(chart)) },
    { title: 'First runs', kind: 'number', cell: ({ centre }) => shown(centre) },
    { title: 'Now, smoothed', kind: 'number', cell: nowText },
    { title: 'State', cell: ({ state }) => stateMark(state) },
  ],
  rows: [...charts].sort((a, b) => rank(a) - rank(b) || distance(b) - distance(a)),
  tone: ({ state }) => TONES[state],
})}`;
}

const SHOWN: readonly Chart['state'][] = ['apart', 'nearer', 'steady'];
const TONES: Readonly<Record<Chart['state'], Tone>> = {
  apart: 'fail',
  nearer: 'unsure',
  steady: 'pass',
  'too-few-runs': 'none',
  'not-measured': 'none',
};
const WORDS: Readonly<Record<Chart['state'], string>> = {
  apart: '\u25a0 drifted apart',
  nearer: '\u25c7 moved nearer to even',
  steady: '\u25cf as before',
  'too-few-runs': '\u2013 too few runs',
  'not-measured': '\u2013 not measured',
};

function rank({ state }: Chart): number {
  return SHOWN.indexOf(state);
}

/** How far the newest run is from the first ones, as a factor either way. */
function distance({ centre, points }: Chart): number {
  const now = points.at(-1)?.smoothed ?? null;
  return now === null || centre === null ? 0 : Math.abs(Math.log(now / centre));
}

function shown(ratio: number | null): string {
  return ratio === null ? 'hidden' : figureText(ratio);
}

function nowText({ points }: Chart): Html {
  const { smoothed = null, low = null, high = null } = points.at(-1) ?? {};
  if (smoothed === null || low === null || high === null) return html`hidden`;
  return html`${figureText(smoothed)}<br><span class="note">limits ${intervalText([low, high])}</span>`;
}

function stateMark(state: Chart['state']): Html {
  return html`<span class="${TONES[state]}"><span class="word">${WORDS[state]}</span></span>`;
}
