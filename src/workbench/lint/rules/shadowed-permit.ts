import type { Rule } from '../../../registers/policies/index.js';
import { findingAt, type LintRule, type RuleFinding } from '../lint-rule.js';
import type { LintedPolicy, LintWorld } from '../lint-world.js';
import { RuleIndex, reachesAs, sameScope } from '../rule-index.js';

export const shadowedPermit: LintRule = {
  name: 'shadowed-permit',
  level: 'warn',
  title: 'A grant makes no difference: another grant covers all of it, or a prohibition always stands against it.',
  why: 'Who reads the grant believes that it permits something, and who takes it away believes that something is now denied.',
  find: (world) => {
    const inForce = world.policies.map(({ rule }) => rule).filter(({ mode }) => mode === 'enforce');
    const grants = new RuleIndex(inForce.filter(({ effect }) => effect === 'grant'));
    const bans = new RuleIndex(inForce.filter((rule) => rule.effect === 'prohibit' && rule.waivableBy.length === 0));
    return world.policies
      .filter(({ rule }) => rule.effect === 'grant')
      .flatMap((one) => shadowOf(world, one, { grants, bans }));
  },
};

interface Others {
  readonly grants: RuleIndex;
  readonly bans: RuleIndex;
}

function shadowOf(world: LintWorld, one: LintedPolicy, { grants, bans }: Others): readonly RuleFinding[] {
  const { rule } = one;
  const first = (index: RuleIndex, fits: (other: Rule) => boolean) =>
    world.pairs.first(shadowedPermit.name, rule.id, index.around(rule), fits);
  const ban = first(bans, (other) => reachesAs(other, rule) && always(world, rule, other));
  if (ban) return [shadowed(one, `a grant that '${ban.id}' prohibits whenever it holds`)];
  const wider = first(grants, (other) => isWider(world, other, rule));
  return wider ? [shadowed(one, `a grant of what '${wider.id}' grants already`)] : [];
}

function isWider(world: LintWorld, other: Rule, rule: Rule): boolean {
  if (other === rule || !reachesAs(other, rule) || !obliges(rule, other)) return false;
  if (!implied(world, rule, other)) return false;
  // Of two that cover each other the later one is told; the very same scope is the subject of duplicate-scope.
  const mutual = reachesAs(rule, other) && obliges(other, rule) && implied(world, other, rule);
  return !mutual || (!sameScope(rule, other) && other.id < rule.id);
}

/** Whatever the one obliges, the other does too. */
function obliges({ obligations }: Rule, other: Rule): boolean {
  return obligations.every(({ id, value }) => {
    const same = other.obligations.find((one) => one.id === id)?.value;
    return [value].flat().every((word) => [same ?? []].flat().includes(word));
  });
}

function implied({ conditions }: LintWorld, rule: Rule, other: Rule): boolean {
  const wishes = [
    { kind: 'true', of: rule.when },
    { kind: 'not-certainly-true', of: other.when },
  ] as const;
  return conditions.ask([rule, other], wishes) === 'no';
}

// A prohibition counts unless it is certainly false.
function always({ conditions }: LintWorld, rule: Rule, ban: Rule): boolean {
  const wishes = [
    { kind: 'true', of: rule.when },
    { kind: 'false', of: ban.when },
  ] as const;
  return conditions.ask([rule, ban], wishes) === 'no';
}

function shadowed({ rule, document }: LintedPolicy, found: string): RuleFinding {
  const expected = 'a grant that changes some decision';
  return findingAt(document, ['metadata', 'name'], { kind: 'policy', name: rule.id, found, expected });
}
