import type { OwnRuleRegister } from '../registers/own-rules/index.js';
import type { Obligation, PolicySet } from '../registers/policies/index.js';
import {
  type Answer,
  kernelEvaluator,
  ownAnswersNow,
  type Question,
  referenceAnswer,
  restricted,
} from '../stages/decision/index.js';
import type { CaseQuestion } from './case-question.js';

/** What an evaluator says of a case. */
export interface CaseAnswer {
  readonly decision: 'permit' | 'denial';
  /** `CODE ref`, sorted. */
  readonly reasons: readonly string[];
  /** Merged, by id. */
  readonly obligations: Readonly<Record<string, Obligation['value']>>;
}

/** What a case is asked over beside the policies: the keys that a grant may cover, and the deployment's own rules. */
export interface CaseGround {
  readonly categories: Iterable<string>;
  readonly ownRules?: OwnRuleRegister | null;
}

/** One way to decide; every evaluator that is given must say the same of every case. */
export interface CaseEvaluator {
  readonly name: string;
  answer(policies: PolicySet, question: CaseQuestion, ground: CaseGround): CaseAnswer;
}

/** The second opinion: rule by rule, in plain TypeScript. */
export const referenceCases: CaseEvaluator = {
  name: 'reference',
  answer: (policies, question, ground) => {
    const asked = questionAsked(question);
    return caseAnswer(asked, referenceAnswer(policies, asked), ground);
  },
};

const kernels = new WeakMap<PolicySet, ReturnType<typeof kernelEvaluator>>();

/** The kernel that decides runs, over the policies of the case. */
export const kernelCases: CaseEvaluator = {
  name: 'kernel',
  answer: (policies, question, ground) => {
    const kernel = kernels.get(policies) ?? kernelEvaluator(policies, ground.categories);
    kernels.set(policies, kernel);
    const asked = questionAsked(question);
    return caseAnswer(asked, kernel.answer(asked), ground);
  },
};

/** A case's question in the words of an evaluator. */
export function questionAsked({ columns, ...question }: CaseQuestion): Question {
  return { ...question, categories: [...new Set(columns.flatMap(({ categories }) => categories))].sort() };
}

function caseAnswer(asked: Question, ofPolicies: Answer, { ownRules }: CaseGround): CaseAnswer {
  const { effect, reasons, obligations } = restricted(ofPolicies, ownAnswersNow(ownRules, asked));
  return {
    decision: effect === 'permit' ? 'permit' : 'denial',
    reasons: reasons.map(({ code, ref }) => (ref === undefined ? code : `${code} ${ref}`)),
    obligations: Object.fromEntries(obligations.map(({ id, value }) => [id, value])),
  };
}
