import { type Facts, fold } from '../conditions/index.js';
import type { DataEngine } from '../engines/index.js';
import type { RowRule } from '../registers/policies/index.js';
import { referenceCases } from './case-evaluator.js';
import { rowFacts, rowNotes, rowRulesInForce } from './case-notes.js';
import { type CaseWorld, questionIn } from './case-world.js';
import type { PolicyCase } from './cases.schema.js';

/** The one thing of a data engine that a table of rows needs: its own row predicate. */
export type RowTrial = Pick<DataEngine, 'tryRows'>;

interface Tried {
  readonly world: CaseWorld;
  readonly policy: string;
  readonly one: PolicyCase;
}

/** Where a data engine removes the rows of a case otherwise than expected. */
export async function sqlRowNotes(trial: RowTrial, { world, policy, one }: Tried): Promise<readonly string[]> {
  if (one.rows === undefined) return [];
  const question = questionIn(world, one);
  const rules = rowRulesInForce(world.policies, policy, referenceCases.answer(world.policies, question, world));
  const removals = await removedBySql(trial, rules, { facts: question.facts, rows: rowFacts(one, question) });
  return rowNotes(one, removals).map((note) => `sql: ${note}`);
}

// Facts of the request are folded away first, exactly as a decision does before it hands its rules to preparation.
async function removedBySql(
  trial: RowTrial,
  rules: readonly RowRule[],
  { facts, rows }: { readonly facts: Facts; readonly rows: readonly Facts[] },
): Promise<readonly (readonly string[])[]> {
  if (rules.length === 0) return rows.map(() => []);
  const folded = rules.map(({ id, keep }) => ({ id, keep: fold(keep, facts) }));
  const reasons = new Map(rules.map(({ id, reason }) => [id, reason]));
  const removed = await trial.tryRows(rows, folded);
  return removed.map((ids) => ids.map((id) => reasons.get(id) ?? id));
}
