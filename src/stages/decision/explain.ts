import { evaluate, type FactValue, type Operand, type Operator, type Truth } from '../../conditions/index.js';
import type { Place, PolicySet, Rule } from '../../registers/policies/index.js';
import { leavesOf } from './leaves.js';
import { type Question, referenceAnswer, speaksOf } from './reference-evaluator.js';
import { type FactChange, smallestFlips } from './smallest-flip.js';

/** One test of a rule: where it stands, what it asks and what it came to. Facts of the run are not personal. */
export interface ExplainedLeaf {
  readonly fact: string;
  readonly op: Operator;
  /** What the fact is held against. */
  readonly value: Operand;
  readonly truth: Truth;
  /** Null where the fact was missing. */
  readonly found: FactValue | null;
  readonly place: Place | null;
}

/** One rule that was looked at. */
export interface ExplainedRule {
  readonly id: string;
  readonly title: string;
  readonly effect: Rule['effect'];
  readonly mode: Rule['mode'];
  readonly law: readonly string[];
  readonly place: Place;
  /** Whether it counted: a grant when certainly true, anything else unless certainly false. */
  readonly counts: boolean;
  readonly leaves: readonly ExplainedLeaf[];
}

/** Why a question was answered as it was. */
export interface Explanation {
  readonly effect: 'permit' | 'deny';
  readonly reasons: readonly { readonly code: string; readonly ref?: string }[];
  readonly rules: readonly ExplainedRule[];
  /** The smallest sets of facts that turn the answer; each was verified by evaluating again. */
  readonly flips: readonly (readonly FactChange[])[];
}

/** Explains an answer by every rule that speaks of the question. */
export function explain(set: PolicySet, question: Question): Explanation {
  const { effect, reasons } = referenceAnswer(set, question);
  const rules = set.rules.filter((rule) => speaksOf(rule, question)).map((rule) => explainedRule(rule, question));
  return { effect, reasons, rules, flips: smallestFlips(set, question) };
}

function explainedRule(rule: Rule, { facts }: Question): ExplainedRule {
  const truth = evaluate(rule.when, facts);
  const { id, title, effect, mode, place } = rule;
  const counts = effect === 'grant' ? truth === 'true' : truth !== 'false';
  const leaves = leavesOf(rule.when).map((leaf, at) => ({
    fact: leaf.fact,
    op: leaf.op,
    value: leaf.value,
    truth: evaluate(leaf, facts),
    found: Object.hasOwn(facts, leaf.fact) ? (facts[leaf.fact] as FactValue) : null,
    place: rule.leafPlaces[at] ?? null,
  }));
  return { id, title, effect, mode, law: [...rule.law.requires, ...rule.law.supports], place, counts, leaves };
}
