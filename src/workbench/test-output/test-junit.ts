import type { CaseResult, PolicyTest } from '../policy-test.js';
import { xmlText } from './xml-text.js';

/** The results as JUnit XML: a suite for each policy, a case for each sentence. A policy without cases is a skipped one. */
export function testJunit({ passed, failed, skipped, results, untested }: PolicyTest): string {
  const policies = [...new Set(results.map(({ policy }) => policy))];
  const suites = policies.map((policy) =>
    suiteOf(
      policy,
      results.filter((one) => one.policy === policy),
    ),
  );
  const total = { tests: passed + failed + skipped + untested.length, failed, skipped: skipped + untested.length };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="probity policy test" ${counts(total)}>`,
    ...suites,
    ...untested.map((policy) => suiteOf(policy, [withoutCases(policy)])),
    '</testsuites>\n',
  ].join('\n');
}

function suiteOf(policy: string, results: readonly CaseResult[]): string {
  const failed = results.filter(({ kind }) => kind === 'failed').length;
  const skipped = results.filter(({ kind }) => kind === 'skipped').length;
  return [
    `  <testsuite name="${xmlText(policy)}" ${counts({ tests: results.length, failed, skipped })}>`,
    ...results.map(caseOf),
    '  </testsuite>',
  ].join('\n');
}

function withoutCases(policy: string): CaseResult {
  return { policy, case: 'has cases', kind: 'skipped', notes: ['no cases.yaml lies beside the policy'] };
}

function caseOf({ policy, case: name, kind, notes }: CaseResult): string {
  const head = `    <testcase classname="${xmlText(policy)}" name="${xmlText(name)}"`;
  const message = `message="${xmlText(notes[0] ?? '')}"`;
  switch (kind) {
    case 'passed':
      return `${head}/>`;
    case 'skipped':
      return `${head}><skipped ${message}/></testcase>`;
    case 'failed':
      return `${head}><failure ${message}>${xmlText(notes.join('\n'))}</failure></testcase>`;
  }
}

function counts({ tests, failed, skipped }: Readonly<Record<'tests' | 'failed' | 'skipped', number>>): string {
  return `tests="${tests}" failures="${failed}" errors="0" skipped="${skipped}"`;
}
