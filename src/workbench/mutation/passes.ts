import type { PolicySet, Rule } from '../../registers/policies/index.js';
import { referenceCases } from '../case-evaluator.js';
import { answerNotes, removalsOf, rowFacts, rowNotes, rowRulesInForce } from '../case-notes.js';
import { type CaseWorld, questionIn } from '../case-world.js';
import type { PolicyCase } from '../cases.schema.js';

/** True where a case of a policy passes under these policies, as the reference evaluator has it. */
export function passes(world: CaseWorld, policies: PolicySet, asked: AskedCase): boolean {
  const { policy, one } = asked;
  const question = questionIn({ fixtures: world.fixtures, policies }, one);
  const answer = referenceCases.answer(policies, question, world);
  if (answerNotes(one, answer).length > 0) return false;
  const removals = removalsOf(rowRulesInForce(policies, policy, answer), rowFacts(one, question));
  return rowNotes(one, removals).length === 0;
}

export interface AskedCase {
  readonly policy: Rule['id'];
  readonly one: PolicyCase;
}
