import { canonicalJson } from '../../documents/index.js';
import type { OwnRuleRegister } from '../../registers/own-rules/index.js';
import type { PolicySet } from '../../registers/policies/index.js';
import { keptSnapshot, loadRegisters, type PolicyOrigin, type Registers } from '../../run/index.js';
import type { Settings } from '../../settings/index.js';
import { type KernelImage, kernelEvaluator, kernelImage, referenceAnswer } from '../../stages/decision/index.js';
import { changesError } from './changes.errors.js';
import { assertCasesPass } from './policy-sets.js';
import { sampleQuestions } from './sample-questions.js';

/** A set that was read, checked and tried out, and is not in force yet. */
export interface BuiltPolicies {
  readonly policies: PolicySet;
  readonly origin: PolicyOrigin;
  /** Of every register that it was read against. */
  readonly digests: Registers['digests'];
  readonly image: KernelImage;
  /** Null where there are none. */
  readonly ownRules: OwnRuleRegister | null;
}

/** Each question asks all policies, and is asked of both evaluators: many policies are tried with fewer questions. */
const SAMPLE = { most: 100, least: 20, asks: 20_000 } as const;

/**
 * Reads the policies that are due, checks them, runs their cases, and holds the kernel against the reference evaluator.
 * Takes a second and more for a thousand policies, so it is work for a thread of its own.
 * @throws DocumentError, CHANGE_TESTS_FAILED, RELOAD_KERNEL_DISAGREES
 */
export function buildPolicies(settings: Settings, at: number): BuiltPolicies {
  const registers = loadRegisters(settings, at);
  const { policies, policyOrigin: origin, digests, ownRules } = registers;
  const kept =
    origin.snapshot === null ? settings.policyFolders : [keptSnapshot(settings.stateFolder, origin.snapshot)];
  assertCasesPass(kept, registers);
  assertAgreement(policies, registers);
  return { policies, origin, digests, ownRules, image: kernelImage(policies, registers.taxonomy.categories) };
}

function assertAgreement(policies: PolicySet, registers: Registers): void {
  const { categories } = registers.taxonomy;
  const kernel = kernelEvaluator(policies, categories);
  const known = new Set(categories);
  const count = Math.floor(SAMPLE.asks / Math.max(1, policies.rules.length));
  const questions = sampleQuestions(policies, registers, Math.min(SAMPLE.most, Math.max(SAMPLE.least, count)));
  const at = questions.findIndex(
    (question) => canonicalJson(kernel.answer(question)) !== canonicalJson(referenceAnswer(policies, question, known)),
  );
  if (at < 0) return;
  throw changesError('RELOAD_KERNEL_DISAGREES', {
    found: `another answer to sample question ${at}`,
    expected: 'the same answer from both',
    next: 'Keep the policies that are in force, and report this with the policy folder.',
  });
}
