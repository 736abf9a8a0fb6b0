import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkSchema, DocumentError, instantOf, readYaml } from '../documents/index.js';
import type { OwnRuleRegister } from '../registers/own-rules/index.js';
import {
  type PolicyFile,
  type PolicyRegisters,
  type PolicySet,
  policyFiles,
  policySetOf,
} from '../registers/policies/index.js';
import { type CaseFiles, readCaseFiles } from './case-files.js';
import { type CaseQuestion, caseQuestion, named } from './case-question.js';
import { type Cases, type Fixtures, FixturesSchema, type PolicyCase } from './cases.schema.js';
import { expandedCases } from './expand-cases.js';
import { workbenchError } from './workbench.errors.js';

/** One policy of a folder with its cases, matrices written out; none where no `cases.yaml` lies beside it. */
export interface CaseFile {
  readonly policy: string;
  readonly file: PolicyFile;
  /** The clock of the file, which each case without one of its own has; null without cases. */
  readonly clock: string | null;
  readonly cases: readonly PolicyCase[];
}

/** What the cases of a deployment may name, and its own rules, which answer beside the policies. */
export interface CaseRegisters extends PolicyRegisters {
  readonly ownRules?: OwnRuleRegister | null;
}

/** A policy folder with the small world that its cases ask in. */
export interface CaseWorld {
  readonly fixtures: Fixtures;
  readonly policies: PolicySet;
  /** Those that were given, and the fixtures beside them. */
  readonly registers: PolicyRegisters;
  /** The keys that a grant may cover. */
  readonly categories: ReadonlySet<string>;
  /** Null where the deployment has none. */
  readonly ownRules: OwnRuleRegister | null;
  readonly files: readonly CaseFile[];
}

const NO_FIXTURES: Fixtures = {
  apiVersion: 'probity/v1',
  kind: 'PolicyFixtures',
  purposes: {},
  datasets: {},
  destinations: {},
  plugins: {},
  columns: {},
  request: { purpose: '', dataset: '', destination: '', plugin: '', columns: [] },
  facts: {},
};

/**
 * Opens the policies below a folder with their cases and fixtures; `files` where those of the folder were read already.
 * @throws DocumentError when a policy, the fixtures or a `cases.yaml` has mistakes
 */
export function openCaseWorld(
  folder: string,
  registers: CaseRegisters,
  files: readonly PolicyFile[] = policyFiles([folder]),
): CaseWorld {
  // Cases ask of what lies in the folder itself: a pack that is installed in it has cases and a world of its own.
  const own = files.filter(({ pack }) => pack === undefined);
  const policies = own.filter(({ holds }) => holds === 'policy');
  const read = readCaseFiles(folder, own);
  if (read.mistakes.length > 0) throw new DocumentError(read.mistakes);
  const written = policies.map((file) => ({ policy: file.expected, file, ...casesOf(read, file) }));
  const tested = written.some(({ cases }) => cases.length > 0);
  const fixtures = tested ? readFixtures(join(folder, 'fixtures.yaml')) : NO_FIXTURES;
  const wider = withFixtures(registers, fixtures);
  const categories = new Set(registers.taxonomy.categories);
  return {
    fixtures,
    policies: policySetOf(own, wider),
    registers: wider,
    categories,
    ownRules: registers.ownRules ?? null,
    files: written.map((one) => ({ ...one, cases: withSubjects(one.cases, fixtures) })),
  };
}

const filled = new WeakMap<
  readonly PolicyCase[],
  { readonly fixtures: Fixtures; readonly cases: readonly PolicyCase[] }
>();

/** Of the same cases, where they were remembered, it gives the same cases. */
function withSubjects(cases: readonly PolicyCase[], fixtures: Fixtures): readonly PolicyCase[] {
  const before = filled.get(cases);
  if (before?.fixtures === fixtures) return before.cases;
  const made = cases.map((one) => withSubject(one, fixtures));
  filled.set(cases, { fixtures, cases: made });
  return made;
}

// A row that names a customer of the fixtures has that customer's facts, and its own over them.
function withSubject({ rows, ...one }: PolicyCase, { subjects }: Fixtures): PolicyCase {
  if (!rows) return one;
  const whole = rows.map(({ subject, row, removed }) => ({ row: { ...named(subjects, subject), ...row }, removed }));
  return { ...one, rows: whole };
}

/** What a case asks, under the durations and waivers of these policies. */
export function questionIn(
  { fixtures, policies }: Pick<CaseWorld, 'fixtures' | 'policies'>,
  one: PolicyCase,
): CaseQuestion {
  const { durations, waivers } = policies;
  return caseQuestion(fixtures, one, { now: instantOf(one.clock ?? ''), durations, waivers });
}

const NO_CASES: readonly PolicyCase[] = [];

function casesOf({ cases }: CaseFiles, { file }: PolicyFile): Pick<CaseFile, 'clock' | 'cases'> {
  const own = cases.get(file);
  return own ? { clock: own.clock, cases: rememberedCases(own) } : { clock: null, cases: NO_CASES };
}

const expanded = new WeakMap<Cases, readonly PolicyCase[]>();

// Only what cannot change is remembered.
function rememberedCases(own: Cases): readonly PolicyCase[] {
  const cases = expanded.get(own) ?? expandedCases(own);
  if (Object.isFrozen(own)) expanded.set(own, cases);
  return cases;
}

/** The made-up world of a policy folder. Throws NO_FIXTURES, or a DocumentError. */
export function readFixtures(file: string): Fixtures {
  if (existsSync(file)) return fixturesIn(file);
  throw workbenchError('NO_FIXTURES', {
    found: 'cases without fixtures.yaml',
    where: file,
    next: 'Copy policies/fixtures.yaml of the release and adapt it.',
  });
}

function fixturesIn(file: string): Fixtures {
  const document = readYaml(file, readFileSync(file, 'utf8'));
  const mistakes = checkSchema(document, FixturesSchema);
  if (mistakes.length > 0) throw new DocumentError(mistakes);
  return document.value as Fixtures;
}

/** The registers, and what the fixtures make up beside them. */
export function withFixtures(registers: PolicyRegisters, fixtures: Fixtures): PolicyRegisters {
  return {
    taxonomy: registers.taxonomy,
    purposes: new Map([...registers.purposes, ...Object.entries(fixtures.purposes)]),
    datasets: new Map([...registers.datasets, ...Object.entries(fixtures.datasets)]),
    destinations: new Map([...registers.destinations, ...Object.entries(fixtures.destinations)]),
    constants: registers.constants,
    plugins: new Map([...registers.plugins, ...Object.entries(fixtures.plugins)]),
  };
}
