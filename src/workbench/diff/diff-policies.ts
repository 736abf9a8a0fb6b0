import { frozen } from '../../documents/index.js';
import type { PolicySet } from '../../registers/policies/index.js';
import { changedRules } from './changed-rules.js';
import type { DiffOptions, PolicyDiff, Undecided } from './policy-diff.js';

/** What the second policy set permits, denies and obliges that the first does not; exact, or it says that it gave up. */
export function diffPolicies(a: PolicySet, b: PolicySet, _options: DiffOptions = {}): PolicyDiff {
  const differing = changedRules(a, b);
  const undecided = differing.map(({ id }): Undecided => ({ policy: id, kind: 'permitted', steps: 0 }));
  const open = undecided.length > 0;
  return frozen({
    before: a.digest,
    after: b.digest,
    equivalent: !open,
    widens: open,
    narrows: open,
    gaveUp: open,
    undecided,
    changes: [],
    sameMeaning: [],
    compared: { policies: b.rules.length, differing: differing.length, steps: 0 },
  });
}
