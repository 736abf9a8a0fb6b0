import { countText, dayText, definitions, type Html, html, page, table } from '../documents/index.js';
import { cited } from './citations.js';
import type { Activity, Processing, SeenValues, Sum } from './processing.schema.js';

/** The record of processing as a page: one section per purpose, gaps first. */
export function processingPage(processing: Processing): string {
  const { from, to, statement, runs, activities, gaps } = processing;
  const body = html`<main>
<header>
<p class="kicker">Probity · record of processing activities (GDPR 30(1))</p>
<h1>From ${dayText(from)} to ${dayText(to)}</h1>
<p class="statement">${statement}</p>
</header>
<section class="conclusion" aria-labelledby="conclusion">
<h2 id="conclusion">Observed, not declared</h2>
<p>${countText(runs)} ${runs === 1 ? 'run' : 'runs'} in this period, for ${countText(activities.length)} ${activities.length === 1 ? 'purpose' : 'purposes'}. Every figure is read from the log; in brackets stand the indexes of its entries.</p>
</section>
${activities.map(activitySection)}
<section class="box" aria-labelledby="gaps">
<h2 id="gaps">Not in this record</h2>
<ul>${gaps.map((gap) => html`<li>${gap}</li>\n`)}</ul>
</section>
</main>`;
  return page({ title: 'Record of processing activities', language: 'en', body });
}

function activitySection(activity: Activity): Html {
  const { purpose, environment, titles, gaps } = activity;
  const title = titles.at(-1)?.value ?? purpose;
  return html`<section>
<h2>${title}</h2>
<p class="kicker"><code>${purpose}</code> · ${environment}</p>
${gaps.length === 0 ? null : html`<ul class="plain">${gaps.map((gap) => html`<li class="unsure"><span class="word">gap</span> · ${gap}</li>`)}</ul>`}
${definitions([
  ['Team that answers for it', listed(activity.teams)],
  ['Use (Fideslang)', listed(activity.uses)],
  ['Legal basis', listed(activity.bases)],
  ['Effect on a person', listed(activity.effects)],
  ['Notice version', listed(activity.notices)],
  ['Impact assessment', listed(activity.assessments)],
  ['Categories of data that segments are made from', listed(activity.categories)],
  ['Categories of data that people are left out and groups are judged by', listed(activity.governing)],
  ['Categories of subjects', listed(activity.subjects)],
  ['Datasets', listed(activity.datasets)],
  ['Retention', listed(activity.retention)],
  ['Safeguards', listed(activity.safeguards)],
  ['Exceptions used', counted(activity.waivers)],
  ['People read, over all runs', summed(activity.rowsRead)],
  ['People kept, over all runs', summed(activity.rowsKept)],
])}
${recipients(activity)}
${outcomes(activity)}
</section>
`;
}

function listed(values: SeenValues): Html | null {
  if (values.length === 0) return null;
  return html`${values.map(({ value, indexes }, at) => html`${at === 0 ? null : html`<br>`}${value}${cited(indexes)}`)}`;
}

/** Each value with how many runs it was seen in. */
function counted(values: SeenValues): Html | null {
  if (values.length === 0) return null;
  const runs = (indexes: readonly number[]) => `${countText(indexes.length)} ${indexes.length === 1 ? 'run' : 'runs'}`;
  return html`${values.map(({ value, indexes }, at) => html`${at === 0 ? null : html`<br>`}${value}, ${runs(indexes)}${cited(indexes)}`)}`;
}

function summed({ value, indexes }: Sum): Html | null {
  return indexes.length === 0 ? null : html`${countText(value)}${cited(indexes)}`;
}

function recipients({ recipients: all }: Activity): Html {
  return table({
    caption: 'Recipients',
    columns: [
      { title: 'Destination', cell: ({ title, name }) => html`${title} <code>${name}</code>` },
      { title: 'Role', cell: ({ role }) => role },
      { title: 'Country', cell: ({ country }) => country },
      { title: 'Transfer ground', cell: ({ transferGround }) => transferGround },
      { title: 'Contract', cell: ({ contract }) => contract ?? 'not recorded' },
      {
        title: 'Sale or sharing',
        cell: ({ saleOrShare }) => (saleOrShare === null ? 'not recorded' : saleOrShare ? 'yes' : 'no'),
      },
      { title: 'Asked by runs', cell: ({ indexes }) => html`${countText(indexes.length)}${cited(indexes)}` },
      {
        title: 'Released',
        cell: ({ released }) =>
          html`${countText(released.value)}${released.value === 0 ? null : cited(released.indexes)}`,
      },
    ],
    rows: all,
  });
}

function outcomes({ outcomes: all }: Activity): Html {
  return table({
    caption: 'Runs by outcome',
    columns: [
      { title: 'Outcome', cell: ({ outcome }) => outcome },
      { title: 'Runs', kind: 'number', cell: ({ runs }) => countText(runs) },
      { title: 'Entries', cell: ({ indexes }) => cited(indexes) },
    ],
    rows: all,
  });
}
