import type { Finding, LintReport } from '../finding.js';
import { totalsText } from './pretty.js';

/** The report as GitHub workflow commands, one annotation for each finding, and the totals as a notice. */
export function lintGithub(report: LintReport): string {
  const totals = `::notice title=policy lint::${message(totalsText(report))}`;
  return `${[...report.findings.map(annotation), totals].join('\n')}\n`;
}

function annotation({ level, file, line, column, rule, code, found, expected, nearest }: Finding): string {
  const near = nearest === undefined ? '' : `, did you mean '${nearest}'?`;
  const place = `file=${property(file)},line=${line},col=${column},title=${property(rule)}`;
  return `::${level === 'error' ? 'error' : 'warning'} ${place}::${message(`${code}: ${found}; expected ${expected}${near}`)}`;
}

function message(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return message(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
