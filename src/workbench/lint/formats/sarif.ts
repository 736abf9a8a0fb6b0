import { digestOf } from '../../../documents/index.js';
import type { Finding, LintReport, NotAssessed } from '../finding.js';
import type { LintRule } from '../lint-rule.js';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json';
const LEVELS = { error: 'error', warn: 'warning' } as const;

/** The report as SARIF 2.1.0, with the rules, a region for every result and the reason of every suppression. */
export function lintSarif(
  report: LintReport,
  { rules, pages }: { readonly rules: readonly LintRule[]; readonly pages: string },
) {
  const places = new Map(rules.map(({ name }, at) => [name, at]));
  const result = (finding: Finding) => resultOf(finding, places.get(finding.rule) ?? -1);
  return {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'probity policy lint', rules: rules.map((rule) => descriptor(rule, pages)) } },
        columnKind: 'utf16CodeUnits',
        invocations: [{ executionSuccessful: true, toolExecutionNotifications: report.notAssessed.map(notification) }],
        results: [
          ...report.findings.map(result),
          ...report.suppressed.map(({ finding, reason }) => ({
            ...result(finding),
            suppressions: [{ kind: 'external', status: 'accepted', justification: reason }],
          })),
        ],
      },
    ],
  };
}

function descriptor({ name, title, why, level }: LintRule, pages: string) {
  return {
    id: name,
    name: name.replaceAll(/(^|-)([a-z])/g, (_, _dash, letter: string) => letter.toUpperCase()),
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: { text: `${title} ${why}`, markdown: `**${title}**\n\n${why}` },
    helpUri: `${pages}${name}.md`,
    defaultConfiguration: { level: LEVELS[level] },
  };
}

function resultOf(finding: Finding, ruleIndex: number) {
  const { rule, level, file, code, found, expected, nearest, subject, part, path } = finding;
  const near = nearest === undefined ? '' : ` Did you mean '${nearest}'?`;
  return {
    ruleId: rule,
    ruleIndex,
    level: LEVELS[level],
    message: { text: `${code}: found ${found}; expected ${expected}.${near}` },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: uriOf(file) }, region: regionOf(finding) },
        logicalLocations: [
          { fullyQualifiedName: path === '' ? subject.name : `${subject.name}:${path}`, kind: 'member' },
        ],
      },
    ],
    properties: { code, [subject.kind]: subject.name, ...(part === undefined ? {} : { part }) },
    // The line may move without the problem being another one.
    partialFingerprints: { 'probityLint/v1': digestOf({ rule, code, subject, part: part ?? '', path }) },
  };
}

function regionOf({ line, column, excerpt }: Finding) {
  return { startLine: line, startColumn: column, endLine: line, endColumn: column + wordLength(excerpt) };
}

// The excerpt ends in a caret below the place; the region goes to the end of the word there, and is never empty.
function wordLength(excerpt: string): number {
  const [text = '', caret = ''] = excerpt.split('\n');
  const rest = text.slice(caret.indexOf('^'));
  return Math.max(1, (/^("[^"]*"|'[^']*'|[^\s,\]}]+)/.exec(rest)?.[0] ?? '').length);
}

function uriOf(file: string): string {
  return file.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
}

function notification({ rule, policy, why }: NotAssessed) {
  const text = `Not assessed${policy === undefined ? '' : ` for '${policy}'`}: ${why}.`;
  return { level: 'note', message: { text }, associatedRule: { id: rule } };
}
