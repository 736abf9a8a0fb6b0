import { authoredWhen, scopeOf } from '../condition-parts.js';
import { findingAt, type LintRule, type RuleFinding } from '../lint-rule.js';
import type { LintedPolicy, LintWorld } from '../lint-world.js';

export const unreachablePolicy: LintRule = {
  name: 'unreachable-policy',
  level: 'warn',
  title: 'Nothing that is registered can ever meet the scope and the condition of a policy together.',
  why: 'The policy reads as a protection, or as a permission, and is neither.',
  find: (world) => world.policies.flatMap((one) => [...emptyParts(one), ...shutOut(world, one)]),
};

const PARTS = ['purposes', 'datasets', 'plugins'] as const;

function emptyParts({ rule, document }: LintedPolicy): readonly RuleFinding[] {
  return PARTS.filter((part) => rule[part].length === 0).map((part) =>
    findingAt(document, ['spec', 'scope', part], {
      kind: 'policy',
      name: rule.id,
      found: `a scope that no registered one of the ${part} fits`,
      expected: `a scope that fits at least one of the ${part}`,
    }),
  );
}

function shutOut({ conditions }: LintWorld, one: LintedPolicy): readonly RuleFinding[] {
  const { rule, document } = one;
  if (PARTS.some((part) => rule[part].length === 0)) return [];
  const when = authoredWhen(one);
  const alone = when ? conditions.ask([rule], [{ kind: 'true', of: when.condition }]) : 'yes';
  // Tests that exclude one another are the subject of contradictory-conditions.
  if (alone === 'no') return [];
  const wishes = [scopeOf(rule), ...(when ? [when.condition] : [])].map((of) => ({ kind: 'true', of }) as const);
  if (conditions.ask([rule], wishes) !== 'no') return [];
  return [
    findingAt(document, when?.path ?? ['spec', 'scope'], {
      kind: 'policy',
      name: rule.id,
      found: 'a condition that nothing in the scope can meet',
      expected: 'a condition that fits the scope of the policy',
    }),
  ];
}
