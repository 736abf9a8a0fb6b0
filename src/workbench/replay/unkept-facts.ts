import { evaluate, isRowFact, leavesOf } from '../../conditions/index.js';
import type { PolicySet, Rule, RuleWaiver } from '../../registers/policies/index.js';
import { type Question, speaksOf } from '../../stages/decision/index.js';

type Tested = Pick<Rule, 'when'>;

/** Finds the facts that an answer turns on, and that nobody looked for when the decision was made. */
export type UnkeptFacts = (question: Question, unknown: readonly string[]) => readonly string[];

/**
 * The finder of a policy set. Where a test comes to the same whatever such a fact may have been, the answer does not turn
 * on it.
 */
export function unkeptFacts(set: PolicySet): UnkeptFacts {
  const tested = [...new Set([...set.rules, ...set.waivers].flatMap(testedFacts))];
  return (question, unknown) => {
    const { facts } = question;
    const unkept = tested.filter((fact) => !Object.hasOwn(facts, fact) && !unknown.includes(fact));
    return unkept.length === 0 ? [] : turningOn(set, question, new Set(unkept));
  };
}

function turningOn(set: PolicySet, question: Question, unkept: ReadonlySet<string>): readonly string[] {
  const speaking = set.rules.filter((rule) => rule.mode === 'enforce' && speaksOf(rule, question));
  const weighed = speaking.flatMap((rule) => {
    const waivable = rule.effect !== 'grant' && evaluate(rule.when, question.facts) !== 'false';
    return [rule, ...(waivable ? waiversOf(set, rule) : [])];
  });
  const open = weighed.filter(({ when }) => evaluate(when, question.facts) === 'unknown');
  return [...new Set(open.flatMap(testedFacts))].filter((fact) => unkept.has(fact)).sort();
}

function testedFacts({ when }: Tested): readonly string[] {
  return leavesOf(when)
    .flatMap(({ fact, value }) => [fact, ...(typeof value === 'object' && 'ref' in value ? [value.ref] : [])])
    .filter((fact) => !isRowFact(fact));
}

function waiversOf({ waivers }: PolicySet, rule: Rule): readonly RuleWaiver[] {
  return waivers.filter((waiver) => waiver.rule === rule.id && rule.waivableBy.includes(waiver.approvedBy.role));
}
