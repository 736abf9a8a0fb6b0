import { countText, figureText, type Html, html, table } from '../../../documents/index.js';
import { epsilonOfRho } from '../../../noise/index.js';
import type { SegmentationReport } from '../report.schema.js';
import { suppressionText, verdictMark } from './wording.js';

type Noise = NonNullable<SegmentationReport['noise']>;

/** What left under noise, what it may tell of one person, and the verdicts as words: no exact figure may stand beside it. */
export function noiseSections(report: SegmentationReport): Html {
  const { noise, segments, unassigned, limits } = report;
  return html`<h3>Counts and sums, with noise</h3>
${noise === undefined ? null : promise(noise)}
${table({
  caption: `Segments, and people in each as told; at least ${countText(limits.segmentSizeMin)} are needed to be shown`,
  columns: [
    { title: 'Segment', cell: ({ name }) => name },
    { title: 'People, with noise', kind: 'number', cell: ({ rows }) => told(rows, noise) },
    { title: 'Shown', cell: ({ rows, suppressed }) => (rows === null ? whyNot(suppressed) : 'yes') },
  ],
  rows: segments,
})}
<p>In no segment (a value was missing, or no rule took them): ${told(unassigned, noise)}.</p>
${noise === undefined ? null : columnsTold(noise)}
${verdicts(report)}`;
}

function promise(noise: Noise): Html {
  const { mechanism, left, query } = noise;
  const drawn = mechanism === 'discrete-laplace' ? 'discrete Laplace' : 'discrete Gaussian';
  return html`<p>No row of a person left. Every count and sum has ${drawn} noise on it: whoever reads them learns of any one person
at most ${lossOf(noise)}, whatever else they know. One person added or left out is what this protects; several together it protects less.</p>
<p>Left of the budget for this dataset and destination after this answer: ${lossOf(left)}. The same question has the same answer and
costs nothing again: <code>${query}</code>.</p>`;
}

const DELTA = 1e-6;

function lossOf({ epsilon, rho, delta }: Pick<Noise, 'epsilon' | 'rho' | 'delta'>): string {
  const small = delta === 0 ? '' : ` and δ = ${delta}`;
  if (epsilon !== null) return `ε = ${epsilon}${small}`;
  const same = rho === null ? '' : ` (ε = ${figureText(epsilonOfRho(rho, DELTA))} at δ = ${DELTA})`;
  return `ρ = ${rho ?? 0}${same}${small}`;
}

function told(count: number | null, noise: Noise | undefined): string {
  if (count === null) return 'not shown';
  return noise?.halfWidth == null ? countText(count) : `${countText(count)} ± ${countText(noise.halfWidth)}`;
}

function whyNot(suppressed: string | null): string {
  return suppressed === null ? 'nothing was drawn' : suppressionText(suppressed);
}

function columnsTold({ bounds, values, leftOut }: Noise): Html {
  const clamped = bounds.map(({ column, low, high }) => `${column} (${low} to ${high})`);
  return html`<p class="note">± holds 19 times of 20. Summed, with values clamped to bounds of policy: ${listed(clamped)}. Values counted: ${listed(values)}.
Nothing is shown of: ${listed(leftOut)}. Figures are in <code>profile.json</code>.</p>`;
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.join(', ');
}

function verdicts({ fairness }: SegmentationReport): Html {
  if (fairness.traits.length === 0)
    return html`<h3>Fairness</h3><p>No protected traits are declared for the dataset.</p>`;
  return html`<h3>Fairness</h3>
${table({
  caption: 'Verdicts, made from exact figures that are not shown',
  columns: [
    { title: 'Trait', cell: ({ trait }) => trait },
    { title: 'Verdict', cell: ({ verdict }) => verdictMark(verdict) },
  ],
  rows: fairness.traits,
})}`;
}
