import { definitions, type Html, html, table } from '../../../documents/index.js';
import { en } from '../messages/index.js';
import type { SegmentationReport } from '../report.schema.js';
import { reasonText } from './wording.js';

/** Which policies spoke, with the law that each serves and the place where it is written. */
export function decisionSection({ decision, acknowledged }: SegmentationReport): Html {
  return html`<h3>Decision</h3>
<p>Permitted before any data was read.</p>
${table({
  caption: 'Policies that spoke',
  columns: [
    { title: 'What it said', cell: (reason) => reasonText(reason.code, reason) },
    { title: 'Law it serves', cell: ({ law }) => (law?.length ? law.join('; ') : 'none named') },
    { title: 'Where it is written', cell: ({ place, rule }) => html`<code>${place ?? rule ?? 'no place'}</code>` },
  ],
  rows: decision.reasons,
})}
${definitions([
  ['Policy set', html`<code>${decision.policySet}</code>`],
  ['Legal profiles', decision.legalProfiles.length === 0 ? 'none' : profiles(decision.legalProfiles)],
  ['Constants of law that policies went by', decision.constants.length === 0 ? 'none' : constants(decision.constants)],
  ['Obligations carried out', acknowledged.length === 0 ? 'none' : carriedOut(acknowledged)],
])}`;
}

function carriedOut(ids: readonly string[]): Html {
  return html`<ul>${ids.map((id) => html`<li>${en.obligation(id)} <code>${id}</code></li>`)}</ul>`;
}

function profiles(all: SegmentationReport['decision']['legalProfiles']): Html {
  return html`<ul>${all.map(({ name, version, digest }) => html`<li>${name}, version ${version} <code>${digest}</code></li>`)}</ul>`;
}

function constants(all: SegmentationReport['decision']['constants']): Html {
  return html`<ul>${all.map(
    ({ name, version, article, value, unit }) =>
      html`<li><code>${name}</code> is ${typeof value === 'object' ? value.join(', ') : String(value)}${unit === null ? '' : ` (${unit})`}: ${article ?? 'no article named'}, legal profile version ${version}</li>`,
  )}</ul>`;
}
