import { evaluate, type Facts } from '../conditions/index.js';
import { canonicalJson } from '../documents/index.js';
import type { PolicySet, RowRule } from '../registers/policies/index.js';
import type { CaseAnswer } from './case-evaluator.js';
import { type CaseQuestion, typedFacts } from './case-question.js';
import type { PolicyCase } from './cases.schema.js';

/** What an answer says otherwise than its case expects; empty when the case passes. */
export function answerNotes({ expect }: PolicyCase, { decision, reasons, obligations }: CaseAnswer): readonly string[] {
  const said = `said: ${reasons.join(', ') || 'nothing'}`;
  const missing = (expect.reasons ?? []).filter((reason) => !reasons.includes(reason));
  const unwanted = (expect.notReasons ?? []).filter((reason) => reasons.includes(reason));
  const other = Object.entries(expect.obligations ?? {}).filter(
    ([id, value]) => canonicalJson(obligations[id] ?? null) !== canonicalJson(value),
  );
  return [
    ...(decision === expect.decision ? [] : [`expected ${expect.decision}, was ${decision}; ${said}`]),
    ...missing.map((reason) => `expected the reason '${reason}'; ${said}`),
    ...unwanted.map((reason) => `did not expect the reason '${reason}'`),
    ...other.map(([id]) => `expected another value of ${id}, was ${canonicalJson(obligations[id] ?? null)}`),
  ];
}

/** The row rules of a policy that an answer obliges to; a table of rows speaks of those. */
export function rowRulesInForce({ rules }: PolicySet, policy: string, { obligations }: CaseAnswer): readonly RowRule[] {
  const inForce = [obligations['rows'] ?? []].flat();
  return (rules.find(({ id }) => id === policy)?.rows ?? []).filter(({ id }) => inForce.includes(id));
}

/** The facts of each row of a case, with those of the request. */
export function rowFacts({ rows = [] }: PolicyCase, { facts }: CaseQuestion): readonly Facts[] {
  return rows.map(({ row = {} }) => ({ ...facts, ...typedFacts(row) }));
}

/** The reasons for which the rules remove each row, as the evaluator has it. */
export function removalsOf(rules: readonly RowRule[], rows: readonly Facts[]): readonly (readonly string[])[] {
  return rows.map((facts) => rules.filter(({ keep }) => evaluate(keep, facts) !== 'true').map(({ reason }) => reason));
}

/** Where the removals of the rows of a case are otherwise than expected. */
export function rowNotes({ rows = [] }: PolicyCase, removals: readonly (readonly string[])[]): readonly string[] {
  return rows.flatMap(({ removed }, at) => {
    const reasons = removals[at] ?? [];
    if (canonicalJson([...reasons].sort()) === canonicalJson([...removed].sort())) return [];
    return [`row ${at + 1}: expected ${removed.join(', ') || 'to stay'}, was ${reasons.join(', ') || 'kept'}`];
  });
}
