import type { CaseResult, PolicyTest } from './policy-test.js';

const MARKS = { passed: '✓', failed: '✗', skipped: '–' } as const;

/** A test of policies as people read it: by policy, one line a case, what was otherwise below it. */
export function policyTestText({ passed, failed, skipped, results, untested }: PolicyTest): string {
  const policies = [...new Set(results.map(({ policy }) => policy))];
  const blocks = policies.map((policy) =>
    [policy, ...results.filter((one) => one.policy === policy).flatMap(linesOf)].join('\n'),
  );
  const without = untested.length > 0 ? [`without cases: ${untested.join(', ')}`] : [];
  return [...blocks, ...without, `${passed} passed, ${failed} failed, ${skipped} skipped`].join('\n\n');
}

function linesOf({ kind, case: name, notes }: CaseResult): readonly string[] {
  return [`  ${MARKS[kind]} ${name}`, ...notes.map((note) => `      ${note}`)];
}
