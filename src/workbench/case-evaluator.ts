import type { Obligation, PolicySet } from '../registers/policies/index.js';
import { type Answer, kernelEvaluator, type Question, referenceAnswer } from '../stages/decision/index.js';
import type { CaseQuestion } from './case-question.js';

/** What an evaluator says of a case. */
export interface CaseAnswer {
  readonly decision: 'permit' | 'denial';
  /** `CODE ref`, sorted. */
  readonly reasons: readonly string[];
  /** Merged, by id. */
  readonly obligations: Readonly<Record<string, Obligation['value']>>;
}

/** One way to decide; every evaluator that is given must say the same of every case. */
export interface CaseEvaluator {
  readonly name: string;
  answer(policies: PolicySet, question: CaseQuestion, categories: Iterable<string>): CaseAnswer;
}

/** The second opinion: rule by rule, in plain TypeScript. */
export const referenceCases: CaseEvaluator = {
  name: 'reference',
  answer: (policies, question) => caseAnswer(referenceAnswer(policies, questionAsked(question))),
};

const kernels = new WeakMap<PolicySet, ReturnType<typeof kernelEvaluator>>();

/** The kernel that decides runs, over the policies of the case. */
export const kernelCases: CaseEvaluator = {
  name: 'kernel',
  answer: (policies, question, categories) => {
    const kernel = kernels.get(policies) ?? kernelEvaluator(policies, categories);
    kernels.set(policies, kernel);
    return caseAnswer(kernel.answer(questionAsked(question)));
  },
};

/** A case's question in the words of an evaluator. */
export function questionAsked({ columns, ...question }: CaseQuestion): Question {
  return { ...question, categories: [...new Set(columns.flatMap(({ categories }) => categories))].sort() };
}

function caseAnswer({ effect, reasons, obligations }: Answer): CaseAnswer {
  return {
    decision: effect === 'permit' ? 'permit' : 'denial',
    reasons: reasons.map(({ code, ref }) => (ref === undefined ? code : `${code} ${ref}`)),
    obligations: Object.fromEntries(obligations.map(({ id, value }) => [id, value])),
  };
}
