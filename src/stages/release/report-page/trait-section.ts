import { countText, figureText, type Html, html, intervalText, shareText, table } from '../../../documents/index.js';
import { benefitVerdict } from './benefit-verdict-section.js';
import { groupMeans } from './group-means-section.js';
import { axisFor, axisPicture, ratioPicture } from './ratio-picture.js';
import { segmentFigures } from './segment-figures-section.js';
import { type Comparison, type Trait, toneOfVerdict, verdictMark, words } from './wording.js';
import { worstFirst, worstOfEach } from './worst-first.js';
import { worstLine } from './worst-line.js';

/** Rows that stand open; the rest is folded. */
const OPEN_MAX = 12;
/** Rows that a page holds at most; `report.json` holds all. */
const PAGE_MAX = 120;

/** One trait or crossing: where its segments stand against the limit, and the rates behind it. */
export function traitSection(trait: Trait, cellSizeMin: number): Html {
  if (trait.status === 'not-held') {
    return html`<h4>${trait.trait}: ${verdictMark(trait.verdict)}</h4>
<p>${words.notShown.TRAIT_NOT_HELD(trait.trait)}</p>
`;
  }
  return html`<h4>${trait.trait}: ${verdictMark(trait.verdict)}</h4>
<p>${standing(trait)}</p>
${worstLine(trait)}
${groupsLine(trait)}
${pictures(trait)}
${rates(trait, cellSizeMin)}
${effects(trait)}
${benefitVerdict(trait)}
${groupMeans(trait)}
${segmentFigures(trait)}`;
}

function standing({ status, ratioMin, verdict }: Trait): string {
  const limit = ratioMin === null ? 'No policy sets a limit for it' : `Limit: a ratio of at least ${ratioMin}`;
  const worst = verdict === 'not_assessed' ? '' : ` In the worst comparison, ${words.verdicts[verdict].meaning}.`;
  return `${limit}. The trait is ${words.traitStatus[status]}.${worst}`;
}

function groupsLine({ groups }: Trait): Html {
  const line = groups.map((group) => `${group.name} ${shown(group.people)}${worth(group)}`).join('; ');
  if (groups.length <= OPEN_MAX) return html`<p>Groups and people: ${line}.</p>`;
  return html`<details><summary>${countText(groups.length)} groups and their people</summary><p>${line}.</p></details>`;
}

/** What a sample or an estimate is worth: rates and intervals are of as many people. */
function worth({ effective }: Trait['groups'][number]): string {
  if (effective === undefined || effective === null) return '';
  return ` (judged as ${countText(effective)})`;
}

function pictures(trait: Trait): Html {
  const worst = worstOfEach(trait.comparisons);
  const shown = new Set(worst);
  const rest = worstFirst(trait.comparisons).filter((comparison) => !shown.has(comparison));
  const folded = [...worst.slice(OPEN_MAX), ...rest];
  const page = folded.slice(0, PAGE_MAX);
  const left = folded.length - page.length;
  return html`${comparisonTable(trait, worst.slice(0, OPEN_MAX), `Lower rate by higher rate, ${trait.trait}: the worst pair of groups of each segment, worst first`)}
${folded.length === 0 ? null : html`<details><summary>${countText(folded.length)} more comparisons</summary>${comparisonTable(trait, page, `More comparisons by ${trait.trait}, worst first`)}${left === 0 ? null : html`<p>${countText(left)} more, none of them worse, are in <code>report.json</code>.</p>`}</details>`}`;
}

function comparisonTable(trait: Trait, rows: readonly Comparison[], caption: string): Html {
  const axis = axisFor(trait.comparisons, trait.ratioMin);
  const people = new Map(trait.groups.map((group) => [group.name, group.people]));
  return table({
    caption,
    columns: [
      { title: 'Segment', cell: ({ segment }) => segment },
      { title: 'Lower rate against higher', cell: ({ groups }) => `${groups[0]} against ${groups[1]}` },
      {
        title: 'Ratio and interval',
        kind: 'picture',
        axis: axisPicture(axis, trait.ratioMin),
        cell: (comparison) => ratioPicture(comparison, axis, trait.ratioMin),
      },
      { title: 'Ratio', kind: 'number', cell: ratioText },
      { title: 'Verdict', cell: (comparison) => verdictText(comparison, people) },
    ],
    rows,
    tone: ({ verdict }) => toneOfVerdict(verdict),
  });
}

