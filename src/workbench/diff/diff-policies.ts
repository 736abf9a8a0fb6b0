import { frozen } from '../../documents/index.js';
import { MEETS, type PolicySet } from '../../registers/policies/index.js';
import { changedRules } from './changed-rules.js';
import { comparisonOf } from './comparison.js';
import { diffError } from './diff.errors.js';
import { nameOfObligation } from './measures.js';
import type { ChangeKind, DiffOptions, PolicyDiff } from './policy-diff.js';

const WIDENING: ReadonlySet<ChangeKind> = new Set(['permitted', 'weaker', 'incomparable']);
const NARROWING: ReadonlySet<ChangeKind> = new Set(['denied', 'stronger', 'incomparable']);

/**
 * What the second policy set permits, denies and obliges that the first does not, over every question that the engine
 * can ask. Exact: what it cannot decide within its limit it names, and counts as what it might be.
 * @throws ProbityError DIFF_REFERENCE, DIFF_OBLIGATION for sets that no policy files give
 */
export function diffPolicies(a: PolicySet, b: PolicySet, options: DiffOptions = {}): PolicyDiff {
  for (const set of [a, b]) checkObligations(set);
  const differing = changedRules(a, b);
  const found = differing.length > 0 ? comparisonOf(a, b, options).all(differing) : NOTHING;
  const { changes, undecided } = found;
  const open = new Set([...changes, ...undecided].map(({ policy }) => policy));
  const kinds = [...changes, ...undecided].map(({ kind }) => kind);
  return frozen({
    before: a.digest,
    after: b.digest,
    equivalent: kinds.length === 0,
    widens: kinds.some((kind) => WIDENING.has(kind)),
    narrows: kinds.some((kind) => NARROWING.has(kind)),
    gaveUp: undecided.length > 0,
    undecided,
    changes,
    sameMeaning: differing.map(({ id }) => id).filter((id) => !open.has(id)),
    grantsNothing: [...a.rules, ...b.rules].every(({ effect }) => effect !== 'grant'),
    compared: {
      policies: new Set([...a.rules, ...b.rules].map(({ id }) => id)).size,
      differing: differing.length,
      steps: found.steps,
    },
  });
}

const NOTHING = { changes: [], undecided: [], steps: 0 };

function checkObligations({ rules }: PolicySet): void {
  for (const { id, obligations } of rules) {
    const unknown = obligations.find((one) => !Object.hasOwn(MEETS, nameOfObligation(one.id)) || !isOfType(one));
    if (unknown === undefined) continue;
    throw diffError('DIFF_OBLIGATION', {
      found: `'${unknown.id}' of policy '${id}'`,
      expected: 'an obligation that the engine merges, with a value of its type',
      next: 'Load the policies again from their files.',
    });
  }
}

function isOfType({ id, value }: PolicySet['rules'][number]['obligations'][number]): boolean {
  const name = nameOfObligation(id);
  if (MEETS[name] === 'all') return Array.isArray(value);
  if (name !== 'mask') return typeof value === 'number';
  return Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'number');
}
