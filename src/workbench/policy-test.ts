import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { evaluate, type Facts } from '../conditions/index.js';
import { canonicalJson, checkSchema, DocumentError, instantOf, readYaml } from '../documents/index.js';
import { loadPolicies, type PolicyRegisters, type PolicySet, policyFiles } from '../registers/policies/index.js';
import { type CaseAnswer, type CaseEvaluator, kernelCases, referenceCases } from './case-evaluator.js';
import { type CaseQuestion, caseQuestion, typedFacts } from './case-question.js';
import { type Cases, CasesSchema, type Fixtures, FixturesSchema, type PolicyCase } from './cases.schema.js';
import { workbenchError } from './workbench.errors.js';

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

/**
 * Runs the cases of every policy below the folders against all policies of its folder together. Purposes, datasets,
 * destinations and plugins come from the folder's `fixtures.yaml` beside those of the registers.
 * @throws DocumentError when a policy, the fixtures or a `cases.yaml` has mistakes
 */
export function testPolicies(
  folders: readonly string[],
  registers: PolicyRegisters,
  evaluators: readonly CaseEvaluator[] = [referenceCases, kernelCases],
): PolicyTest {
  const tested = folders.map((folder) => testFolder(folder, registers, evaluators));
  const results = tested.flatMap((one) => one.results);
  const count = (kind: CaseResult['kind']) => results.filter((one) => one.kind === kind).length;
  return {
    passed: count('passed'),
    failed: count('failed'),
    skipped: count('skipped'),
    results,
    untested: tested.flatMap((one) => one.untested),
  };
}

interface World {
  readonly fixtures: Fixtures;
  readonly policies: PolicySet;
  /** The keys that a grant may cover. */
  readonly categories: Iterable<string>;
  readonly evaluators: readonly CaseEvaluator[];
}

function testFolder(folder: string, registers: PolicyRegisters, evaluators: readonly CaseEvaluator[]) {
  const files = policyFiles([folder]).filter(({ holds }) => holds === 'policy');
  const tested = files.map(({ file, expected }) => ({ policy: expected, cases: join(dirname(file), 'cases.yaml') }));
  const withCases = tested.filter(({ cases }) => existsSync(cases));
  const untested = tested.filter(({ cases }) => !existsSync(cases)).map(({ policy }) => policy);
  if (withCases.length === 0) return { results: [], untested };
  const fixtures = readFixtures(join(folder, 'fixtures.yaml'));
  const policies = loadPolicies([folder], withFixtures(registers, fixtures));
  const world = { fixtures, policies, categories: registers.taxonomy.categories, evaluators };
  return { results: withCases.flatMap(({ policy, cases }) => testOne(world, policy, readCases(cases))), untested };
}

function readFixtures(file: string): Fixtures {
  if (existsSync(file)) return read<Fixtures>(file, FixturesSchema);
  throw workbenchError('NO_FIXTURES', {
    found: 'cases without fixtures.yaml',
    where: file,
    next: 'Copy policies/fixtures.yaml of the release and adapt it.',
  });
}

function readCases(file: string): Cases {
  return read<Cases>(file, CasesSchema);
}

function read<T>(file: string, schema: typeof FixturesSchema | typeof CasesSchema): T {
  const document = readYaml(file, readFileSync(file, 'utf8'));
  const mistakes = checkSchema(document, schema);
  if (mistakes.length > 0) throw new DocumentError(mistakes);
  return document.value as T;
}

function withFixtures(registers: PolicyRegisters, fixtures: Fixtures): PolicyRegisters {
  return {
    taxonomy: registers.taxonomy,
    purposes: new Map([...registers.purposes, ...Object.entries(fixtures.purposes)]),
    datasets: new Map([...registers.datasets, ...Object.entries(fixtures.datasets)]),
    destinations: new Map([...registers.destinations, ...Object.entries(fixtures.destinations)]),
    plugins: new Map([...registers.plugins, ...Object.entries(fixtures.plugins)]),
  };
}

function testOne(world: World, policy: string, { clock, cases }: Cases): readonly CaseResult[] {
  const time = { now: instantOf(clock), durations: world.policies.durations };
  return cases.map((one) => {
    if (one.skip !== undefined) return { policy, case: one.name, kind: 'skipped', notes: [one.skip] };
    const question = caseQuestion(world.fixtures, one, time);
    const notes = notesOf(world, { policy, one, question });
    return { policy, case: one.name, kind: notes.length > 0 ? 'failed' : 'passed', notes };
  });
}

interface Asked {
  readonly policy: string;
  readonly one: PolicyCase;
  readonly question: CaseQuestion;
}

function notesOf({ policies, categories, evaluators }: World, { policy, one, question }: Asked): readonly string[] {
  return evaluators.flatMap(({ name, answer }) => {
    const given = answer(policies, question, categories);
    const notes = [...answerNotes(one, given), ...rowNotes(policies, { policy, one, question }, given)];
    return notes.map((note) => (evaluators.length > 1 ? `${name}: ${note}` : note));
  });
}

function answerNotes({ expect }: PolicyCase, { decision, reasons, obligations }: CaseAnswer): readonly string[] {
  const said = `said: ${reasons.join(', ') || 'nothing'}`;
  const missing = (expect.reasons ?? []).filter((reason) => !reasons.includes(reason));
  const unwanted = (expect.notReasons ?? []).filter((reason) => reasons.includes(reason));
  const other = Object.entries(expect.obligations ?? {}).filter(
    ([id, value]) => canonicalJson(obligations[id] ?? null) !== canonicalJson(value),
  );
  return [
    ...(decision === expect.decision ? [] : [`expected ${expect.decision}, was ${decision}; ${said}`]),
    ...missing.map((reason) => `expected the reason '${reason}'; ${said}`),
    ...unwanted.map((reason) => `did not expect the reason '${reason}'`),
    ...other.map(([id]) => `expected another value of ${id}, was ${canonicalJson(obligations[id] ?? null)}`),
  ];
}

// Row tables speak of the policy's own row rules, and only while they are in force.
function rowNotes(
  policies: PolicySet,
  { policy, one, question }: Asked,
  { obligations }: CaseAnswer,
): readonly string[] {
  const inForce = [obligations['rows'] ?? []].flat();
  const rules = (policies.rules.find(({ id }) => id === policy)?.rows ?? []).filter(({ id }) => inForce.includes(id));
  return (one.rows ?? []).flatMap(({ row, removed }, at) => {
    const facts: Facts = { ...question.facts, ...typedFacts(row) };
    const reasons = rules.filter(({ keep }) => evaluate(keep, facts) !== 'true').map(({ reason }) => reason);
    if (canonicalJson([...reasons].sort()) === canonicalJson([...removed].sort())) return [];
    return [`row ${at + 1}: expected ${removed.join(', ') || 'to stay'}, was ${reasons.join(', ') || 'kept'}`];
  });
}
