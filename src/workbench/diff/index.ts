export { compileCondition } from './compile-condition.js';
export { DIFF_ERRORS } from './diff.errors.js';
export { diffPolicies } from './diff-policies.js';
export { diffText, witnessText } from './diff-text.js';
export type { Formula } from './formula.js';
export type { ChangeKind, DiffOptions, PolicyChange, PolicyDiff, Undecided, Witness } from './policy-diff.js';
export { readPolicySide, type SideOptions } from './policy-side.js';
export { search } from './search.js';
export { type Universe, universeOf } from './universe.js';
