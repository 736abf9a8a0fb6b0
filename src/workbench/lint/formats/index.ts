import type { LintReport } from '../finding.js';
import { lintError } from '../lint.errors.js';
import { LINT_RULES } from '../rules/index.js';
import { lintGithub } from './github.js';
import { lintJunit } from './junit.js';
import { lintText } from './pretty.js';
import { lintSarif } from './sarif.js';

export const LINT_FORMATS = ['pretty', 'json', 'sarif', 'junit', 'github'] as const;
export type LintFormat = (typeof LINT_FORMATS)[number];

/** The format that a word names. Throws LINT_FORMAT. */
export function lintFormatOf(word: string): LintFormat {
  const format = LINT_FORMATS.find((one) => one === word);
  if (format) return format;
  throw lintError('LINT_FORMAT', {
    found: `'${word.slice(0, 40)}'`,
    expected: `one of ${LINT_FORMATS.join(', ')}`,
    next: 'Choose another format.',
  });
}

/** A report in a format; `pages` is the address that the page of a rule is found below. */
export function formatLint(report: LintReport, format: LintFormat, pages: string): string {
  switch (format) {
    case 'pretty':
      return lintText(report);
    case 'json':
      return json(report);
    case 'sarif':
      return json(lintSarif(report, { rules: LINT_RULES, pages }));
    case 'junit':
      return lintJunit(report, { rules: LINT_RULES });
    case 'github':
      return lintGithub(report);
  }
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
