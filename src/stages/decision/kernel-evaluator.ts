import type { Digest } from '../../documents/index.js';
import type { PolicySet } from '../../registers/policies/index.js';
import type { Evaluator } from './create-decider.js';
import { decisionError } from './decision.errors.js';
import { FAULT, kernelAnswer } from './kernel/kernel-answer.js';
import { KernelHost, type KernelImage, type KernelModule, kernelModule } from './kernel/kernel-host.js';
import { kernelInput } from './kernel/kernel-input.js';
import { normaliseSet } from './kernel/normalise-set.js';
import type { Answer } from './reference-evaluator.js';

const BAD_REQUEST: Answer = { effect: 'deny', reasons: [{ code: 'BAD_REQUEST' }], obligations: [] };

/**
 * The evaluator of one policy set: the WebAssembly kernel over its normalised data, tried out before it is handed over.
 * A question that the kernel does not answer is answered with a denial.
 */
export function kernelEvaluator(
  set: PolicySet,
  categories: Iterable<string>,
  kernel: KernelModule = kernelModule(),
): Evaluator {
  return evaluatorOver(kernel, triedHost(kernel, dataOf(set, categories), set.digest), set.digest);
}

/** An evaluator, and what `evaluatorOfImage` goes on with elsewhere: the memory that it had before its first question. */
export interface ImagedKernel {
  readonly evaluator: Evaluator;
  readonly image: KernelImage;
}

/** The same with its image; made on a thread whose time nobody waits for. */
export function imagedKernel(set: PolicySet, categories: Iterable<string>): ImagedKernel {
  const kernel = kernelModule();
  const host = filledHost(kernel, dataOf(set, categories));
  const image = host.image();
  assertHolds(host, set.digest);
  return { evaluator: evaluatorOver(kernel, host, set.digest), image };
}

/**
 * The evaluator of the policy set of that digest, over an image of its kernel. That it answers was seen where the image was
 * made; here it is only asked whether it holds that set, since a question to all its rules would keep the thread busy.
 */
export async function evaluatorOfImage(image: KernelImage, digest: Digest): Promise<Evaluator> {
  const kernel = kernelModule();
  const host = await KernelHost.fromImage(kernel, image);
  assertHolds(host, digest);
  return evaluatorOver(kernel, host, digest);
}

function dataOf(set: PolicySet, categories: Iterable<string>): string {
  return JSON.stringify({ set: normaliseSet(set, categories) });
}

function evaluatorOver(kernel: KernelModule, host: KernelHost, digest: Digest): Evaluator {
  return {
    digest: kernel.digest,
    answer: (question) => {
      const input = kernelInput(question);
      return input === null ? BAD_REQUEST : kernelAnswer(host.evaluate(input), digest);
    },
  };
}

// A purpose that no register has, and a category that no taxonomy has: the answer of every policy set is known.
const NOWHERE = { purpose: '-', dataset: '-', plugin: '-', categories: ['-'], facts: {} };

/** An instance that holds its data; another one never takes the place of one that answers. */
export function triedHost(kernel: KernelModule, data: string, digest: string): KernelHost {
  const host = filledHost(kernel, data);
  assertAnswers(host, digest);
  return host;
}

function filledHost(kernel: KernelModule, data: string): KernelHost {
  try {
    return KernelHost.holding(kernel, data);
  } catch (cause) {
    // The runtime throws strings; none of them reaches a caller.
    throw selfTestFailed('an exception', 'NOT_COVERED', { cause });
  }
}

function assertAnswers(host: KernelHost, digest: string): void {
  const input = kernelInput(NOWHERE);
  const { effect, reasons } = input === null ? FAULT : kernelAnswer(host.evaluate(input), digest);
  if (effect === 'deny' && reasons.some(({ code, ref }) => code === 'NOT_COVERED' && ref === '-')) return;
  throw selfTestFailed(reasons.map(({ code }) => code).join(', '));
}

// The bucket of rules that name no purpose, which no request may reach into: refused before a rule is looked at.
const NOBODY = { ...NOWHERE, purpose: '*' };

function assertHolds(host: KernelHost, digest: string): void {
  const input = kernelInput(NOBODY);
  const { effect, reasons } = input === null ? FAULT : kernelAnswer(host.evaluate(input), digest);
  if (effect === 'deny' && reasons.every(({ code }) => code === 'BAD_REQUEST')) return;
  throw selfTestFailed(reasons.map(({ code }) => code).join(', '), 'BAD_REQUEST');
}

function selfTestFailed(found: string, expected = 'NOT_COVERED', options?: ErrorOptions) {
  const next = 'Install Probity again; if it goes on, report the policy set that it happens with.';
  return decisionError('KERNEL_SELF_TEST', { found, expected, next }, options);
}
