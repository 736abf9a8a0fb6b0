import { countText, definitions, type Html, html, instantText } from '../../../documents/index.js';
import type { SegmentationReport } from '../report.schema.js';
import { attemptsSection } from './attempts-section.js';
import { mitigationText } from './mitigation-text.js';
import { words } from './wording.js';

/** What was asked, by whom, for what and for whom; how often it was tried. */
export function requestSection(report: SegmentationReport): Html {
  return html`<h3>What was asked, and why</h3>
${definitions(asked(report))}
<h3>Who receives it</h3>
${definitions(receiver(report))}
<h3>Attempts</h3>
${attemptsSection(report.attempt)}`;
}

function asked({ purpose, request, run, columns, mitigation, destroyBy }: SegmentationReport) {
  return [
    ['Purpose', html`${purpose.title} <code>${request.purpose}</code>`],
    ['Use (Fideslang)', html`<code>${purpose.use}</code>`],
    ['Legal basis', purpose.basis],
    ['Effect on a person', purpose.effect],
    ['Team that answers for it', purpose.team],
    ['Notice version', purpose.notice],
    ['Impact assessment', purpose.assessment],
    ['Asked by', html`${run.actor}, team ${run.team}, as ${run.roles.join(', ') || 'nobody in particular'}`],
    ['At', html`<time datetime="${run.at}">${instantText(run.at)}</time>`],
    ['Dataset', html`<code>${request.dataset}</code>, about: ${listed(columns.subjects)}`],
    ['Data categories', listed(columns.categories)],
    ['Options of the plugin', html`<code>${JSON.stringify(request.options)}</code>, seed ${String(request.seed)}`],
    ...(mitigation === undefined ? [] : [mitigationText(mitigation)]),
    [
      'To be destroyed by',
      destroyBy === null
        ? 'no date: no retention policy sets one'
        : html`<time datetime="${destroyBy}">${instantText(destroyBy)}</time>`,
    ],
  ] as const;
}

function receiver({ destination, request }: SegmentationReport) {
  return [
    ['Destination', html`${destination.title} <code>${request.destination}</code>`],
    ['Role', destination.role],
    ['Country', destination.country],
    ['Ground of a transfer', destination.transferGround],
    ['Sale or sharing (CCPA)', destination.saleOrShare ? 'yes' : 'no'],
    ['Contract', destination.contract ?? 'none on record'],
  ] as const;
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'none declared' : names.join(', ');
}

/** How the plugin ran: what it is, what it saw, and what stood between it and the machine. */
export function pluginSection({ plugin }: SegmentationReport): Html {
  const origin = plugin.builtIn ? 'part of this release of Probity' : 'not part of this release of Probity';
  const level = plugin.isolation === null ? 'outside' : (String(plugin.isolation) as keyof typeof words.isolation);
  const facts = Object.entries(plugin.facts).map(([name, value]) => html`<li>${name}: ${String(value)}</li>`);
  return html`<h3>Plugin and isolation</h3>
${definitions([
  ['Plugin', html`${plugin.name} ${plugin.version}, ${plugin.gives === 'outside' ? 'made outside' : origin}`],
  ['Digest', plugin.digest === null ? 'none: it did not run here' : html`<code>${plugin.digest}</code>`],
  ['Isolation', words.isolation[level]],
  ['It returned', GIVES[plugin.gives]],
  ['Rows it saw', plugin.rowsSeen === null ? 'not shown' : countText(plugin.rowsSeen)],
  ['It reported', facts.length === 0 ? 'nothing' : html`<ul>${facts}</ul>`],
])}`;
}

const GIVES = {
  model: 'a model, which the engine applied to everybody',
  labels: 'labels for the rows that it was given',
  outside: 'nothing here: labels came in from outside',
} as const;
