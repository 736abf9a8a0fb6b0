import { authoredWhen, type ConditionPart, scopeOf } from '../condition-parts.js';
import { findingAt, type LintRule, type RuleFinding } from '../lint-rule.js';
import type { LintedPolicy, LintWorld } from '../lint-world.js';

export const constantCondition: LintRule = {
  name: 'constant-condition',
  level: 'warn',
  title: 'A condition, or a part of one, has the same answer for everything in the scope of its policy.',
  why: 'A test that never makes a difference was meant to say something else, or says again what the scope already says.',
  find: (world) => world.policies.flatMap((one) => constantsOf(world, one)),
};

function constantsOf(world: LintWorld, one: LintedPolicy): readonly RuleFinding[] {
  const when = authoredWhen(one);
  // A condition that is never met is contradictory, or makes its policy unreachable: those rules speak of it.
  if (!when || truthIn(world, one, when) === 'never') return [];
  return outermost(world, one, when);
}

function outermost(world: LintWorld, one: LintedPolicy, part: ConditionPart): readonly RuleFinding[] {
  const truth = truthIn(world, one, part);
  if (truth === 'either') return part.parts.flatMap((inner) => outermost(world, one, inner));
  return [
    findingAt(one.document, part.path, {
      kind: 'policy',
      name: one.rule.id,
      found: `a condition that is ${truth} met in the scope of the policy`,
      expected: 'a test that some requests or rows meet and others do not',
    }),
  ];
}

function truthIn({ conditions }: LintWorld, { rule }: LintedPolicy, { condition }: ConditionPart) {
  const scope = { kind: 'true', of: scopeOf(rule) } as const;
  if (conditions.ask([rule], [scope, { kind: 'true', of: condition }]) === 'no') return 'never';
  return conditions.ask([rule], [scope, { kind: 'false', of: condition }]) === 'no' ? 'always' : 'either';
}
