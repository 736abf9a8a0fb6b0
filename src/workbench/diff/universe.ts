import { cutoffName, type Facts } from '../../conditions/index.js';
import type { PolicySet } from '../../registers/policies/index.js';
import { categoryCells } from './category-cells.js';
import { cellSet } from './cell-set.js';
import { type CellValues, cellsOf, otherWord } from './cells.js';
import { clockReadings, isClockFact } from './clock.js';
import { Formulas } from './formulas.js';
import type { DiffOptions } from './policy-diff.js';
import { type Asked, type Survey, surveyOf } from './survey.js';

/**
 * One thing that a question can differ in. Cells of `category` and `member` are: out, in. Cells of `relation`, how an
 * instant lies to one of the clock, are: missing, before, equal, after.
 */
export type Variable =
  | {
      readonly kind: 'name';
      readonly part: NamePart;
      readonly words: readonly string[];
      /** What follows from each word; undefined for names that are not registered. */
      readonly facts: readonly (Facts | undefined)[];
    }
  | { readonly kind: 'clock'; readonly readings: readonly Facts[] }
  | { readonly kind: 'category'; readonly key: string }
  | { readonly kind: 'fact'; readonly fact: string; readonly values: CellValues }
  | { readonly kind: 'member'; readonly fact: string; readonly word: string }
  | { readonly kind: 'relation'; readonly fact: string; readonly to: string };

export type NameVariable = Extract<Variable, { kind: 'name' }>;
export type NamePart = 'purpose' | 'dataset' | 'plugin';
/** Missing, before, equal, after. */
const RELATIONS = 4;
export const NAME_PARTS = ['purpose', 'dataset', 'plugin'] as const;

/** All questions that can be asked, cut into cells within which every test of both sets answers alike. */
export interface Universe {
  readonly variables: readonly Variable[];
  readonly formulas: Formulas;
  /** The categories that stand for all, each with its variable. */
  readonly categories: ReadonlyMap<string, number>;
  readonly near: number;
  readonly place: (name: string) => number;
}

/** Name of a variable: `purpose`, `clock`, `category user.email`, `fact row.age`, `member actor.roles dpo`, `relation row.consentAt now`. */
export function universeOf(sets: readonly PolicySet[], options: DiffOptions): Universe {
  const survey = surveyOf(sets);
  const variables = variablesOf(survey, options);
  const everything = variables.map((one) => cellSet(sizeOf(one), () => true));
  const places = new Map(variables.map((variable, at) => [nameOf(variable), at]));
  const categories = variables.flatMap((one, at) => (one.kind === 'category' ? [[one.key, at] as const] : []));
  return {
    variables,
    formulas: new Formulas(everything),
    categories: new Map(categories),
    near: nearOf(survey, options),
    place: (name) => places.get(name) ?? -1,
  };
}

function variablesOf(survey: Survey, options: DiffOptions): readonly Variable[] {
  const readings = clockReadings(comparedDurations(survey), clockConstants(survey), nearOf(survey, options));
  const clock: Variable = { kind: 'clock', readings };
  const free = [...survey.facts].filter(([fact]) => !isClockFact(fact) && !isNamed(fact)).sort(byName);
  return [
    ...NAME_PARTS.map((part) => names(part, survey, options)),
    clock,
    ...categoryCells(survey.categories, survey.categoryTests, options.categories).map(
      (key): Variable => ({ kind: 'category', key }),
    ),
    ...free.flatMap(([fact, asked]) => factVariables(fact, asked, readings)),
  ];
}

function isNamed(fact: string): boolean {
  return fact === 'columns.categories' || NAME_PARTS.some((part) => fact === `${part}.name`);
}

function names(part: NamePart, survey: Survey, options: DiffOptions): Variable {
  const registered: ReadonlyMap<string, Facts> = options[`${part}s`] ?? new Map();
  const named = new Set([
    ...registered.keys(),
    ...survey[`${part}s`],
    ...(survey.facts.get(`${part}.name`)?.words ?? []),
  ]);
  const words = [...[...named].sort(), otherWord(named, `another-${part}`)];
  return { kind: 'name', part, words, facts: words.map((word) => timeless(registered.get(word))) };
}

/** The name that a fact follows from, where some register says so. */
export function registeredFacts({ variables, place }: Universe, fact: string): NameVariable | undefined {
  const part = NAME_PARTS.find((one) => fact.startsWith(`${one}.`));
  const variable = part && (variables[place(part)] as NameVariable);
  return variable?.facts.some((known) => known !== undefined && Object.hasOwn(known, fact)) ? variable : undefined;
}

// An instant is compared with the clock, and so stays free.
function timeless(facts: Facts | undefined): Facts | undefined {
  if (facts === undefined) return undefined;
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => typeof value !== 'number'));
}

function factVariables(fact: string, asked: Asked, readings: readonly Facts[]): readonly Variable[] {
  const times = [...asked.clock].flatMap((ref) => readings.map((reading) => reading[ref] as number));
  const values = cellsOf(fact, asked, times);
  return [
    { kind: 'fact', fact, values },
    ...[...asked.members].sort().map((word): Variable => ({ kind: 'member', fact, word })),
    ...[...asked.clock].sort().map((to): Variable => ({ kind: 'relation', fact, to })),
  ];
}

// Cut-offs that nothing is compared with in a run or a row cannot matter.
function comparedDurations({ facts, durations }: Survey): readonly string[] {
  const compared = new Set([...facts].flatMap(([fact, { clock }]) => [fact, ...clock]));
  return durations.filter((duration) => compared.has(cutoffName(duration)));
}

function clockConstants({ facts }: Survey): readonly number[] {
  return [...facts]
    .filter(([fact, { clock }]) => isClockFact(fact) || clock.size > 0)
    .flatMap(([, { numbers }]) => [...numbers]);
}

// Without a wish, the latest moment that a policy names: there all of them have begun.
function nearOf({ facts }: Survey, { near }: DiffOptions): number {
  return near ?? Math.max(0, ...(facts.get('now')?.numbers ?? []));
}

function sizeOf(variable: Variable): number {
  switch (variable.kind) {
    case 'name':
      return variable.words.length;
    case 'clock':
      return variable.readings.length;
    case 'fact':
      return variable.values.length;
    case 'category':
    case 'member':
      return 2;
    case 'relation':
      return RELATIONS;
  }
}

function nameOf(variable: Variable): string {
  switch (variable.kind) {
    case 'name':
      return variable.part;
    case 'clock':
      return 'clock';
    case 'fact':
      return `fact ${variable.fact}`;
    case 'category':
      return `category ${variable.key}`;
    case 'member':
      return `member ${variable.fact} ${variable.word}`;
    case 'relation':
      return `relation ${variable.fact} ${variable.to}`;
  }
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
