import { type Condition, evaluate, type Truth } from '../../conditions/index.js';
import type { PolicyRegisters, Scope } from '../../registers/policies/index.js';
import { isUnder } from '../../registers/taxonomy/index.js';
import type { CaseQuestion } from '../case-question.js';

/** One entry of a scope, and where a question stands to it. */
export interface ScopePart {
  readonly path: readonly string[];
  /** A register answers yes or no; a fact may be unknown. */
  readonly wanted: readonly Truth[];
  readonly truth: (question: CaseQuestion) => Truth;
}

const BOTH = ['true', 'false'] as const;
const THREE = ['true', 'false', 'unknown'] as const;

/** The entries of a scope that turn on the request; jurisdictions turn on the row. */
export function scopeParts(scope: Scope = {}, registers: PolicyRegisters): readonly ScopePart[] {
  return [...purposeParts(scope.purposes, registers), ...datasetParts(scope.datasets, registers), ...otherParts(scope)];
}

function purposeParts(part: Scope['purposes'], { purposes }: PolicyRegisters): readonly ScopePart[] {
  if (!part) return [];
  const { names, use, effects, bases } = part;
  const of = ({ purpose }: CaseQuestion) => purposes.get(purpose);
  return [
    ...entry(names, ['purposes', 'names'], (question) => (names ?? []).includes(question.purpose)),
    ...entry(use, ['purposes', 'use'], (question) => isUnder(of(question)?.use ?? '', use ?? '')),
    ...entry(effects, ['purposes', 'effects'], (question) => includes(effects, of(question)?.effect)),
    ...entry(bases, ['purposes', 'bases'], (question) => includes(bases, of(question)?.basis)),
  ];
}

function datasetParts(part: Scope['datasets'], { datasets }: PolicyRegisters): readonly ScopePart[] {
  if (!part) return [];
  const { names, regimes } = part;
  return [
    ...entry(names, ['datasets', 'names'], ({ dataset }) => includes(names, dataset)),
    ...entry(regimes, ['datasets', 'regimes'], ({ dataset }) => includes(regimes, datasets.get(dataset)?.regime)),
  ];
}

function otherParts({ plugins, destinations, categories }: Scope): readonly ScopePart[] {
  const { names, roles, saleOrShare } = destinations ?? {};
  const asked = ({ columns }: CaseQuestion) => columns.flatMap((column) => column.categories);
  const covered = (question: CaseQuestion) =>
    asked(question).some((category) => (categories ?? []).some((key) => isUnder(category, key)));
  return [
    ...entry(plugins, ['plugins', 'names'], ({ plugin }) => includes(plugins?.names, plugin)),
    ...(names ? [ofFact('names', leaf('destination.name', 'in', names))] : []),
    ...(roles ? [ofFact('roles', leaf('destination.role', 'in', roles))] : []),
    ...(saleOrShare === undefined ? [] : [ofFact('saleOrShare', leaf('destination.saleOrShare', 'eq', saleOrShare))]),
    ...entry(categories, ['categories'], covered),
  ];
}

function entry(
  authored: unknown,
  path: readonly string[],
  holds: (question: CaseQuestion) => boolean,
): readonly ScopePart[] {
  if (authored === undefined) return [];
  return [{ path, wanted: BOTH, truth: (question) => (holds(question) ? 'true' : 'false') }];
}

function ofFact(name: string, condition: Condition): ScopePart {
  return { path: ['destinations', name], wanted: THREE, truth: ({ facts }) => evaluate(condition, facts) };
}

function leaf(fact: string, op: 'eq' | 'in', value: boolean | readonly string[]): Condition {
  return { kind: 'leaf', fact, op, value };
}

function includes(words: readonly string[] | undefined, word: string | undefined): boolean {
  return word !== undefined && (words ?? []).includes(word);
}
