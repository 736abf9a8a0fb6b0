import { countText, type Html, html } from '../../../documents/index.js';
import type { SegmentationReport } from '../report.schema.js';
import { findingText, type ReportFinding, reasonText, type Tone, words } from './wording.js';

/** More findings than this are folded: the worst ones must be read. */
const OPEN_MAX = 8;

/** Everything that is not as it should be: findings, waivers, and what policies on trial would have done. */
export function exceptionsSection(report: SegmentationReport): Html {
  const items = [...findingItems(report), ...triedItems(report), ...waiverItems(report), ...trialItems(report)];
  return html`<section aria-labelledby="exceptions">
<h2 id="exceptions">Exceptions</h2>
${items.length === 0 ? html`<p>None: no finding, no waiver used, no policy on trial that would have said otherwise.</p>` : folded(items)}
</section>
`;
}

function folded(items: readonly Html[]): Html {
  const rest = items.slice(OPEN_MAX);
  return html`<ul class="plain">
${items.slice(0, OPEN_MAX)}</ul>
${rest.length === 0 ? null : html`<details><summary>${countText(rest.length)} more</summary><ul class="plain">\n${rest}</ul></details>`}`;
}

const STRICTEST_FIRST = ['withhold', 'hold', 'release'] as const;

function findingItems(report: SegmentationReport): readonly Html[] {
  return STRICTEST_FIRST.flatMap((consequence) =>
    report.findings
      .filter((finding) => finding.consequence === consequence)
      .map((finding) => findingItem(report, finding)),
  );
}

function findingItem(report: SegmentationReport, finding: ReportFinding): Html {
  const { word } = words.consequences[finding.consequence];
  const text = findingText(finding.code, withoutHidden(report, finding));
  return item(toneOf(finding.consequence), word, text, finding.code);
}

// A ratio of a cell under the minimum would give the cell away: the sentence does without it.
function withoutHidden({ fairness }: SegmentationReport, finding: ReportFinding): ReportFinding {
  const hidden = fairness.traits
    .filter(({ trait }) => trait === finding.subject)
    .flatMap(({ comparisons }) => comparisons)
    .some(
      ({ segment, groups, ratio }) =>
        segment === finding.segment && groups.join('\n') === finding.groups?.join('\n') && ratio === null,
    );
  if (!hidden) return finding;
  const { found: _, interval: __, ...rest } = finding;
  return rest;
}

function triedItems({ trials = [] }: SegmentationReport): readonly Html[] {
  return trials.map((trial) =>
    item('none', 'tried', `${words.trials.result(trial)} ${words.trials.cost(trial) ?? ''}`.trim(), 'TRIED_OTHERWISE'),
  );
}

function waiverItems({ decision }: SegmentationReport): readonly Html[] {
  return decision.waiversUsed.map((waiver) =>
    item('unsure', 'waiver used', `The approved waiver ${waiver} set a rule aside for this run.`, 'WAIVED'),
  );
}

function trialItems({ decision }: SegmentationReport): readonly Html[] {
  return decision.wouldHave.map((reason) => item('none', 'on trial', reasonText(reason.code, reason), reason.code));
}

function item(tone: Tone, word: string, text: string, code: string): Html {
  return html`<li class="${tone}"><span class="word">${word}</span> · ${text} <span class="note"><code>${code}</code></span></li>
`;
}

function toneOf(consequence: ReportFinding['consequence']): Tone {
  switch (consequence) {
    case 'release':
      return 'none';
    case 'hold':
      return 'unsure';
    case 'withhold':
      return 'fail';
  }
}
