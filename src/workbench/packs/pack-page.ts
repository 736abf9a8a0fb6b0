import type { Condition } from '../../conditions/index.js';
import { isoInstant } from '../../documents/index.js';
import type { PackSource } from '../../registers/packs/index.js';
import type { Rule } from '../../registers/policies/index.js';

/** The README of a pack: what it is, the laws, every policy with what it says of the law and when, and the notes. */
export function packPage(head: PackSource, rules: readonly Rule[]): string {
  return [
    `# ${head.title}`,
    `The policy pack \`${head.name}\`, version ${head.version}, release ${head.sequence}. **Counsel must confirm** that these rules fit the company, its data and the law of the day before anybody relies on them; a pack is no legal advice.`,
    `Written against the legal profile \`${head.legalProfile.name}\` ${head.legalProfile.version}, which holds ${spanOf(head.legalProfile)}. A pack only restricts and prohibits: to permit something stays with the company's own policies.`,
    '## Laws',
    table(['cited as', 'law', 'holds'], head.laws.map(lawRow)),
    '## Policies',
    '"Requires" is what the law demands, "supports" what the policy helps to keep; "stricter" goes further than the law.',
    table(['policy', 'kind', 'requires', 'supports', 'stricter', 'in force'], [...rules].sort(byFolder).map(ruleRow)),
    ...(head.notes ? ['## To know before use', head.notes.map((note) => `- ${note}`).join('\n')] : []),
  ]
    .join('\n\n')
    .concat('\n');
}

interface Span {
  readonly from?: string;
  readonly until?: string;
}

function lawRow({ citation, title, source, ...span }: PackSource['laws'][number]): readonly string[] {
  return [citation, `[${title}](${source})`, spanOf(span)];
}

function ruleRow(rule: Rule): readonly string[] {
  const { requires, supports, stricterThanLaw } = rule.law;
  const link = `[${rule.title}](${folderOf(rule)}/policy.yaml)`;
  return [
    link,
    rule.kind,
    requires.join(', '),
    supports.join(', '),
    stricterThanLaw ? 'yes' : '',
    spanOf(periodOf(rule)),
  ];
}

function spanOf({ from, until }: Span): string {
  if (from === undefined) return until === undefined ? '' : `until ${until}`;
  return until === undefined ? `from ${from}` : `from ${from} until ${until}`;
}

function periodOf({ when }: Rule): Span {
  const [from, until] = [boundOf(when, 'gte'), boundOf(when, 'lt')];
  return { ...(from && { from }), ...(until && { until }) };
}

// The dates of a policy stand in its condition as tests of now against instants.
function boundOf(when: Condition, op: 'gte' | 'lt'): string | undefined {
  const parts = when.kind === 'all' ? when.of : [when];
  const test = parts.find((one) => one.kind === 'leaf' && one.fact === 'now' && one.op === op);
  return test?.kind === 'leaf' && typeof test.value === 'number' ? isoInstant(test.value).slice(0, 10) : undefined;
}

function folderOf({ place }: Rule): string {
  return place.file.split('/').slice(-3, -1).join('/');
}

function byFolder(a: Rule, b: Rule): number {
  return folderOf(a) < folderOf(b) ? -1 : 1;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}
