import { Type } from 'typebox';
import {
  definitions,
  type Html,
  type HtmlValue,
  hasShape,
  html,
  instantText,
  page,
  table,
} from '../documents/index.js';
import { EarlierAttemptSchema, earlierAttempts, reportEvidence } from '../stages/release/index.js';
import { cited } from './citations.js';
import type { Dossier } from './dossier.schema.js';

/** The dossier as a page: what happened, then every recorded fact with its index. */
export function dossierPage(dossier: Dossier): string {
  const { run, statement, missing, entries, report } = dossier;
  const body = html`<main>
<header>
<p class="kicker">Probity · dossier of a run</p>
<h1>Run <code>${run}</code></h1>
<p class="statement">${statement}</p>
</header>
${conclusion(dossier)}
<section aria-labelledby="told">
<h2 id="told">What the log says</h2>
<p class="note">Figures in brackets are indexes of the log.</p>
${definitions(told(dossier))}
${table({
  caption: 'Entries about this run',
  columns: [
    { title: 'Entry', cell: ({ type }) => type },
    { title: 'Index', kind: 'number', cell: ({ index }) => String(index) },
    { title: 'At', cell: ({ at }) => html`<time datetime="${at}">${instantText(at)}</time>` },
    { title: 'By', cell: ({ actor }) => actor ?? 'the engine' },
    { title: 'Environment', cell: ({ environment }) => environment },
  ],
  rows: entries,
})}
${attemptsOf(dossier)}
</section>
${entries.map((entry) => entrySection(dossier, entry.index, entry.type))}
${report === undefined ? null : html`<p class="note">What follows is the report that the engine kept of this run; the log names its digest.</p>\n${reportEvidence(report)}`}
<section class="box" aria-labelledby="missing">
<h2 id="missing">Not recorded</h2>
${missing.length === 0 ? html`<p>Nothing that this dossier looks for is missing.</p>` : html`<ul>${missing.map((line) => html`<li>${line}</li>`)}</ul>`}
<p>An entry is what the engine wrote down. The log proves that it was not altered since, not that it is true.</p>
</section>
${verification(dossier)}
</main>`;
  return page({ title: `Dossier of run ${run}`, language: 'en', body });
}

const RecordedAttempt = Type.Object({
  earlier: Type.Array(EarlierAttemptSchema),
  earlierTotal: Type.Integer({ minimum: 0 }),
});

/** What earlier attempts changed and how they ended, as the closing entry has it; nothing in entries of earlier versions. */
function attemptsOf({ entries }: Dossier): Html | null {
  const attempt = entries.map(({ body }) => body['attempt']).find((one) => hasShape(RecordedAttempt, one));
  return attempt === undefined ? null : earlierAttempts([...attempt.earlier], attempt.earlierTotal);
}

function conclusion({ outcome, opened, closed, decided }: Dossier): Html {
  const places = [opened, closed, ...decided].filter((index) => index !== null);
  return html`<section class="conclusion" aria-labelledby="conclusion">
<h2 id="conclusion">${outcome.charAt(0).toUpperCase() + outcome.slice(1)}</h2>
<p>The log holds ${places.length === 1 ? 'one entry' : `${places.length} entries`} about this run ${cited(places)}.</p>
</section>
`;
}

const TOLD = [
  ['Purpose', 'purpose.title'],
  ['Use', 'purpose.use'],
  ['Legal basis', 'purpose.basis'],
  ['Team', 'team'],
  ['Dataset', 'request.dataset'],
  ['Plugin', 'request.plugin'],
  ['Destination', 'destination.title'],
  ['Country', 'destination.country'],
  ['Decision', 'decision'],
  ['Isolation level', 'isolation'],
  ['Outcome', 'outcome'],
  ['People read', 'rows.read'],
  ['People kept', 'rows.kept'],
  ['Attempt', 'attempt.number'],
  ['Destroy by', 'destroyBy'],
  ['Fault', 'fault.code'],
  ['Reason of the person who decided', 'reason'],
  ['Manifest', 'manifest.digest'],
] as const;

function told({ facts }: Dossier): readonly (readonly [string, HtmlValue])[] {
  return TOLD.flatMap(([name, path]) =>
    facts
      .filter((fact) => fact.path === path && fact.value !== null)
      .map(({ value, index }) => [name, html`${String(value)}${cited([index])}`] as const),
  );
}

function entrySection({ facts }: Dossier, index: number, type: string): Html {
  const own = facts.filter((fact) => fact.index === index);
  return html`<details><summary>Entry ${index}, ${type}: all ${own.length} recorded facts</summary>
${table({
  caption: `Facts of entry ${index}`,
  columns: [
    { title: 'Fact', cell: ({ path }) => html`<code>${path}</code>` },
    { title: 'Recorded value', cell: ({ value }) => html`<code>${String(value)}</code>` },
  ],
  rows: own,
})}</details>
`;
}

function verification({ receipt, verify }: Dossier): Html {
  return html`<section aria-labelledby="verify">
<h2 id="verify">How to verify</h2>
<p>${receipt.index === null ? 'There is no receipt yet.' : html`The receipt <code>${receipt.file}</code> beside the release, or one made anew, proves entry ${receipt.index}. Take the verifier key from somebody else than the one who gives you the log.`}</p>
<pre><code>${verify.join('\n')}</code></pre>
</section>
`;
}
