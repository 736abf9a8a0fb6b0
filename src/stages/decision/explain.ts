import { evaluate, type FactValue, leavesOf, type Operand, type Operator, type Truth } from '../../conditions/index.js';
import { holdsAt, type Place, type PolicySet, type Rule } from '../../registers/policies/index.js';
import { type ConstantInForce, constantOfLeaf, constantsInForce } from './constants-in-force.js';
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
  /** The constant of a legal profile that the fact is held against; null for a value that stands in the policy. */
  readonly constant: ConstantInForce | null;
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
  /** The constants of legal profiles that the policy names, as they held. */
  readonly constants: readonly ConstantInForce[];
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
  const { now } = facts;
  const tests = leavesOf(rule.when).map((leaf, at) => ({ leaf, at }));
  const leaves = tests
    .filter(({ at }) => isTold(rule, at, now))
    .map(({ leaf, at }) => ({
      fact: leaf.fact,
      op: leaf.op,
      value: leaf.value,
      truth: evaluate(leaf, facts),
      found: Object.hasOwn(facts, leaf.fact) ? (facts[leaf.fact] as FactValue) : null,
      place: rule.leafPlaces[at] ?? null,
      constant: constantOfLeaf(rule, at, now),
    }));
  const constants = constantsInForce([rule], now);
  return {
    id,
    title,
    effect,
    mode,
    law: [...rule.law.requires, ...rule.law.supports],
    place,
    counts,
    leaves,
    constants,
  };
}

// Of a constant that changes only the value in force is told, and not the tests of time that keep its values apart.
function isTold({ constants = [], leafPlaces }: Rule, at: number, now: FactValue | undefined): boolean {
  const own = constants.filter(({ leaves }) => leaves.includes(at));
  if (own.length > 0) return now === undefined || own.some((one) => holdsAt(one, now));
  const first = leafPlaces.findIndex((place) => place !== undefined);
  return leafPlaces[at] !== undefined || first < 0 || at < first;
}
