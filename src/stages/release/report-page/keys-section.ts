import { countText, figureText, type Html, html, shareText, table } from '../../../documents/index.js';
import type { SegmentationReport } from '../report.schema.js';

type Privacy = NonNullable<SegmentationReport['privacy']>;
type Keys = NonNullable<Privacy['keys']>;

/** Which quasi-identifiers make people stand out; nothing where that was not looked at. */
export function keysSection(
  { keys, missing, people, classes }: Privacy,
  limits: SegmentationReport['limits'],
): Html | null {
  if (keys === null) return null;
  return html`<h4>What makes people stand out</h4>
${crowdedLine(people, classes, limits)}
<p>${aloneText(keys, limits.cellSizeMin)}</p>
${keys.special.contributions.some(({ share }) => share > 0) ? contributionTable(keys) : null}
${tellingTable(keys)}
${missing === 0 ? null : missingLine(keys)}`;
}

// With more combinations than people divided by k, some class must be smaller than k.
function crowdedLine(people: number, classes: number, { kMin }: SegmentationReport['limits']): Html | null {
  if (kMin === null || classes <= people / kMin) return null;
  return html`<p>There are more combinations (${countText(classes)}) than groups of ${countText(kMin)} among ${countText(people)} people: some group is smaller, whatever is suppressed. Fewer or coarser quasi-identifiers would help.</p>`;
}

function aloneText({ special }: Keys, cellSizeMin: number): string {
  const { depth, people, bySize } = special;
  const first = bySize.find(({ uniques }) => uniques !== 0);
  if (people === 0 || first === undefined) {
    return `Nobody is alone by ${countText(depth)} or fewer of these.`;
  }
  const some = people === null ? `Fewer than ${countText(cellSizeMin)}` : countText(people);
  return `${some} people are alone by ${countText(depth)} or fewer of these; the fewest that it takes for one of them is ${countText(first.attributes)}.`;
}

function contributionTable({ special }: Keys): Html {
  return table({
    caption: 'What makes them alone',
    columns: [
      { title: 'Quasi-identifier', cell: ({ attribute }) => attribute },
      { title: 'Takes part in', kind: 'number', cell: ({ share }) => shareText(share) },
    ],
    rows: special.contributions,
  });
}

function tellingTable({ telling }: Keys): Html {
  return table({
    caption: 'What tells people apart best',
    columns: [
      { title: 'Together', cell: ({ attributes }) => attributes.join(', ') },
      { title: 'Combinations per person', kind: 'number', cell: ({ distinction }) => real(distinction) },
      { title: 'Pairs of people told apart', kind: 'number', cell: ({ separation }) => share(separation) },
    ],
    rows: telling,
  });
}

function missingLine({ matchesAnything }: Keys): Html {
  return html`<p>All figures above count a missing value as a value of its own. If it could be any value, the smallest group would have ${countText(matchesAnything.k)} people.</p>`;
}

function real(value: number | null): string {
  return value === null ? 'none' : figureText(value);
}

function share(value: number | null): string {
  return value === null ? 'none' : shareText(value);
}
