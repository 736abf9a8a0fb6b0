import {
  figureText,
  type Html,
  html,
  intervalText,
  shareText,
  type TableColumn,
  table,
} from '../../../documents/index.js';
import type { SegmentationReport } from '../report.schema.js';
import { toneOfVerdict, verdictMark } from './wording.js';

type Representation = NonNullable<SegmentationReport['representation']>;
type Trait = Representation['traits'][number];

/** Whether the people of the run are there as in a reference population; nothing where nothing was compared. */
export function representationSection(found: Representation | undefined): Html | null {
  if (found === undefined || found.traits.length === 0) return null;
  const { ratioMin, traits } = found;
  const rule =
    ratioMin === null
      ? 'The dataset names no limit, so nothing is called under-represented.'
      : `A group is under-represented where its ratio is certainly below ${ratioMin}, which the owner of the dataset chose.`;
  return html`<h4>Who is in this run</h4>
<p>Who is missing cannot be served well. Each group is laid beside a reference: 1 is as there, less is under-represented. ${rule}</p>
${traits.map(traitTable)}`;
}

function traitTable(trait: Trait): Html {
  return html`${table({
    caption: captionOf(trait),
    columns: [{ title: 'Group', cell: ({ group }) => group }, ...(trait.hidden ? [] : FIGURES), VERDICT],
    rows: [...trait.groups].sort((a, b) => (a.ratio ?? 9) - (b.ratio ?? 9)),
    tone: ({ verdict }) => toneOfVerdict(verdict),
  })}<p class="note">${noteOf(trait)}</p>`;
}

type Column = TableColumn<Trait['groups'][number]>;

const FIGURES: readonly Column[] = [
  { title: 'Share in this run', kind: 'number', cell: ({ share }) => shown(share, shareText) },
  { title: 'Share in the reference', kind: 'number', cell: ({ reference }) => shown(reference, shareText) },
  { title: 'Ratio', kind: 'number', cell: ({ ratio }) => shown(ratio, figureText) },
  { title: 'Interval', kind: 'number', cell: ({ interval }) => shown(interval, intervalText) },
];
const VERDICT: Column = { title: 'Verdict', cell: ({ verdict }) => verdictMark(verdict) };

function noteOf({ hidden, totalVariation }: Trait): string {
  if (hidden)
    return 'No figures are shown: in one of the groups so few people stayed, or left, that they would give the number away.';
  if (totalVariation === null) return 'There is nothing to compare.';
  return `${shareText(totalVariation)} of the people would have to be of another group to match (total variation).`;
}

function captionOf({ trait, against }: Trait): string {
  if (against.kind === 'declared') return `By ${trait}, beside: ${against.title} (${against.origin})`;
  return `By ${trait}, beside all rows that were read: the share of each group that stayed, by that of all others`;
}

function shown<Value>(value: Value | null, text: (value: Value) => string): string {
  return value === null ? '–' : text(value);
}
