import type { Condition, Facts, Truth } from './condition.js';
import { evaluate, negated } from './evaluate.js';
import { FACTS } from './fact-catalogue.js';

const ROW_FACTS = new Set(FACTS.filter((fact) => fact.of === 'row').map(({ name }) => name));

/** True for facts that differ from row to row. */
export function isRowFact(name: string): boolean {
  return ROW_FACTS.has(name);
}

/**
 * What is left of a condition once the facts of the run are known: tests of run facts become constants, the missing
 * ones unknown; operands that name a run fact become its value. For every row the truth stays the same.
 */
export function fold(condition: Condition, facts: Facts): Condition {
  switch (condition.kind) {
    case 'constant':
      return condition;
    case 'leaf':
      return foldLeaf(condition, facts);
    case 'not':
      return foldNot(fold(condition.of, facts));
    case 'all':
    case 'any':
      return foldParts(
        condition.kind,
        condition.of.map((part) => fold(part, facts)),
      );
  }
}

function foldLeaf(leaf: Extract<Condition, { kind: 'leaf' }>, facts: Facts): Condition {
  if (!isRowFact(leaf.fact)) return constant(evaluate(leaf, facts));
  if (typeof leaf.value !== 'object' || !('ref' in leaf.value)) return leaf;
  const value = Object.hasOwn(facts, leaf.value.ref) ? facts[leaf.value.ref] : undefined;
  return value === undefined ? constant('unknown') : { ...leaf, value };
}

function foldNot(of: Condition): Condition {
  return of.kind === 'constant' ? constant(negated(of.truth)) : { kind: 'not', of };
}

function foldParts(kind: 'all' | 'any', parts: readonly Condition[]): Condition {
  // `absorbing` decides the whole; `neutral` says nothing and is left out.
  const [absorbing, neutral]: readonly Truth[] = kind === 'all' ? ['false', 'true'] : ['true', 'false'];
  if (parts.some((part) => part.kind === 'constant' && part.truth === absorbing)) return constant(absorbing as Truth);
  const rest = parts.filter((part) => !(part.kind === 'constant' && part.truth === neutral));
  if (rest.length === 0) return constant(neutral as Truth);
  return rest.length === 1 ? (rest[0] as Condition) : { kind, of: rest };
}

function constant(truth: Truth): Condition {
  return { kind: 'constant', truth };
}
