import type { CaseResult, PolicyTest } from '../policy-test.js';

/**
 * The results as TAP version 14: a test point for each case, in order, with what was otherwise as YAML below it. A policy
 * without cases is a point that was skipped.
 */
export function testTap({ results, untested }: PolicyTest): string {
  const points = [
    ...results.map(pointOf),
    ...untested.map((policy) => ({ ok: true, text: `${escaped(policy)} # SKIP no cases`, notes: [] })),
  ];
  const lines = points.flatMap(({ ok, text, notes }, at) => [
    `${ok ? 'ok' : 'not ok'} ${at + 1} - ${text}`,
    ...diagnostic(notes),
  ]);
  return ['TAP version 14', `1..${points.length}`, ...lines, ''].join('\n');
}

function pointOf({ policy, case: name, kind, notes }: CaseResult) {
  const text = escaped(`${policy}: ${name}`);
  if (kind === 'skipped') return { ok: true, text: `${text} # SKIP ${escaped(notes.join('; '))}`, notes: [] };
  return { ok: kind === 'passed', text, notes };
}

// A description ends at the line, and at a number sign that no backslash stands before.
function escaped(text: string): string {
  return text.replace(/[\\#]/g, '\\$&').replace(/\s+/g, ' ').trim();
}

function diagnostic(notes: readonly string[]): readonly string[] {
  if (notes.length === 0) return [];
  // A JSON string is a YAML string; the two marks end a line in some readers.
  const quoted = notes.map((note) => JSON.stringify(note).replace(/[\u2028\u2029]/g, ' '));
  return ['  ---', '  notes:', ...quoted.map((note) => `    - ${note}`), '  ...'];
}
