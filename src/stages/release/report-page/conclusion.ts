import { countText, type Html, html } from '../../../documents/index.js';
import type { SegmentationReport } from '../report.schema.js';
import { type Tone, words } from './wording.js';

/** What happened, in one or two sentences that need no other part of the page. */
export function conclusion(report: SegmentationReport): Html {
  const { word } = words.outcomes[report.outcome];
  return html`<section class="conclusion ${toneOfOutcome(report.outcome)}" aria-labelledby="conclusion">
<h2 id="conclusion">${word}</h2>
<p>${happened(report)}</p>
<p>${untested(report)}</p>
</section>
`;
}

function happened(report: SegmentationReport): string {
  const asked = `“${report.purpose.title}” for ${report.destination.title}`;
  switch (report.outcome) {
    case 'released':
      if (report.noise) {
        return `Counts and sums of ${segmentsText(report)} were released, with noise and without a row of anybody, for ${asked}. No check that policy asks for stopped it.`;
      }
      return `${segmentsText(report)} ${wasWere(shownSegments(report))} released for ${asked}. ${people(report)} were segmented, and no check that policy asks for stopped it.`;
    case 'held':
      return `Nothing has left yet. The segmentation for ${asked} is sealed until a person with the right role approves or rejects it: ${things(count(report, 'hold'))} could not be decided by the figures alone.`;
    case 'withheld':
      return `Nothing was released. The segmentation for ${asked} was judged, and ${things(count(report, 'withhold'))} stopped it.`;
  }
}

function untested({ notShown, fairness }: SegmentationReport): string {
  const notHeld = fairness.traits.filter(({ status }) => status === 'not-held').map(({ trait }) => trait);
  const gaps = notHeld.length > 0 ? `Not assessed, because it is not held: ${notHeld.join(', ')}. ` : '';
  return `${gaps}What this report cannot say is listed under “Not shown” (${countText(notShown.length)}).`;
}

function toneOfOutcome(outcome: SegmentationReport['outcome']): Tone {
  switch (outcome) {
    case 'released':
      return 'pass';
    case 'held':
      return 'unsure';
    case 'withheld':
      return 'fail';
  }
}

function shownSegments({ segments }: SegmentationReport): number {
  return segments.filter(({ suppressed }) => suppressed === null).length;
}

function segmentsText(report: SegmentationReport): string {
  const shown = shownSegments(report);
  const all = report.segments.length;
  const of = shown === all ? '' : ` of ${countText(all)}`;
  return `${countText(shown)}${of} segment${all === 1 ? '' : 's'}`;
}

function people({ rows }: SegmentationReport): string {
  if (rows.kept === null) return 'Few people';
  if (rows.read === null) return `${countText(rows.kept)} people`;
  return rows.kept === rows.read
    ? `All ${countText(rows.read)} people of the dataset`
    : `${countText(rows.kept)} of ${countText(rows.read)} people`;
}

function count({ findings }: SegmentationReport, consequence: 'hold' | 'withhold'): number {
  return findings.filter((finding) => finding.consequence === consequence).length;
}

function things(amount: number): string {
  return amount === 1 ? 'one finding' : `${countText(amount)} findings`;
}

function wasWere(amount: number): string {
  return amount === 1 ? 'was' : 'were';
}
