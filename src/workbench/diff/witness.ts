import { type Facts, type FactValue, isRowFact } from '../../conditions/index.js';
import type { PolicySet } from '../../registers/policies/index.js';
import { type Question, referenceAnswer } from '../../stages/decision/index.js';
import { type CellSet, cellsIn } from './cell-set.js';
import type { CellValues } from './cells.js';
import type { Witness } from './policy-diff.js';
import { type NamePart, registeredFacts, type Universe, type Variable } from './universe.js';

/** One cell of each variable, as a draft of a question. */
interface Draft {
  readonly names: Map<NamePart, string>;
  readonly categories: string[];
  readonly facts: Map<string, FactValue>;
}

/**
 * A question out of open cells, with what the reference evaluator answers under both sets. A fact that may be missing is
 * left out: whatever it is, the formulas hold.
 */
export function witnessOf(universe: Universe, a: PolicySet, b: PolicySet, open: readonly CellSet[]): Witness {
  const draft: Draft = { names: new Map(), categories: [], facts: new Map() };
  universe.variables.forEach((variable, at) => {
    add(draft, variable, open[at] as CellSet, universe);
  });
  const all = [...draft.facts];
  const row: Facts = Object.fromEntries(all.filter(([name]) => isRowFact(name)));
  const run: Facts = Object.fromEntries(all.filter(([name]) => !isRowFact(name)));
  const question = questionOf(draft, run);
  const answers = { before: referenceAnswer(a, question), after: referenceAnswer(b, question) };
  return Object.keys(row).length > 0 ? { question, row, ...answers } : { question, ...answers };
}

function questionOf({ names, categories }: Draft, run: Facts): Question {
  const [purpose, dataset, plugin] = (['purpose', 'dataset', 'plugin'] as const).map((part) => names.get(part) ?? '');
  const asked = [...categories].sort();
  return {
    purpose: purpose as string,
    dataset: dataset as string,
    plugin: plugin as string,
    categories: asked,
    facts: { ...run, 'columns.categories': asked },
  };
}

function add(draft: Draft, variable: Variable, set: CellSet, universe: Universe): void {
  const cells = cellsIn(set);
  const cell = cells[0] as number;
  switch (variable.kind) {
    case 'name':
      addName(draft, variable, cell);
      break;
    case 'clock':
      addAll(draft, nearest(variable.readings, cells, universe.near));
      break;
    case 'category':
      if (cell === 1) draft.categories.push(variable.key);
      break;
    case 'fact':
      addFact(draft, variable, tidiest(variable.values, cells), universe);
      break;
    case 'member':
      if (cell === 1) addMember(draft, variable);
      break;
    case 'relation':
      break;
  }
}

function addName(
  { names, facts }: Draft,
  { part, words, facts: follow }: Extract<Variable, { kind: 'name' }>,
  cell: number,
) {
  const word = words[cell] as string;
  names.set(part, word);
  for (const [name, value] of Object.entries(follow[cell] ?? {})) facts.set(name, value);
  facts.set(`${part}.name`, word);
}

function addAll({ facts }: Draft, more: Facts): void {
  for (const [name, value] of Object.entries(more)) facts.set(name, value);
}

function nearest(readings: readonly Facts[], cells: readonly number[], near: number): Facts {
  const distance = (cell: number) => Math.abs((readings[cell]?.['now'] as number) - near);
  const best = cells.reduce((closest, cell) => (distance(cell) < distance(closest) ? cell : closest));
  return readings[best] as Facts;
}

const DAY_MS = 86_400_000;

// The first cell, which is the missing fact where that is open; of instants rather a midnight than a moment beside one.
function tidiest(values: CellValues, cells: readonly number[]): number {
  const first = cells[0] as number;
  const midnight = (cell: number) => typeof values[cell] === 'number' && (values[cell] as number) % DAY_MS === 0;
  return values[first] === undefined ? first : (cells.find(midnight) ?? first);
}

// What a registered name settles is not free.
function addFact(
  draft: Draft,
  { fact, values }: Extract<Variable, { kind: 'fact' }>,
  cell: number,
  universe: Universe,
) {
  const value = values[cell];
  const settled = registeredFacts(universe, fact);
  const name = settled && draft.names.get(settled.part);
  if (value === undefined || (settled && settled.facts[settled.words.indexOf(name as string)] !== undefined)) return;
  draft.facts.set(fact, value);
}

// A set that may be missing says nothing of its members.
function addMember({ facts }: Draft, { fact, word }: Extract<Variable, { kind: 'member' }>): void {
  const members = facts.get(fact);
  if (Array.isArray(members)) facts.set(fact, [...members, word].sort());
}
