import { countText, type Html, html, table } from '../../../documents/index.js';
import type { SegmentationReport } from '../report.schema.js';
import { earlierSection } from './earlier-section.js';
import { keysSection } from './keys-section.js';
import { givenAway, type Measure, singledOut } from './privacy-measures.js';

/** What an outsider who knows how somebody looks could work out. */
export function privacySection({ privacy, limits }: SegmentationReport): Html {
  if (privacy === null) return html``;
  if (privacy.quasiIdentifiers.length === 0) {
    return html`<h3>Privacy</h3><p>Not measured: no quasi-identifiers are declared for the dataset.</p>${earlierSection(privacy, limits)}`;
  }
  return html`<h3>Privacy</h3>
<p>Measured over ${countText(privacy.people)} people, who fall into ${countText(privacy.classes)} groups that look alike by ${privacy.quasiIdentifiers.join(', ')}.
${missingLine(privacy)}${suppressedLine(privacy)}A release is pseudonymised personal data, never anonymous.</p>
${measureTable('Whom an outsider could single out', singledOut(privacy, limits))}
<p>That a group is large does not protect its people when they are all alike: the next figures say what a group gives away.</p>
${measureTable('What looking like somebody tells of their segment', givenAway(privacy, limits))}
${keysSection(privacy, limits)}
${earlierSection(privacy, limits)}`;
}

function measureTable(caption: string, rows: readonly Measure[]): Html {
  return table({
    caption,
    columns: [
      { title: 'Measure', cell: ({ name }) => name },
      { title: 'Value', kind: 'number', cell: ({ value }) => value },
      { title: 'Limit', kind: 'number', cell: ({ limit }) => limit },
      { title: 'In plain words', cell: ({ says }) => says },
    ],
    rows,
  });
}

function missingLine({ missing }: NonNullable<SegmentationReport['privacy']>): string {
  if (missing === 0) return '';
  const some = missing === null ? 'A few people lack' : `${countText(missing)} people lack`;
  return `${some} one of these; lacking it counts as looking so. `;
}

function suppressedLine({ suppressed }: NonNullable<SegmentationReport['privacy']>): string {
  return suppressed === 0 ? '' : `Of ${countText(suppressed)} more all of these are suppressed; they are in no group. `;
}
