import { evaluate } from '../../conditions/index.js';
import type { Rule } from '../../registers/policies/index.js';
import { type Question, speaksOf } from '../../stages/decision/index.js';

/**
 * True where a rule and its mutant may answer a question differently: one binds and the other does not, or both bind to
 * different things. Cheap, and never false where the answers of the whole set differ.
 */
export function mayDiffer(rule: Rule, mutant: Rule | null, question: Question): boolean {
  const binds = counts(rule, question);
  if (mutant === null) return binds;
  if (binds !== counts(mutant, question)) return true;
  return binds && dutiesOf(rule) !== dutiesOf(mutant);
}

function counts(rule: Rule, question: Question): boolean {
  if (!speaksOf(rule, question)) return false;
  const truth = evaluate(rule.when, question.facts);
  return rule.effect === 'grant' ? truth === 'true' : truth !== 'false';
}

const known = new WeakMap<Rule, string>();

// The categories of a grant say which questions it covers, also where it speaks of both.
function dutiesOf(rule: Rule): string {
  const { effect, categories, obligations, rows } = rule;
  const duties = known.get(rule) ?? JSON.stringify([effect, categories, obligations, rows]);
  known.set(rule, duties);
  return duties;
}
