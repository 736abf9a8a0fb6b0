import type { OwnRuleRegister } from '../../registers/own-rules/index.js';
import { type PolicyFile, type PolicySet, policyFiles } from '../../registers/policies/index.js';
import { fromHere, loadRegisters, type PolicyOrigin, type Registers, snapshotFolder } from '../../run/index.js';
import type { Settings } from '../../settings/index.js';
import { imagedKernel, type KernelImage } from '../../stages/decision/index.js';
import { openCaseWorld } from '../case-world.js';
import { testWorlds } from '../policy-test.js';
import { GreenCases } from './green-cases.js';
import { KernelTrial } from './kernel-trial.js';
import { assertPassed } from './policy-sets.js';

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

/**
 * Builds sets of policies, one after the other. What passed in an earlier build, and cannot come out otherwise in this one,
 * is not tried again: cases whose question no changed rule speaks of, rules on which the two evaluators agreed.
 */
export class PolicyBuilder {
  readonly #green = new GreenCases();
  readonly #trial = new KernelTrial();

  /**
   * Reads the policies that are due, checks them, runs their cases, and holds the kernel against the reference evaluator.
   * Takes seconds for a thousand policies the first time, so it is work for a thread of its own.
   * @throws DocumentError, CHANGE_TESTS_FAILED, RELOAD_KERNEL_DISAGREES
   */
  build(settings: Settings, at: number): BuiltPolicies {
    const read = readOnce();
    const registers = loadRegisters(settings, at, read);
    const { policies, policyOrigin: origin, digests, ownRules } = registers;
    const { evaluator, image } = imagedKernel(policies, registers.taxonomy.categories);
    for (const folder of foldersOf(settings, origin)) this.#assertCasesPass(folder, registers, read([folder]));
    this.#trial.assertAgreement(policies, registers, evaluator);
    return { policies, origin, digests, ownRules, image };
  }

  #assertCasesPass(folder: string, registers: Registers, files: readonly PolicyFile[]): void {
    const world = openCaseWorld(folder, registers, files);
    assertPassed(testWorlds([this.#green.toAsk(folder, world)]));
    this.#green.keep(folder, world);
  }
}

// A file that is written meanwhile must not be tried in one state and put in force in another.
function readOnce(): typeof policyFiles {
  const known = new Map<string, readonly PolicyFile[]>();
  return (folders) =>
    folders.flatMap((folder) => {
      const files = known.get(folder) ?? policyFiles([folder]);
      known.set(folder, files);
      return files;
    });
}

// A kept set was held against its digest when it was read.
function foldersOf({ stateFolder, policyFolders }: Settings, { snapshot }: PolicyOrigin): readonly string[] {
  const folders = snapshot === null ? policyFolders : [snapshotFolder(stateFolder, snapshot)];
  return folders.map(fromHere);
}
