import { countText, figureText, type Html, html, shareText, table } from '../../../documents/index.js';
import type { SegmentationReport } from '../report.schema.js';
import { shownOrUnder } from './wording.js';

/** What changed since the last release; nothing where none was compared. */
function earlierLine({ earlier }: SegmentationReport['privacy']): Html | null {
  if (!earlier) return null;
  const { run, stayed, changed, left, joined } = earlier;
  if (stayed === null || changed === null || left === null || joined === null) {
    return html`<p>Compared with the release of run <code>${run}</code>: few people changed segment, left or joined, so how many is hidden.</p>`;
  }
  return html`<p>Since the release of run <code>${run}</code>, ${countText(changed)} people changed segment and ${countText(stayed)} stayed; ${countText(left)} left and ${countText(joined)} joined.</p>`;
}

interface Measure {
  readonly name: string;
  readonly value: string;
  readonly limit: string;
  readonly says: string;
}

/** What an outsider who knows how somebody looks could work out. */
export function privacySection({ privacy, limits }: SegmentationReport): Html {
  if (privacy.quasiIdentifiers.length === 0) {
    return html`<h3>Privacy</h3><p>Not measured: no quasi-identifiers are declared for the dataset.</p>${earlierLine(privacy)}`;
  }
  return html`<h3>Privacy</h3>
<p>Measured over ${countText(privacy.people)} people, who fall into ${countText(privacy.classes)} groups that look alike by ${privacy.quasiIdentifiers.join(', ')}.
A release is pseudonymised personal data, never anonymous.</p>
${table({
  caption: 'What an outsider could single out',
  columns: [
    { title: 'Measure', cell: ({ name }) => name },
    { title: 'Value', kind: 'number', cell: ({ value }) => value },
    { title: 'Limit', kind: 'number', cell: ({ limit }) => limit },
    { title: 'In plain words', cell: ({ says }) => says },
  ],
  rows: measures(privacy, limits),
})}
${earlierLine(privacy)}`;
}

function measures(privacy: SegmentationReport['privacy'], limits: SegmentationReport['limits']): readonly Measure[] {
  return [
    measure('k', countText(privacy.k), 'the size of the smallest group of people who look alike', limits.kMin),
    measure(
      'k with the segment',
      countText(privacy.kWithSegment),
      'the same, for an outsider who also knows the segment',
    ),
    measure('Unique people', shownOrUnder(privacy.uniques, limits.cellSizeMin), 'people who look like nobody else'),
    measure('Highest risk', share(privacy.highestRisk), 'the chance of naming somebody of the smallest group'),
    measure('Average risk', share(privacy.averageRisk), 'that chance for an average person'),
    measure(
      'Distinct segments (l)',
      countText(privacy.distinctL),
      'the fewest segments in one group: 1 gives the segment away',
      limits.lMin,
    ),
    measure('Entropy l', figure(privacy.entropyL), 'the same, where rare segments count for less'),
    measure(
      'Largest segment share',
      share(privacy.largestSegmentShare),
      'the largest part of one group in one segment: 100 % gives it away',
    ),
    measure('t', figure(privacy.t), 'how far the segments of a group differ from those of everybody (0 to 1)'),
  ];
}

function measure(name: string, value: string, says: string, limit: number | null = null): Measure {
  return { name, value, says, limit: limit === null ? 'none' : `at least ${countText(limit)}` };
}

function share(value: number | null): string {
  return value === null ? 'none' : shareText(value);
}

function figure(value: number | null): string {
  return value === null ? 'none' : figureText(value);
}
