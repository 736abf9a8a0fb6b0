import { countText, figureText, type Html, html, table } from '../../../documents/index.js';
import type { SegmentationReport } from '../report.schema.js';
import { bar } from './bar.js';
import { traitSection } from './trait-section.js';
import { verdictMark, words } from './wording.js';
import { traitsByConcern } from './worst-first.js';

const PROXIES_OPEN_MAX = 8;

/** Whether groups of people reach segments at comparable rates, and which features tell a trait. */
export function fairnessSection({ fairness, limits }: SegmentationReport): Html {
  const { confidence, correction, comparisons, traits } = fairness;
  const holm = correction === 'holm' ? ', corrected over all of them (Holm)' : ', each on its own';
  return html`<h3>Fairness</h3>
<p>For every segment, two groups are compared by the share of each that is in it: the lower share divided by the higher one. 1 means even.
A verdict needs evidence: the interval of the ratio at ${Number((confidence * 100).toPrecision(4))} % confidence, over ${countText(comparisons)} comparisons${holm}. The limit is a house threshold, not a finding of law.</p>
<ul class="note">${(['pass', 'fail', 'inconclusive', 'not_estimable', 'not_assessed'] as const).map(
    (verdict) => html`<li>${verdictMark(verdict)}: ${words.verdicts[verdict].meaning}.</li>\n`,
  )}</ul>
${traitsByConcern(traits).map((trait) => traitSection(trait, limits.cellSizeMin))}
${proxies(fairness)}`;
}

function proxies({ proxies: ranked, identifierLike }: SegmentationReport['fairness']): Html {
  if (ranked.length === 0) return html`<h4>Features that tell a trait</h4><p>None was tested.</p>`;
  const rest = ranked.slice(PROXIES_OPEN_MAX);
  return html`<h4>Features that tell a trait (proxies)</h4>
<p>A feature that tells a trait can bring it back in, even where the trait itself is kept from the plugin.</p>
${proxyTable(ranked.slice(0, PROXIES_OPEN_MAX), 'Features by how well each tells a trait, strongest first')}
${rest.length === 0 ? null : html`<details><summary>${countText(rest.length)} weaker ones</summary>${proxyTable(rest, 'Weaker features')}</details>`}
${identifierLike.length === 0 ? null : html`<p>Almost every row has a value of its own in ${identifierLike.join(', ')}: such a column tells everything and means nothing, and was not ranked.</p>`}`;
}

function proxyTable(rows: SegmentationReport['fairness']['proxies'], caption: string): Html {
  return table({
    caption,
    columns: [
      { title: 'Feature', cell: ({ feature }) => html`<code>${feature}</code>` },
      { title: 'Trait', cell: ({ trait }) => trait },
      { title: 'Strength', kind: 'picture', cell: ({ strength }) => bar(strength) },
      { title: 'From 0 (nothing) to 1 (everything)', kind: 'number', cell: ({ strength }) => figureText(strength) },
      {
        title: 'Measured as',
        cell: ({ measure, value }) => `${measure === 'V' ? 'Cramér V' : 'area under the curve'} ${figureText(value)}`,
      },
    ],
    rows,
  });
}
