import type { Condition, Facts, FactValue } from '../../conditions/index.js';
import type { PolicySet } from '../../registers/policies/index.js';
import { leavesOf } from './leaves.js';
import { type Answer, type Question, referenceAnswer } from './reference-evaluator.js';

/** One fact that would have to be otherwise. `from` is null where the fact was missing. */
export interface FactChange {
  readonly fact: string;
  readonly from: FactValue | null;
  readonly to: FactValue;
}

/** The most facts that a flip may change; beyond it the search says that it found none. */
const CHANGES_MAX = 3;
/** The most combinations that are tried; a larger set of rules is answered with fewer changes. */
const TRIES_MAX = 20_000;

type Leaf = Extract<Condition, { kind: 'leaf' }>;

/**
 * The smallest sets of facts that turn the answer, each verified by evaluating again: values are taken from the tests of
 * the rules that decided, so that every class of answers that a fact can give is tried.
 */
export function smallestFlips(set: PolicySet, question: Question): readonly (readonly FactChange[])[] {
  const answer = referenceAnswer(set, question);
  const candidates = candidateChanges(set, question, answer);
  let tries = 0;
  for (let size = 1; size <= CHANGES_MAX; size++) {
    const found: (readonly FactChange[])[] = [];
    for (const changes of combinations(candidates, size)) {
      tries += 1;
      if (tries > TRIES_MAX) return found;
      if (flips(set, question, answer, changes)) found.push(changes);
    }
    if (found.length > 0) return found;
  }
  return [];
}

function flips(set: PolicySet, question: Question, { effect }: Answer, changes: readonly FactChange[]): boolean {
  const changed = Object.fromEntries(changes.map(({ fact, to }) => [fact, to]));
  return referenceAnswer(set, { ...question, facts: { ...question.facts, ...changed } }).effect !== effect;
}

/** Facts of the rules that decided, each with the other values that their tests tell apart. */
function candidateChanges(set: PolicySet, { facts }: Question, answer: Answer): readonly FactChange[] {
  const prohibited = answer.reasons.filter(({ code }) => code === 'PROHIBITED').map(({ ref }) => ref);
  const deciding = set.rules.filter(
    ({ id, effect }) =>
      prohibited.includes(id) || (effect === 'grant' ? true : answer.effect === 'permit' && effect === 'prohibit'),
  );
  const changes = deciding.flatMap(({ when }) => leavesOf(when)).flatMap((leaf) => changesOf(leaf, facts));
  const unique = new Map(changes.map((change) => [JSON.stringify(change), change]));
  return [...unique.values()];
}

function changesOf(leaf: Leaf, facts: Facts): readonly FactChange[] {
  // The clock, the actor's identity and the columns are not what somebody would change to pass.
  if (leaf.fact === 'now' || leaf.fact.startsWith('columns.')) return [];
  const from = Object.hasOwn(facts, leaf.fact) ? (facts[leaf.fact] as FactValue) : null;
  return valuesFor(leaf, facts, from)
    .filter((to) => JSON.stringify(to) !== JSON.stringify(from))
    .map((to) => ({ fact: leaf.fact, from, to }));
}

const DAY_MS = 86_400_000;

function valuesFor({ op, value }: Leaf, facts: Facts, from: FactValue | null): readonly FactValue[] {
  const operand = typeof value === 'object' && 'ref' in value ? facts[value.ref] : value;
  if (operand === undefined) return [];
  if (typeof operand === 'boolean') return [true, false];
  if (op === 'has' && typeof operand === 'string') return [[...(Array.isArray(from) ? from : []), operand]];
  if (op === 'in' && Array.isArray(operand)) return operand as readonly FactValue[];
  if (typeof operand === 'number') return [operand, operand - 1, operand + (operand > DAY_MS ? DAY_MS : 1)];
  return typeof operand === 'string' ? [operand] : [];
}

/** Every set of `size` changes in which no fact stands twice. */
function* combinations(changes: readonly FactChange[], size: number, from = 0): Generator<readonly FactChange[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (let at = from; at < changes.length; at++) {
    const first = changes[at] as FactChange;
    for (const rest of combinations(changes, size - 1, at + 1)) {
      if (!rest.some(({ fact }) => fact === first.fact)) yield [first, ...rest];
    }
  }
}
