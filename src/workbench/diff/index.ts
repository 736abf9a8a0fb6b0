export { diffPolicies } from './diff-policies.js';
export type { ChangeKind, DiffOptions, PolicyChange, PolicyDiff, Undecided, Witness } from './policy-diff.js';
