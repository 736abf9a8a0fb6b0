export { compileCondition } from './compile-condition.js';
export { diffPolicies } from './diff-policies.js';
export type { Formula } from './formula.js';
export type { ChangeKind, DiffOptions, PolicyChange, PolicyDiff, Undecided, Witness } from './policy-diff.js';
export { search } from './search.js';
export { type Universe, universeOf } from './universe.js';
export { witnessOf } from './witness.js';
