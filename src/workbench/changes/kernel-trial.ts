import { canonicalJson } from '../../documents/index.js';
import type { PolicySet } from '../../registers/policies/index.js';
import type { Registers } from '../../run/index.js';
import { type Evaluator, kernelEvaluator, type Question, referenceAnswer } from '../../stages/decision/index.js';
import { changesError } from './changes.errors.js';
import { ruleTexts } from './rule-text.js';
import { sampleQuestions } from './sample-questions.js';

/** Each question asks all rules that are tried, and is asked of both evaluators: many are tried with fewer questions. */
const SAMPLE = { most: 100, least: 20, asks: 20_000 } as const;

/**
 * Holds the kernel against the reference evaluator on sample questions. Whether a rule counts turns on nothing beside it,
 * so that one on which the two agreed before is not tried again for itself: those that changed are tried on a kernel of
 * their own, and the whole set is asked one question more, to see that everything is together.
 */
export class KernelTrial {
  #tried: ReadonlySet<string> = new Set();
  #keys = '';
  #asked = 0;

  /** @throws RELOAD_KERNEL_DISAGREES */
  assertAgreement(policies: PolicySet, registers: Registers, kernel: Evaluator): void {
    const { categories } = registers.taxonomy;
    const texts = ruleTexts(policies);
    const keys = [...categories].join();
    const isTried = (id: string) => keys === this.#keys && this.#tried.has(texts.get(id) as string);
    const changed = partOf(policies, (id) => !isTried(id));
    const isWhole = changed.rules.length === policies.rules.length;
    if (!isWhole)
      assertSame(changed, kernelEvaluator(changed, categories), this.#sample(changed, registers), categories);
    const questions = this.#sample(policies, registers, isWhole ? SAMPLE.most : 1);
    assertSame(policies, kernel, questions, categories);
    this.#tried = new Set(texts.values());
    this.#keys = keys;
  }

  // Names and facts are taken in turn, so that later questions are other ones.
  #sample(set: PolicySet, registers: Registers, most: number = SAMPLE.most): readonly Question[] {
    const count = Math.floor(SAMPLE.asks / Math.max(1, set.rules.length));
    const wanted = Math.min(most, Math.max(SAMPLE.least, count));
    const questions = sampleQuestions(set, registers, { from: this.#asked, count: wanted });
    this.#asked += wanted;
    return questions;
  }
}

function partOf(set: PolicySet, isIn: (id: string) => boolean): PolicySet {
  const rules = set.rules.filter(({ id }) => isIn(id));
  return { ...set, rules, waivers: set.waivers.filter(({ rule }) => isIn(rule)) };
}

function assertSame(
  set: PolicySet,
  kernel: Evaluator,
  questions: readonly Question[],
  categories: Iterable<string>,
): void {
  const known = new Set(categories);
  const at = questions.findIndex(
    (question) => canonicalJson(kernel.answer(question)) !== canonicalJson(referenceAnswer(set, question, known)),
  );
  if (at < 0) return;
  throw changesError('RELOAD_KERNEL_DISAGREES', {
    found: `another answer to sample question ${at}`,
    expected: 'the same answer from both',
    next: 'Keep the policies that are in force, and report this with the policy folder.',
  });
}
