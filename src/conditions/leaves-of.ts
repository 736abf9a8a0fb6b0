import type { Condition } from './condition.js';

/** The tests of a condition, depth first: the order of `leafPlaces`. */
export function leavesOf(condition: Condition): readonly Extract<Condition, { kind: 'leaf' }>[] {
  switch (condition.kind) {
    case 'constant':
      return [];
    case 'leaf':
      return [condition];
    case 'not':
      return leavesOf(condition.of);
    case 'all':
    case 'any':
      return condition.of.flatMap(leavesOf);
  }
}
