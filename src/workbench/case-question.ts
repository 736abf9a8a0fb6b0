import { cutoffFacts, FACTS, type Facts, type FactValue, WAIVER_USES } from '../conditions/index.js';
import { instantOf } from '../documents/index.js';
import type { Question } from '../stages/decision/index.js';
import type { AuthoredFacts, Fixtures, PolicyCase } from './cases.schema.js';
import { workbenchError } from './workbench.errors.js';

/** What a case asks of an evaluator. */
export interface CaseQuestion {
  readonly purpose: string;
  readonly dataset: string;
  readonly plugin: string;
  readonly columns: readonly { readonly name: string; readonly categories: readonly string[] }[];
  readonly facts: Facts;
}

/** The moment of a case, and what the policies need to know of it: durations to count back, waivers with their uses. */
export interface CaseClock {
  readonly now: number;
  readonly durations: readonly string[];
  readonly waivers?: readonly { readonly id: string }[];
}

/** What a case asks about: all that the scopes of policies are held against. */
export function caseAim(fixtures: Fixtures, { request: own }: PolicyCase): Omit<Question, 'facts'> {
  const { purpose, dataset, plugin, columns } = { ...fixtures.request, ...own };
  return { purpose, dataset, plugin, categories: columns.flatMap((name) => known(fixtures.columns, name).categories) };
}

/** A case over its fixtures as a question; what the case itself says comes last. */
export function caseQuestion(fixtures: Fixtures, one: PolicyCase, clock: CaseClock): CaseQuestion {
  const request = { ...fixtures.request, ...one.request };
  const columns = request.columns.map((name) => ({ name, ...known(fixtures.columns, name) }));
  const { use, effect, basis } = known(fixtures.purposes, request.purpose);
  const { now, durations, waivers = [] } = clock;
  const facts: AuthoredFacts = {
    'request.mitigation': 'none',
    ...Object.fromEntries(waivers.map(({ id }) => [`${WAIVER_USES}${id}`, 0])),
    'release.kAnonymous': false,
    ...fixtures.facts,
    ...named(fixtures.contexts, request.context),
    ...named(fixtures.actors, request.actor),
    'purpose.name': request.purpose,
    'purpose.use': use,
    'purpose.effect': effect,
    'purpose.basis': basis,
    'dataset.name': request.dataset,
    'dataset.regime': known(fixtures.datasets, request.dataset).regime,
    'dataset.provenance': distinct(columns.map(({ provenance }) => provenance)),
    'destination.name': request.destination,
    ...known(fixtures.destinations, request.destination),
    'plugin.name': request.plugin,
    ...known(fixtures.plugins, request.plugin),
    'columns.names': distinct(request.columns),
    'columns.roles': distinct(columns.flatMap(({ roles }) => roles)),
    'columns.categories': distinct(columns.flatMap(({ categories }) => categories)),
    ...one.facts,
  };
  return { ...request, columns, facts: { ...typedFacts(facts), now, ...cutoffFacts(durations, now) } };
}

const CATALOGUE = new Map(FACTS.map((fact) => [fact.name, fact]));

/** Authored facts as conditions read them; a fact given as null is left out, and so unknown. */
export function typedFacts(authored: AuthoredFacts): Facts {
  const given = Object.entries(authored).filter((entry): entry is [string, Given] => entry[1] !== null);
  return Object.fromEntries(given.map(([name, value]) => [name, typed(name, value)]));
}

type Given = string | number | boolean | string[];

/** What is wrong with a value of a fact; null where it is of its type. */
export function factMistake(name: string, value: Given): { readonly found: string; readonly expected: string } | null {
  if (asTyped(name, value) !== undefined) return null;
  const type = typeOf(name);
  return {
    found: type ? `a value of another type for '${name}'` : `the fact '${name}'`,
    expected: type ? `a value of type ${type}` : 'a fact of the catalogue',
  };
}

function typed(name: string, value: Given): FactValue {
  const given = asTyped(name, value);
  if (given !== undefined) return given;
  const { found, expected } = factMistake(name, value) as NonNullable<ReturnType<typeof factMistake>>;
  throw workbenchError('CASE_FACT', { found, expected, next: 'Mend the case or the fixtures.' });
}

function typeOf(name: string) {
  return name.startsWith(WAIVER_USES) ? 'integer' : CATALOGUE.get(name)?.type;
}

function asTyped(name: string, value: Given): FactValue | undefined {
  const type = typeOf(name);
  if (type === 'instant' && typeof value === 'string' && !Number.isNaN(instantOf(value))) return instantOf(value);
  if (type === 'texts' && Array.isArray(value)) return value;
  if (type === 'text' && typeof value === 'string') return value;
  if (type === 'boolean' && typeof value === 'boolean') return value;
  return type === 'integer' && Number.isSafeInteger(value) ? (value as number) : undefined;
}

/** The facts of something that a request may name. Throws CASE_NAME. */
export function named(things: Fixtures['actors'], name: string | undefined): AuthoredFacts {
  return name === undefined ? {} : known(things ?? {}, name);
}

function known<T>(things: Readonly<Record<string, T>>, name: string): T {
  if (Object.hasOwn(things, name)) return things[name] as T;
  throw workbenchError('CASE_NAME', {
    found: `'${name}'`,
    expected: `one of ${Object.keys(things).join(', ')}`,
    next: 'Add it to fixtures.yaml, or mend the case.',
  });
}

function distinct(words: readonly string[]): string[] {
  return [...new Set(words)].sort();
}
