import { type Condition, evaluate, type Facts, type Truth } from '../../conditions/index.js';
import { changed, type FactChange } from './fact-changes.js';

type Changes = readonly FactChange[];

/** Changes of one test, and ways of one part, that are kept. */
const OF_LEAF_MAX = 8;
const OF_PART_MAX = 60;

/** What a condition shall come to: a truth, or anything but it. */
export interface Goal {
  readonly truth: 'true' | 'false';
  readonly not: boolean;
}

/** True where a truth is what was wanted. */
export function reaches({ truth, not }: Goal, found: Truth): boolean {
  return (found === truth) !== not;
}

/**
 * Ways to a goal that follow the shape of a condition, part by part: they find what needs many facts at once. Parts that
 * share a fact can stand in each other's way, so each must be tried.
 */
export function waysByShape(condition: Condition, goal: Goal, asked: Asked): readonly Changes[] {
  switch (condition.kind) {
    case 'constant':
      return reaches(goal, condition.truth) ? [[]] : [];
    case 'leaf':
      return ofLeaf(condition, goal, asked);
    case 'not':
      return waysByShape(condition.of, { ...goal, truth: goal.truth === 'true' ? 'false' : 'true' }, asked);
    case 'all':
    case 'any': {
      const every = (condition.kind === 'all') === ((goal.truth === 'true') !== goal.not);
      const parts = condition.of.map((part) => waysByShape(part, goal, asked));
      return every ? parts.reduce(both, [[]]) : smallest(parts.flat());
    }
  }
}

/** The facts as they are, and every change that may be made. */
export interface Asked {
  readonly facts: Facts;
  readonly changes: Changes;
}

function ofLeaf(leaf: Extract<Condition, { kind: 'leaf' }>, goal: Goal, { facts, changes }: Asked): readonly Changes[] {
  if (reaches(goal, evaluate(leaf, facts))) return [[]];
  const own = changes.filter((change) => change.fact === leaf.fact);
  const fitting = own.filter((change) => reaches(goal, evaluate(leaf, changed(facts, [change]))));
  return fitting.slice(0, OF_LEAF_MAX).map((change) => [change]);
}

function both(some: readonly Changes[], others: readonly Changes[]): readonly Changes[] {
  return smallest(some.flatMap((one) => others.flatMap((other) => joined(one, other))));
}

/** Both sets together; none where they want one fact to be two things. */
export function joined(one: Changes, other: Changes): readonly Changes[] {
  const wanted = new Map(one.map((change) => [change.fact, change]));
  for (const change of other) {
    const before = wanted.get(change.fact);
    if (before && JSON.stringify(before.to) !== JSON.stringify(change.to)) return [];
    wanted.set(change.fact, change);
  }
  return [[...wanted.values()]];
}

function smallest(ways: readonly Changes[]): readonly Changes[] {
  return [...ways].sort((a, b) => a.length - b.length).slice(0, OF_PART_MAX);
}
