import { type CaseEvaluator, kernelCases, referenceCases } from './case-evaluator.js';
import { answerNotes, removalsOf, rowFacts, rowNotes, rowRulesInForce } from './case-notes.js';
import { type CaseFile, type CaseRegisters, type CaseWorld, openCaseWorld, questionIn } from './case-world.js';
import type { PolicyCase } from './cases.schema.js';
import { type RowTrial, sqlRowNotes } from './row-trial.js';

export interface CaseResult {
  readonly policy: string;
  readonly case: string;
  readonly kind: 'passed' | 'failed' | 'skipped';
  /** What was otherwise than expected, or why the case was skipped; empty when it passed. */
  readonly notes: readonly string[];
}

export interface PolicyTest {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly results: readonly CaseResult[];
  /** Policies without cases. */
  readonly untested: readonly string[];
}

/** Milliseconds that one case may take: none can go on for ever, and one that takes longer is a mistake of ours. */
const DEADLINE_MS = 2_000;

/**
 * Runs the cases of every policy below the folders against all policies of its folder together. Purposes, datasets,
 * destinations and plugins come from the folder's `fixtures.yaml` beside those of the registers. Own rules of the deployment
 * are asked too, so that a case says what would happen here.
 * @throws DocumentError when a policy, the fixtures or a `cases.yaml` has mistakes
 */
export function testPolicies(
  folders: readonly string[],
  registers: CaseRegisters,
  evaluators: readonly CaseEvaluator[] = [referenceCases, kernelCases],
): PolicyTest {
  return testWorlds(
    folders.map((folder) => openCaseWorld(folder, registers)),
    evaluators,
  );
}

/** The same, of policy folders that are open. */
export function testWorlds(
  worlds: readonly CaseWorld[],
  evaluators: readonly CaseEvaluator[] = [referenceCases, kernelCases],
): PolicyTest {
  const results = worlds.flatMap(runsOf).map((run) => {
    const began = performance.now();
    return resultOf(run, notesOf(run, evaluators), began);
  });
  return summary(worlds, results);
}

/**
 * The same, with every table of rows tried in a data engine as well: what its SQL does, not how it reads. Where only some
 * policies are asked for, their cases are still asked of all policies of the folder.
 */
export async function testPoliciesInData(
  folders: readonly string[],
  registers: CaseRegisters,
  trial: RowTrial,
  isAsked: (file: CaseFile, folder: string) => boolean = () => true,
): Promise<PolicyTest> {
  const worlds = folders.map((folder) => {
    const world = openCaseWorld(folder, registers);
    return { ...world, files: world.files.filter((file) => isAsked(file, folder)) };
  });
  const results: CaseResult[] = [];
  for (const run of worlds.flatMap(runsOf)) {
    const began = performance.now();
    const notes = notesOf(run, [referenceCases, kernelCases]);
    const ofSql = run.one.skip === undefined ? await sqlRowNotes(trial, run) : [];
    results.push(resultOf(run, [...notes, ...ofSql], began));
  }
  return summary(worlds, results);
}

/** One case of a policy in its world. */
interface CaseRun {
  readonly world: CaseWorld;
  readonly policy: string;
  readonly one: PolicyCase;
}

function runsOf(world: CaseWorld): readonly CaseRun[] {
  return world.files.flatMap(({ policy, cases }) => cases.map((one) => ({ world, policy, one })));
}

function resultOf({ policy, one }: CaseRun, found: readonly string[], began: number): CaseResult {
  if (one.skip !== undefined) return { policy, case: one.name, kind: 'skipped', notes: [one.skip] };
  const late = performance.now() - began > DEADLINE_MS;
  const notes = late ? [...found, `took longer than ${DEADLINE_MS} ms`] : found;
  return { policy, case: one.name, kind: notes.length > 0 ? 'failed' : 'passed', notes };
}

function notesOf({ world, policy, one }: CaseRun, evaluators: readonly CaseEvaluator[]): readonly string[] {
  if (one.skip !== undefined) return [];
  const question = questionIn(world, one);
  return evaluators.flatMap(({ name, answer }) => {
    const given = answer(world.policies, question, world);
    const removals = removalsOf(rowRulesInForce(world.policies, policy, given), rowFacts(one, question));
    const found = [...answerNotes(one, given), ...rowNotes(one, removals)];
    return found.map((note) => (evaluators.length > 1 ? `${name}: ${note}` : note));
  });
}

function summary(worlds: readonly CaseWorld[], results: readonly CaseResult[]): PolicyTest {
  const count = (kind: CaseResult['kind']) => results.filter((one) => one.kind === kind).length;
  return {
    passed: count('passed'),
    failed: count('failed'),
    skipped: count('skipped'),
    results,
    untested: worlds.flatMap(({ files }) => files.filter(({ cases }) => cases.length === 0)).map((one) => one.policy),
  };
}
