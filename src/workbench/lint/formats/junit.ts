import { xmlText } from '../../test-output/index.js';
import type { Finding, LintReport } from '../finding.js';
import type { LintRule } from '../lint-rule.js';

/**
 * The report as JUnit XML: a suite for each rule, a failed case for each error. A warning is a case that passed and says
 * so; what was suppressed or not assessed is skipped, with the reason.
 */
export function lintJunit(report: LintReport, { rules }: { readonly rules: readonly LintRule[] }): string {
  const suites = rules.map(({ name }) => suiteOf(report, name));
  const total = (pick: keyof Suite & ('tests' | 'failures' | 'skipped')) =>
    suites.reduce((sum, suite) => sum + suite[pick], 0);
  const head = counts({ tests: total('tests'), failures: total('failures'), skipped: total('skipped') });
  const body = suites.map(({ xml }) => xml).join('\n');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="probity policy lint" ${head}>\n${body}\n</testsuites>\n`;
}

interface Suite {
  readonly tests: number;
  readonly failures: number;
  readonly skipped: number;
  readonly xml: string;
}

function suiteOf({ findings, suppressed, notAssessed }: LintReport, rule: string): Suite {
  const own = findings.filter((finding) => finding.rule === rule);
  const skips = [
    ...suppressed
      .filter(({ finding }) => finding.rule === rule)
      .map(({ finding, reason }) => skip(placeOf(finding), `suppressed: ${reason}`)),
    ...notAssessed
      .filter((one) => one.rule === rule)
      .map(({ policy, why }) => skip(policy ?? 'all policies', `not assessed: ${why}`)),
  ];
  const cases = [...own.map(caseOf), ...skips];
  const all = cases.length > 0 ? cases : [`    <testcase classname="${rule}" name="nothing found"/>`];
  const failures = own.filter(({ level }) => level === 'error').length;
  const sizes = { tests: all.length, failures, skipped: skips.length };
  const xml = `  <testsuite name="${rule}" ${counts(sizes)}>\n${all.join('\n')}\n  </testsuite>`;
  return { ...sizes, xml };

  function skip(name: string, why: string): string {
    return `    <testcase classname="${rule}" name="${xmlText(name)}"><skipped message="${xmlText(why)}"/></testcase>`;
  }
}

function caseOf(finding: Finding): string {
  const { rule, level, code, found, expected, excerpt, file } = finding;
  const said = `${found}; expected ${expected}`;
  const open = `    <testcase classname="${rule}" name="${xmlText(placeOf(finding))}" file="${xmlText(file)}">`;
  const text = xmlText(`${said}\n${excerpt}`);
  const body =
    level === 'error'
      ? `<failure type="${code}" message="${xmlText(said)}">${text}</failure>`
      : `<system-out>warning: ${text}</system-out>`;
  return `${open}${body}</testcase>`;
}

function placeOf({ file, line, column, subject }: Finding): string {
  return `${subject.name} at ${file}:${line}:${column}`;
}

function counts({ tests, failures, skipped }: Omit<Suite, 'xml'>): string {
  return `tests="${tests}" failures="${failures}" errors="0" skipped="${skipped}"`;
}