function ratioText({ ratio, ratioInterval, verdict }: Comparison): Html {
  if (ratio === null) return html`${verdict === 'not_estimable' ? 'none' : 'hidden'}`;
  return html`${figureText(ratio)}${ratioInterval === null ? null : html`<br><span class="note">${intervalText(ratioInterval)}</span>`}`;
}

function verdictText(
  { verdict, groups, groupSizeNeeded }: Comparison,
  people: ReadonlyMap<string, number | null>,
): Html {
  if (groupSizeNeeded === null) return verdictMark(verdict);
  const sizes = groups.flatMap((group) => people.get(group) ?? []);
  const least = sizes.length < 2 ? null : Math.min(...sizes);
  return html`${verdictMark(verdict)}<br><span class="note">${neededText(groupSizeNeeded, least)}</span>`;
}

/** The needed size is that of groups that do not differ; near the limit no number of people decides. */
function neededText(needed: number, least: number | null): string {
  if (least === null) return `about ${countText(needed)} people in each group would decide it`;
  if (least < needed) {
    return `about ${countText(needed)} people in each group would decide it; the smaller has ${countText(least)}`;
  }
  return `not for want of people (${countText(least)} in the smaller group, where about ${countText(needed)} decide between equal ones): the ratio lies near the limit`;
}

/** A count, or what stands where one is hidden. */
function shown(count: number | null): string {
  return count === null ? 'hidden' : countText(count);
}

function rates(trait: Trait, cellSizeMin: number): Html {
  const rows = [...trait.rates].slice(0, 20 * PAGE_MAX);
  const open = rows.length <= 2 * OPEN_MAX;
  const body = table({
    caption: `Share of each group that is in each segment, ${trait.trait}; “hidden” is a cell under ${countText(cellSizeMin)} people, or one that would give such a cell away`,
    columns: [
      { title: 'Segment', cell: ({ segment }) => segment },
      { title: 'Group', cell: ({ group }) => group },
      { title: 'In the segment', kind: 'number', cell: ({ count }) => shown(count) },
      { title: 'In the group (n)', kind: 'number', cell: ({ total }) => shown(total) },
      { title: 'Rate', kind: 'number', cell: ({ rate }) => (rate === null ? 'hidden' : shareText(rate)) },
      {
        title: 'Interval',
        kind: 'number',
        cell: ({ interval }) => (interval === null ? 'hidden' : percentInterval(interval)),
      },
    ],
    rows,
  });
  return open
    ? body
    : html`<details><summary>${countText(trait.rates.length)} rates, by segment and group</summary>${body}</details>`;
}

function percentInterval([low, high]: readonly [number, number]): string {
  return `${shareText(low)} to ${shareText(high)}`;
}

function effects({ effects: found, figures }: Trait): Html {
  const { cramerVCorrected, totalVariation, balance, groupToldBySegment, worstRatio } = found;
  const { intervals = null } = figures ?? {};
  const within = (interval: readonly [number, number] | null = null) =>
    interval === null ? '' : ` (${intervalText(interval)})`;
  const known = [
    cramerVCorrected === null
      ? null
      : `association with the segments ${figureText(cramerVCorrected)}${within(intervals?.cramerVCorrected)} (corrected Cramér V; 0 none, 1 complete)`,
    groupToldBySegment === null
      ? null
      : `the segment tells ${shareText(groupToldBySegment)} of what there is to know of the trait`,
    totalVariation === null
      ? null
      : `largest difference between two groups over all segments ${figureText(totalVariation)}${within(intervals?.totalVariation)} (total variation, 0 to 1)`,
    balance === null ? null : `balance ${figureText(balance)}${within(intervals?.balance)} (1 is even)`,
    worstRatio === null
      ? null
      : `smallest ratio with small groups drawn to the middle ${figureText(worstRatio)} (differential fairness, for ranking only)`,
  ].filter((text) => text !== null);
  return html`${known.length === 0 ? null : html`<p class="note">Overall: ${known.join('; ')}.</p>`}`;
}
