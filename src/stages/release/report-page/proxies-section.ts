import { countText, figureText, type Html, html, table } from '../../../documents/index.js';
import type { SegmentationReport } from '../report.schema.js';
import { bar } from './bar.js';

const OPEN_MAX = 8;

type Fairness = SegmentationReport['fairness'];

/** Which features tell a trait: alone, together, and through the segments that they make. */
export function proxiesSection({ proxies: ranked, identifierLike, together, throughSegments }: Fairness): Html {
  if (ranked.length === 0) return html`<h4>Features that tell a trait</h4><p>None was tested.</p>`;
  const rest = ranked.slice(OPEN_MAX);
  return html`<h4>Features that tell a trait (proxies)</h4>
<p>A feature that tells a trait can bring it back in, even where the trait itself is kept from the plugin.</p>
${throughSegments === null ? null : throughTable(throughSegments)}
${aloneTable(ranked.slice(0, OPEN_MAX), 'Features by how well each tells a trait alone, strongest first')}
${rest.length === 0 ? null : html`<details><summary>${countText(rest.length)} weaker ones</summary>${aloneTable(rest, 'Weaker features')}</details>`}
${together.length === 0 ? null : togetherTable(together)}
${identifierLike.length === 0 ? null : html`<p>Almost every row has a value of its own in ${identifierLike.join(', ')}: such a column tells everything and means nothing, and was not ranked.</p>`}`;
}

function aloneTable(rows: Fairness['proxies'], caption: string): Html {
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

function togetherTable(rows: Fairness['together']): Html {
  return html`<p>Several features may tell together what none tells alone. From all of them at once, each trait was told for people who were not learnt from:</p>
${table({
  caption: 'Traits by how well all features together tell them',
  columns: [
    { title: 'Trait', cell: ({ trait }) => trait },
    { title: 'Told right', kind: 'number', cell: ({ balancedAccuracy }) => shareText(balancedAccuracy) },
    { title: 'By chance', kind: 'number', cell: ({ chance }) => shareText(chance) },
    { title: 'Strength', kind: 'picture', cell: ({ strength }) => bar(strength ?? 0) },
    { title: 'From 0 to 1', kind: 'number', cell: ({ strength }) => (strength === null ? '–' : figureText(strength)) },
  ],
  rows,
})}`;
}

function throughTable(traits: NonNullable<Fairness['throughSegments']>): Html {
  const rows = traits.flatMap(({ trait, told, features }) => features.map((one) => ({ trait, told, ...one })));
  if (rows.length === 0) return html``;
  return html`<p>What the segments tell of a trait, and how much of it goes when one feature is dealt out anew among the people:</p>
${table({
  caption: 'Features by what the segments tell through them',
  columns: [
    { title: 'Trait', cell: ({ trait }) => trait },
    { title: 'Segments tell', kind: 'number', cell: ({ told }) => shareText(told) },
    { title: 'Feature', cell: ({ feature }) => html`<code>${feature}</code>` },
    { title: 'Through it', kind: 'picture', cell: ({ carries }) => bar(Math.max(0, carries ?? 0)) },
    { title: 'Share of the trait', kind: 'number', cell: ({ carries }) => shareText(carries) },
  ],
  rows,
})}`;
}

function shareText(share: number | null): string {
  return share === null ? '–' : `${Number((share * 100).toFixed(1))} %`;
}
