import { countText, figureText, type Html, html, intervalText, page } from '../documents/index.js';
import type { DriftSeries } from '../run/index.js';
import { driftPart, driftSection } from '../stages/release/index.js';
import type { DriftReportDocument } from './drift-report.schema.js';

type OneSeries = DriftReportDocument['series'][number];
type Chart = OneSeries['drift']['charts'][number];

/** The charts of segmentations as a document, as a page, and as rows for a terminal; no count that is too small stands in any. */
export function driftReport(
  { dataset, purpose }: { readonly dataset: string; readonly purpose: string },
  found: readonly DriftSeries[],
): { readonly json: DriftReportDocument; readonly html: string; readonly rows: readonly (readonly string[])[] } {
  const series = found.map(({ destination, plugin, drift, limit }) => {
    return { destination, plugin, drift: plain(driftPart(drift, limit)) };
  });
  const json: DriftReportDocument = {
    apiVersion: 'probity/v1',
    kind: 'DriftReport',
    statement: 'Evidence of recorded facts, not a finding of compliance.',
    ...{ dataset, purpose, series },
  };
  return { json, html: pageOf(json), rows: series.flatMap(rowsOf) };
}

// Nothing shares memory with what is frozen, and what is written is what JSON can say.
function plain(part: ReturnType<typeof driftPart>): OneSeries['drift'] {
  return JSON.parse(JSON.stringify(part)) as OneSeries['drift'];
}

function rowsOf({ destination, plugin, drift }: OneSeries): readonly (readonly string[])[] {
  return drift.charts.map((chart) => [
    `${plugin} for ${destination}`,
    chart.trait,
    chart.segment,
    chart.groups.join(' by '),
    chart.state.replaceAll('-', ' '),
    figures(chart),
  ]);
}

function figures({ hidden, centre, points, state }: Chart): string {
  if (hidden) return 'figures hidden: too few people';
  const { ratio = null, smoothed = null, low = null, high = null } = points.at(-1) ?? {};
  if (state === 'too-few-runs') return ratio === null ? 'none' : `ratio ${figureText(ratio)}`;
  if (smoothed === null || low === null || high === null || centre === null) return 'none';
  return `now ${figureText(smoothed)}, limits ${intervalText([low, high])}, first runs ${figureText(centre)}`;
}

function pageOf({ dataset, purpose, statement, series }: DriftReportDocument): string {
  const body = html`<main>
<header>
<p class="kicker">Probity · fairness of successive runs</p>
<h1>${purpose}, on ${dataset}</h1>
<p class="statement">${statement}</p>
</header>
${series.length === 0 ? html`<p>No run of this dataset for this purpose was released.</p>` : series.map(seriesSection)}
</main>`;
  return page({ title: `Drift: ${purpose}`, language: 'en', body });
}

function seriesSection({ destination, plugin, drift }: OneSeries): Html {
  const runs = drift.runs.length;
  return html`<section>
<h2>${plugin} for ${destination}</h2>
<p class="kicker">${countText(runs)} released ${runs === 1 ? 'run' : 'runs'}</p>
${driftSection(drift) ?? html`<p>There are too few runs yet to say what is ordinary: the first ${countText(drift.baseRuns)} say it.</p>`}
</section>`;
}
