import { type Html, html, instantText, page } from '../../../documents/index.js';
import type { SegmentationReport } from '../report.schema.js';
import { notShownBox, verifySection } from './closing-sections.js';
import { columnsSection } from './columns-section.js';
import { conclusion } from './conclusion.js';
import { decisionSection } from './decision-section.js';
import { exceptionsSection } from './exceptions-section.js';
import { fairnessSection } from './fairness-section.js';
import { noiseSections } from './noise-section.js';
import { privacySection } from './privacy-section.js';
import { recodedSection } from './recoded-section.js';
import { pluginSection, requestSection } from './request-section.js';
import { rowsSection } from './rows-section.js';
import { segmentsSection } from './segments-section.js';
import { words } from './wording.js';

/** `report.html`: the report as one self-contained page, for people who read law and not code. */
export function renderReport(report: SegmentationReport): string {
  const { run, statement, request, purpose } = report;
  const body = html`<main>
<header>
<p class="kicker">Probity · segmentation report · run <code>${run.id}</code></p>
<h1>${purpose.title}</h1>
<p class="kicker">${request.plugin} on ${request.dataset} · <time datetime="${run.at}">${instantText(run.at)}</time> · ${run.environment}</p>
${run.environment === 'rehearsal' ? html`<p class="stamp">Rehearsal: made to try things out. It must not be used.</p>` : null}
<p class="statement">${statement}</p>
</header>
${conclusion(report)}
${reportEvidence(report)}
${verifySection(report)}
</main>`;
  return page({ title: `${words.outcomes[report.outcome].word}: ${purpose.title}`, language: words.language, body });
}

/** What a report shows of a judged run: exceptions, evidence and what is not shown. Stands in other pages too. */
export function reportEvidence(report: SegmentationReport): Html {
  return html`${exceptionsSection(report)}
<section aria-labelledby="evidence">
<h2 id="evidence">Evidence</h2>
${requestSection(report)}
${decisionSection(report)}
${report.privacy === null ? null : rowsSection(report)}
${columnsSection(report)}
${pluginSection(report)}
${
  report.privacy === null
    ? noiseSections(report)
    : html`${segmentsSection(report)}
${fairnessSection(report)}
${privacySection(report)}
${recodedSection(report)}`
}
</section>
${notShownBox(report)}`;
}
