import type { Place, PolicyRegisters, Rule } from '../../registers/policies/index.js';
import { questionAsked } from '../case-evaluator.js';
import { type CaseFile, type CaseWorld, openCaseWorld, questionIn } from '../case-world.js';
import type { PolicyCase } from '../cases.schema.js';
import { caseYaml } from './case-yaml.js';
import { killingCase } from './killing-case.js';
import { type Mutant, mutantsOf, withMutant } from './mutants-of.js';
import type { Operator } from './mutation.js';
import { passes } from './passes.js';
import { mayDiffer } from './rule-difference.js';

/** A mutant that every case of its policy let through. */
export interface Survivor {
  readonly policy: string;
  readonly operator: Operator;
  readonly change: string;
  readonly place: Place;
  /** A case that would find it, to paste into `cases.yaml`; null where none was found, and it may be no mistake at all. */
  readonly killedBy: string | null;
}

export interface PolicyMutation {
  readonly policy: string;
  readonly mutants: number;
  readonly killed: number;
}

export interface MutationTest {
  readonly mutants: number;
  readonly killed: number;
  /** Killed of all, in percent; 100 where there is no mutant. A survivor that may be equivalent counts as one. */
  readonly score: number;
  readonly policies: readonly PolicyMutation[];
  readonly survivors: readonly Survivor[];
  /** Cases that fail without any mutant, and so find none. */
  readonly failing: readonly { readonly policy: string; readonly case: string }[];
}

/**
 * Puts one mistake after another into each policy below the folders and runs the policy's own cases on the reference
 * evaluator: a mutant is killed when one of them fails.
 * @throws DocumentError when a policy, the fixtures or a `cases.yaml` has mistakes
 */
export function testMutants(folders: readonly string[], registers: PolicyRegisters): MutationTest {
  const tested = folders.map((folder) => openCaseWorld(folder, registers)).flatMap(testWorld);
  const mutants = tested.reduce((sum, one) => sum + one.mutants, 0);
  const killed = tested.reduce((sum, one) => sum + one.killed, 0);
  return {
    mutants,
    killed,
    score: mutants === 0 ? 100 : (100 * killed) / mutants,
    policies: tested.map(({ policy, mutants, killed }) => ({ policy, mutants, killed })),
    survivors: tested.flatMap(({ survivors }) => survivors),
    failing: tested.flatMap(({ failing }) => failing),
  };
}

function testWorld(world: CaseWorld) {
  return world.files.map((file) => testFile(world, file));
}

function testFile(world: CaseWorld, file: CaseFile) {
  const rule = world.policies.rules.find(({ id }) => id === file.policy) as Rule;
  const run = file.cases.filter(({ skip }) => skip === undefined);
  const usable = run.filter((one) => passes(world, world.policies, { policy: rule.id, one }));
  const mutants = mutantsOf(file.file, rule, world.registers);
  const alive = mutants.filter((mutant) => !isKilled(world, rule, { mutant, cases: usable }));
  return {
    policy: rule.id,
    mutants: mutants.length,
    killed: mutants.length - alive.length,
    survivors: alive.map((mutant) => survivor(world, file, mutant)),
    failing: run.filter((one) => !usable.includes(one)).map(({ name }) => ({ policy: rule.id, case: name })),
  };
}

interface Hunt {
  readonly mutant: Mutant;
  readonly cases: readonly PolicyCase[];
}

function isKilled(world: CaseWorld, rule: Rule, { mutant, cases }: Hunt): boolean {
  const policies = withMutant(world.policies, mutant);
  const { fixtures } = world;
  return cases.some((one) => {
    const question = questionAsked(questionIn({ fixtures, policies }, one));
    return mayDiffer(rule, mutant.rule, question) && !passes(world, policies, { policy: rule.id, one });
  });
}

function survivor(world: CaseWorld, file: CaseFile, mutant: Mutant): Survivor {
  const { policy, place, mutation } = mutant;
  const killing = killingCase(world, file, mutant);
  return {
    policy,
    operator: mutation.operator,
    change: mutation.change,
    place,
    killedBy: killing && caseYaml(killing, file.clock),
  };
}
