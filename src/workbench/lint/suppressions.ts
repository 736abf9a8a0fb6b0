import type { Diagnostic } from '../../documents/index.js';
import type { Finding, LintReport, Suppressed } from './finding.js';
import { findingAt, type RuleFinding } from './lint-rule.js';
import type { Suppression } from './lint-settings.js';

/** True for a mistake of the lint settings that means: a suppression without a reason. */
export function reasonless({ code, path, expected }: Diagnostic): boolean {
  if (!/^suppressions\[\d+\]/.test(path)) return false;
  return path.endsWith('.reason') || (code === 'MISSING_KEY' && expected === "the key 'reason'");
}

/** Findings apart into those that stand and those that a suppression answers, and the suppressions that answer none. */
export function suppress(
  findings: readonly Finding[],
  suppressions: readonly Suppression[],
): Pick<LintReport, 'findings' | 'suppressed'> & { readonly idle: readonly RuleFinding[] } {
  const used = new Set<Suppression>();
  const suppressed: Suppressed[] = [];
  const standing = findings.filter((finding) => {
    const answer = suppressions.find((one) => answers(one, finding));
    if (!answer) return true;
    used.add(answer);
    suppressed.push({ finding, reason: answer.reason });
    return false;
  });
  const idle = suppressions.filter((one) => !used.has(one)).map(idleFinding);
  return { findings: standing, suppressed, idle };
}

function answers({ rule, subject, part }: Suppression, finding: Finding): boolean {
  const same = finding.subject.kind === subject.kind && finding.subject.name === subject.name;
  return same && finding.rule === rule && (part === undefined || part === finding.part);
}

function idleFinding({ rule, subject, part, document, path }: Suppression): RuleFinding {
  const named = `${subject.kind} '${subject.name}'${part === undefined ? '' : `, part '${part}'`}`;
  return findingAt(document, [...path, 'rule'], {
    kind: 'settings',
    name: 'lint',
    found: `a suppression of ${rule} for ${named}, which has no such finding`,
    expected: 'a suppression of a finding that is there',
  });
}
