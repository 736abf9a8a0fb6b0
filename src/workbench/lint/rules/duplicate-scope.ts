import { canonicalJson, instantOf } from '../../../documents/index.js';
import { findingAt, type LintRule } from '../lint-rule.js';
import type { LintedPolicy } from '../lint-world.js';

export const duplicateScope: LintRule = {
  name: 'duplicate-scope',
  level: 'warn',
  title: 'Two policies of one kind say something about the same matter in the same scope, under the same condition.',
  why: 'One of them will be changed and the other forgotten, and the forgotten one still counts.',
  find: ({ policies, pairs }) => {
    const alike = new Map<string, LintedPolicy[]>();
    return policies.flatMap((one) => {
      const key = canonicalJson(keyOf(one));
      const before = alike.get(key) ?? [];
      const isTwin = (other: LintedPolicy) => sameMatter(one, other) && sameTime(one, other);
      const twin = pairs.first(duplicateScope.name, one.rule.id, before, isTwin);
      before.push(one);
      alike.set(key, before);
      if (!twin) return [];
      return [
        findingAt(one.document, ['metadata', 'name'], {
          kind: 'policy',
          name: one.rule.id,
          found: `the scope and condition of '${twin.rule.id}' again`,
          expected: 'one policy for both, or another scope',
        }),
      ];
    });
  },
};

// A stricter twin in warn or audit mode is how a change is tried out, so the mode tells two policies apart.
function keyOf({ rule, policy }: LintedPolicy): object {
  const { kind, effect, mode, purposes, datasets, plugins, categories } = rule;
  const { when = null, scope } = policy.spec;
  const { destinations = null, jurisdictions = [] } = scope ?? {};
  const named = { purposes, datasets, plugins, categories, destinations, jurisdictions: [...jurisdictions].sort() };
  return { kind, effect, mode, ...named, when };
}

function sameMatter({ rule: a }: LintedPolicy, { rule: b }: LintedPolicy): boolean {
  if (a.kind === 'AccessPolicy') return true;
  const matters = new Set([
    ...a.rows.map(({ reason }) => reason as string),
    ...a.obligations.map(({ id }) => id).filter((id) => id !== 'rows'),
  ]);
  return [...b.rows.map(({ reason }) => reason), ...b.obligations.map(({ id }) => id)].some((one) => matters.has(one));
}

// A policy that follows another one in time is its next version.
function sameTime({ policy: a }: LintedPolicy, { policy: b }: LintedPolicy): boolean {
  const [one, other] = [a.metadata.effective, b.metadata.effective];
  const end = ({ until }: typeof one) => (until === undefined ? Number.POSITIVE_INFINITY : instantOf(until));
  return instantOf(one.from) < end(other) && instantOf(other.from) < end(one);
}
