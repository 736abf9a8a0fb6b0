import { countText, figureText, type Html, html, shareText, table } from '../../../documents/index.js';
import type { Trait } from './wording.js';

type Figures = NonNullable<Trait['figures']>;
type Segment = Figures['segments'][number];
type Disparity = Figures['strata'][number]['disparities'][number];

const OPEN_MAX = 12;
const PAGE_MAX = 120;

/** Every segment over all groups at once, and what declared grounds leave unexplained; folded, for who wants to look. */
export function segmentFigures({ trait, figures }: Trait): Html | null {
  if (figures === null) return null;
  return html`<details><summary>Every segment over all groups, by ${trait}</summary>
<p class="note">“Against everybody” compares the group that is furthest from the rate of all people. “By chance” is how often rates at least as uneven would come up if the segment had nothing to do with the trait, corrected for having looked at every segment of every trait (Holm).</p>
${segmentTable(trait, figures.segments)}</details>
${figures.strata.map((stratum) => stratumPart(trait, stratum))}`;
}

function segmentTable(trait: string, rows: readonly Segment[]): Html {
  return table({
    caption: `Segments by ${trait}`,
    columns: [
      { title: 'Segment', cell: ({ segment }) => segment },
      { title: 'Share of everybody', kind: 'number', cell: ({ overall }) => shown(overall, shareText) },
      { title: 'Largest difference', kind: 'number', cell: ({ difference }) => shown(difference, points) },
      { title: 'Smallest ratio', kind: 'number', cell: ({ ratio }) => shown(ratio, figureText) },
      { title: 'Against everybody', kind: 'number', cell: ({ ratioToOverall }) => shown(ratioToOverall, figureText) },
      { title: 'By chance', kind: 'number', cell: ({ holm }) => shown(holm, chance) },
    ],
    rows,
  });
}

function stratumPart(trait: string, { ground, disparities }: Figures['strata'][number]): Html {
  const rows = [...disparities].sort((a, b) => Math.abs(b.conditional ?? 0) - Math.abs(a.conditional ?? 0));
  const rest = rows.slice(OPEN_MAX, PAGE_MAX);
  return html`<p>Inside strata of ${ground}, which was declared as a fair ground for differences: how much rarer a group is inside a segment than outside it, among people alike by ${ground}. 0 means that ${ground} explains all of it. The ground may itself carry the trait, so this gives no verdict.</p>
${stratumTable(rows.slice(0, OPEN_MAX), `Rarer inside than outside, by ${trait}, largest first`)}
${rest.length === 0 ? null : html`<details><summary>${countText(rest.length)} more</summary>${stratumTable(rest, 'Smaller ones')}</details>`}`;
}

function stratumTable(rows: readonly Disparity[], caption: string): Html {
  return table({
    caption,
    columns: [
      { title: 'Segment', cell: ({ segment }) => segment },
      { title: 'Group', cell: ({ group }) => group },
      { title: 'As it is', kind: 'number', cell: ({ overall }) => shown(overall, points) },
      { title: 'Inside strata', kind: 'number', cell: ({ conditional }) => shown(conditional, points) },
      { title: 'People it speaks of', kind: 'number', cell: ({ covered }) => shown(covered, shareText) },
    ],
    rows,
  });
}

function shown(value: number | null, text: (value: number) => string): string {
  return value === null ? 'hidden or none' : text(value);
}

function points(difference: number): string {
  return `${figureText(difference * 100)} points`;
}

function chance(p: number): string {
  return p < 0.001 ? 'under 0.1 %' : shareText(p);
}
