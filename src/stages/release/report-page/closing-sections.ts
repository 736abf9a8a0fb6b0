import { definitions, type Html, html } from '../../../documents/index.js';
import type { SegmentationReport } from '../report.schema.js';
import { notShownText } from './wording.js';

/** The box of what this report does not show. */
export function notShownBox({ notShown }: SegmentationReport): Html {
  return html`<section class="box" aria-labelledby="not-shown">
<h2 id="not-shown">Not shown</h2>
<p>What was not tested or is not held. None of it is a pass.</p>
<ul>${notShown.map(({ code, subject }) => html`<li>${notShownText(code, subject)}</li>\n`)}</ul>
</section>
`;
}

/** What to compare, and how to check without trusting anybody. */
export function verifySection({ digests, request, engine, run, attempt }: SegmentationReport): Html {
  return html`<section aria-labelledby="verify">
<h2 id="verify">Digests, and how to verify</h2>
${definitions([
  ['Run', html`<code>${run.id}</code>`],
  ['Request', html`<code>${request.digest}</code>`],
  ['Segments', code(digests.segments)],
  ['Model', code(digests.model)],
  ['Family of attempts', html`<code>${attempt.family}</code>`],
  ['Policy kernel', html`<code>${engine.kernel}</code>`],
  ['Engine', `Probity ${engine.version}`],
])}
<p>Every file of this folder stands with its SHA-256 in <code>manifest.json</code>, whose digest is in the closing record of the run:</p>
<pre><code>sha256sum report.json report.html ${digests.segments === null ? '' : 'segments.parquet segments.csv '}model.json profile.json</code></pre>
<p>The receipt beside the folder, <code>${run.id}.tlog-proof</code>, proves that this record stands in a signed log. With the log's folder and its
verifier key, which you should have from somebody else, nothing of Probity needs to be trusted:</p>
<pre><code>node probity-verify.mjs state/audit --key 'the verifier key'
probity report run ${run.id}</code></pre>
</section>
`;
}

function code(digest: string | null): Html {
  return digest === null ? html`none` : html`<code>${digest}</code>`;
}
