import { type FactValue, isRowFact } from '../../conditions/index.js';
import type { OwnRuleRegister } from '../../registers/own-rules/index.js';
import type { PolicySet } from '../../registers/policies/index.js';
import type { RecordedReason } from '../../run/index.js';
import {
  changedFacts,
  type Decision,
  type ExplainedRule,
  explain,
  type FactChange,
  ownAnswersNow,
  type Question,
  type Reason,
  referenceAnswer,
} from '../../stages/decision/index.js';
import type { DecisionExplanation, ExplainedReason, OnTrial } from './decision-explanation.js';

type Explained = Omit<DecisionExplanation, 'about' | 'inForce'>;

/** A decision, and the own rules that were asked for it. */
export interface DecidedThen {
  readonly decision: Decision;
  readonly ownRules: OwnRuleRegister | null;
}

/** Explains a decision by the rules that made it. */
export function explainDecision(set: PolicySet, question: Question, { decision, ownRules }: DecidedThen): Explained {
  const explained = explain(set, question);
  const agreed = (explained.effect === 'permit') === (decision.kind === 'permit');
  const reasons = [...decision.reasons, ...decision.wouldHave];
  const rules = tellingRules(explained.rules, decision.kind, new Set(reasons.map(({ ref }) => ref)));
  const leaves = rules.flatMap((rule) => rule.leaves);
  const present = new Map(leaves.flatMap(({ fact, found }) => (found === null ? [] : [[fact, found] as const])));
  const missing = leaves.filter(({ fact, found }) => found === null && !isRowFact(fact)).map(({ fact }) => fact);
  return {
    answer: decision.kind,
    basis: 'rules',
    policySet: set.digest,
    reasons: decision.reasons.map(explainedReason),
    rules,
    present: [...present].map(([fact, value]: [string, FactValue]) => ({ fact, value })).sort(byFact),
    missing: [...new Set(missing)].sort(),
    // Where the rules permit and the engine cannot carry it out, no fact of a rule turns the answer.
    flips: agreed ? explained.flips.filter((changes) => turns(question, changes, { decision, ownRules })) : [],
    onTrial: onTrial(set, question, decision),
  };
}

// What turns the answer of the policies to a permit must also be what no own rule forbids.
function turns(question: Question, changes: readonly FactChange[], { decision, ownRules }: DecidedThen): boolean {
  if (decision.kind === 'permit') return true;
  const own = ownAnswersNow(ownRules, { ...question, facts: changedFacts(question.facts, changes) });
  return (own?.answers ?? []).every((one) => one.kind === 'answered' && one.forbid.length === 0);
}

// Grants that did not count show what a denial for want of a grant came near to.
function tellingRules(
  rules: readonly ExplainedRule[],
  answer: Decision['kind'],
  named: ReadonlySet<string | undefined>,
): readonly ExplainedRule[] {
  const deciding = rules.filter(({ id }) => named.has(id));
  const near = rules.filter(({ id, effect, counts }) => !named.has(id) && effect === 'grant' && !counts);
  return answer === 'denial' ? [...deciding, ...near] : deciding;
}

function onTrial(set: PolicySet, question: Question, { wouldHave }: Decision): OnTrial | null {
  if (wouldHave.length === 0) return null;
  const rules = set.rules.map((rule) => ({ ...rule, mode: 'enforce' as const }));
  const { effect } = referenceAnswer({ ...set, rules }, question);
  return { reasons: wouldHave.map(explainedReason), answer: effect === 'permit' ? 'permit' : 'denial' };
}

function explainedReason({ code, ref, title, law, place, missing, bundle }: Reason): ExplainedReason {
  return {
    code,
    rule: ref ?? null,
    title: title ?? null,
    law: law ?? [],
    place: place ? `${place.file}:${place.line}:${place.column}` : null,
    missing: missing ?? [],
    ...(bundle === undefined ? {} : { bundle }),
  };
}

/** A reason as the record tells it. */
export function recordedReason({ code, rule, title, law, place, missing, bundle }: RecordedReason): ExplainedReason {
  return {
    code,
    rule: rule ?? null,
    title: title ?? null,
    law: law ?? [],
    place: place ?? null,
    missing: missing ?? [],
    ...(bundle === undefined ? {} : { bundle }),
  };
}

function byFact(a: { readonly fact: string }, b: { readonly fact: string }): number {
  return a.fact < b.fact ? -1 : 1;
}
