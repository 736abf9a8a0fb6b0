import { digestOf } from '../../documents/index.js';
import type { PolicySet } from '../../registers/policies/index.js';
import type { Evaluator } from './create-decider.js';
import { referenceAnswer } from './reference-evaluator.js';

/** The evaluator of a policy set. */
export async function kernelEvaluator(set: PolicySet, _categories: Iterable<string>): Promise<Evaluator> {
  return { answer: (question) => referenceAnswer(set, question), digest: digestOf('reference') };
}
