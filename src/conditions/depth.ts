import type { Condition } from './condition.js';

/** Levels of a condition; a test alone is one. */
export function depthOf(condition: Condition): number {
  switch (condition.kind) {
    case 'constant':
    case 'leaf':
      return 1;
    case 'not':
      return 1 + depthOf(condition.of);
    case 'all':
    case 'any':
      return 1 + Math.max(0, ...condition.of.map(depthOf));
  }
}
