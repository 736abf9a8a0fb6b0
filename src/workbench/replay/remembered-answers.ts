import { type Condition, evaluate, type Facts, type FactValue, leavesOf, type Truth } from '../../conditions/index.js';
import { canonicalJson } from '../../documents/index.js';
import type { PolicySet } from '../../registers/policies/index.js';
import {
  type Answer,
  type Evaluator,
  kernelEvaluator,
  type Question,
  referenceAnswer,
  speaksOf,
} from '../../stages/decision/index.js';

type Leaf = Extract<Condition, { kind: 'leaf' }>;

/** What stands for an answer that both evaluators do not give. */
const FAULT: Answer = { effect: 'deny', reasons: [{ code: 'KERNEL_FAULT' }], obligations: [] };
const ANSWERS_MAX = 100_000;
const LETTERS = { true: 't', false: 'f', unknown: 'u' } as const satisfies Record<Truth, string>;

/**
 * The kernel that decides runs, asked once for every question that differs. An answer turns on names, categories and
 * the truths of the tests alone, so that questions of which these are equal have the same answer. Each new answer is
 * held against the reference evaluator; where the two differ the answer is a fault.
 */
export function rememberedAnswers(set: PolicySet, categories: readonly string[]): Evaluator {
  const kernel = kernelEvaluator(set, categories);
  const known = new Set(categories);
  const tests = new Map<string, readonly Leaf[]>();
  const answers = new Map<string, Answer>();
  const asked = (question: Question): Answer => {
    const answer = kernel.answer(question);
    return canonicalJson(answer) === canonicalJson(referenceAnswer(set, question, known)) ? answer : FAULT;
  };
  return {
    digest: kernel.digest,
    answer: (question) => {
      if (!isOrdinary(question.facts)) return asked(question);
      const names = namesOf(question);
      const leaves = remembered(tests, names, () => speakingLeaves(set, question));
      const truths = leaves.map((leaf) => LETTERS[evaluate(leaf, question.facts)]).join('');
      if (answers.size >= ANSWERS_MAX) answers.clear();
      return remembered(answers, `${names} ${truths}`, () => asked(question));
    },
  };
}

function remembered<T>(known: Map<string, T>, key: string, make: () => T): T {
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = make();
  known.set(key, made);
  return made;
}

function namesOf({ purpose, dataset, plugin, categories }: Question): string {
  return JSON.stringify([purpose, dataset, plugin, categories]);
}

/** Every test that an answer can turn on: of the rules that speak of the names, and of their waivers. */
function speakingLeaves(set: PolicySet, question: Question): readonly Leaf[] {
  const speaking = set.rules.filter((rule) => speaksOf(rule, question));
  const ids = new Set(speaking.map(({ id }) => id));
  const tested = [...speaking, ...set.waivers.filter(({ rule }) => ids.has(rule))];
  return [...new Map(tested.flatMap(({ when }) => leavesOf(when)).map((leaf) => [canonicalJson(leaf), leaf])).values()];
}

// What is no fact at all is a bad request, whatever the truths: those questions are not remembered.
function isOrdinary(facts: Facts): boolean {
  for (const name in facts) if (!isOrdinaryValue(facts[name] as FactValue)) return false;
  return true;
}

function isOrdinaryValue(value: FactValue): boolean {
  if (typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isSafeInteger(value);
  return typeof value === 'string' ? !/\p{Surrogate}/u.test(value) : value.every((word) => isOrdinaryValue(word));
}
