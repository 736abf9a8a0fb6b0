import { type Html, html, page, table } from '../../documents/index.js';
import { type Coverage, type CoveredPart, isLeaf, missingTruths, type PolicyCoverage, shareOf } from './coverage.js';
import { percentText, shareText } from './coverage-text.js';

/** Coverage as one page that stands alone. */
export function coveragePage(coverage: Coverage): string {
  const { leaf, clause, policies, waivers } = coverage;
  const body = html`<h1>Policy coverage</h1>
<p>Leaves ${shareText(leaf)}, clauses ${shareText(clause)}. A leaf is a test of a fact; each should be seen true, false and unknown by the cases of its policy.</p>
${table({
  caption: 'Policies',
  columns: [
    { title: 'policy', cell: ({ policy }: PolicyCoverage) => html`<a href="#${policy}">${policy}</a>` },
    { title: 'cases', kind: 'number', cell: ({ cases }) => cases },
    { title: 'leaves %', kind: 'number', cell: ({ parts }) => percentOf(parts.filter(isLeaf)) },
    { title: 'clauses %', kind: 'number', cell: ({ parts }) => percentOf(parts.filter((part) => !isLeaf(part))) },
  ],
  rows: policies,
  tone: ({ parts }) => (parts.every((part) => missingTruths(part).length === 0) ? 'pass' : 'fail'),
})}
${policies.map(policySection)}
${waiverSection(waivers)}`;
  return page({ title: 'Policy coverage', language: 'en', body });
}

function percentOf(parts: readonly CoveredPart[]): string {
  return percentText(shareOf(parts).percent);
}

function policySection({ policy, file, parts }: PolicyCoverage): Html {
  const count = (truth: 'true' | 'false' | 'unknown') => ({
    title: truth,
    kind: 'number' as const,
    cell: ({ seen, wanted }: CoveredPart) => (wanted.includes(truth) ? seen[truth] : '–'),
  });
  return html`<h2 id="${policy}">${policy}</h2>
${table({
  caption: file,
  columns: [
    { title: 'part', cell: ({ path }: CoveredPart) => path },
    { title: 'kind', cell: ({ kind }) => kind },
    { title: 'line', kind: 'number', cell: ({ place }) => place.line },
    count('true'),
    count('false'),
    count('unknown'),
    { title: 'never seen', cell: (part) => missingTruths(part).join(', ') },
  ],
  rows: parts,
  tone: (part) => (missingTruths(part).length === 0 ? 'pass' : 'fail'),
})}`;
}

function waiverSection(waivers: Coverage['waivers']): Html | null {
  if (waivers.length === 0) return null;
  return html`<h2>Waivers</h2>
${table({
  caption: 'Cases in which each waiver switched its rule off',
  columns: [
    { title: 'waiver', cell: ({ waiver }: Coverage['waivers'][number]) => waiver },
    { title: 'rule', cell: ({ rule }) => rule },
    { title: 'cases', kind: 'number', cell: ({ used }) => used },
  ],
  rows: waivers,
  tone: ({ used }) => (used > 0 ? 'pass' : 'fail'),
})}`;
}
