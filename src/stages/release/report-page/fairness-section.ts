import { countText, type Html, html } from '../../../documents/index.js';
import { VERDICTS } from '../../../measures/index.js';
import type { SegmentationReport } from '../report.schema.js';
import { driftSection } from './drift-section.js';
import { proxiesSection } from './proxies-section.js';
import { representationSection } from './representation-section.js';
import { traitSection } from './trait-section.js';
import { verdictMark, words } from './wording.js';
import { traitsByConcern } from './worst-first.js';

/** Whether groups of people reach segments at comparable rates, and which features tell a trait. */
export function fairnessSection({ fairness, drift, representation, limits }: SegmentationReport): Html {
  const { confidence, comparisons, traits } = fairness;
  if (comparisons === null) return html``;
  return html`<h3>Fairness</h3>
<p>For every segment, two groups are compared by the share of each that is in it: the lower share divided by the higher one. 1 means even.
A verdict needs evidence: the interval of the ratio at ${Number((confidence * 100).toPrecision(4))} % confidence, over ${countText(comparisons)} comparisons${corrected(fairness)}. The limit is a house threshold, not a finding of law.</p>
<ul class="note">${VERDICTS.map(
    (verdict) => html`<li>${verdictMark(verdict)}: ${words.verdicts[verdict].meaning}.</li>\n`,
  )}</ul>
${traitsByConcern(traits).map((trait) => traitSection(trait, limits.cellSizeMin))}
${representationSection(representation)}
${driftSection(drift)}
${proxiesSection(fairness)}`;
}

function corrected({ correction, triedBefore = 0 }: SegmentationReport['fairness']): string {
  if (correction === 'none') return ', each on its own';
  const attempts = triedBefore
    ? `, and a pass also over the ${countText(triedBefore)} of earlier attempts that were not released`
    : '';
  return `, corrected over all of them (Holm)${attempts}`;
}
