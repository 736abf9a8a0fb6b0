import { renderDiagnostic } from '../../../documents/index.js';
import type { Finding, LintReport, NotAssessed } from '../finding.js';

/** The report as people read it: each finding with its place, its rule and the line it is about, then the totals. */
export function lintText(report: LintReport): string {
  const { findings, suppressed, notAssessed } = report;
  const parts = [
    ...findings.map(findingText),
    ...suppressed.map(({ finding, reason }) => `suppressed: ${finding.rule}, ${nameOf(finding)}: ${reason}`),
    ...notAssessed.map(openText),
    totalsText(report),
  ];
  return `${parts.join('\n')}\n`;
}

/** How much was looked at, and what came of it. */
export function totalsText({ files, errors, warnings }: LintReport): string {
  return `${countOf(files, 'file')}: ${countOf(errors, 'error')}, ${countOf(warnings, 'warning')}`;
}

function findingText(finding: Finding): string {
  return `${finding.level} ${finding.rule}\n${renderDiagnostic(finding)}\n`;
}

function nameOf({ subject, part }: Finding): string {
  return `${subject.kind} '${subject.name}'${part === undefined ? '' : `, ${part}`}`;
}

function openText({ rule, policy, why }: NotAssessed): string {
  return `not assessed: ${rule}${policy === undefined ? '' : `, policy '${policy}'`}: ${why}`;
}

function countOf(count: number, word: string): string {
  return `${count.toLocaleString('en')} ${word}${count === 1 ? '' : 's'}`;
}
