import { canonicalJson } from '../../../documents/index.js';
import type { RowRule, Rule } from '../../../registers/policies/index.js';
import { countingOf, scopeOf } from '../condition-parts.js';
import { findingAt, type LintRule, type RuleFinding } from '../lint-rule.js';
import type { LintedPolicy, LintWorld } from '../lint-world.js';
import { RuleIndex, reachesAs } from '../rule-index.js';

export const consentNeverMatters: LintRule = {
  name: 'consent-never-matters',
  level: 'warn',
  title: 'A consent clause can never remove a row: the condition of its policy, or another policy, leaves it nothing.',
  why: 'Who reads the clause believes that a no of the customer is heard here, and it is not, or it is heard elsewhere.',
  find: (world) => {
    const asking = world.policies.filter(({ rule }) => rule.kind === 'ConsentPolicy');
    const inForce = asking.map(({ rule }) => rule).filter((rule) => rule.mode === 'enforce' && !rule.waivableBy.length);
    const index = new RuleIndex(inForce);
    return asking.flatMap((one) => clausesOf(one).flatMap((clause) => idle(world, one, { clause, index })));
  },
};

interface Clause {
  readonly path: readonly (string | number)[];
  readonly rows: readonly RowRule[];
}

function clausesOf({ rule, policy }: LintedPolicy): readonly Clause[] {
  if (policy.kind !== 'ConsentPolicy') return [];
  const rows = (...reasons: string[]) => rule.rows.filter(({ reason }) => reasons.includes(reason));
  const { requires, honours } = policy.spec;
  return [
    ...(requires ? [{ path: ['spec', 'requires'], rows: rows('no-consent', 'consent-too-old') }] : []),
    ...(honours ?? []).map((word, at) => ({ path: ['spec', 'honours', at], rows: rows(word) })),
  ];
}

function idle(
  world: LintWorld,
  { rule, document }: LintedPolicy,
  { clause, index }: { readonly clause: Clause; readonly index: RuleIndex },
): readonly RuleFinding[] {
  const reasons: string[] = [];
  for (const row of clause.rows) {
    const reason = idleReason(world, { rule, row, index });
    if (reason === undefined) return [];
    reasons.push(reason);
  }
  const [found = ''] = reasons;
  const expected = 'a clause that some row can fail and no other policy asks for';
  return [findingAt(document, clause.path, { kind: 'policy', name: rule.id, found, expected })];
}

interface OneRow {
  readonly rule: Rule;
  readonly row: RowRule;
  readonly index: RuleIndex;
}

function idleReason(world: LintWorld, { rule, row, index }: OneRow): string | undefined {
  const { conditions } = world;
  const scope = { kind: 'true', of: scopeOf(rule) } as const;
  const possible = conditions.ask([rule], [scope]);
  // A scope that fits nothing is the subject of unreachable-policy.
  if (possible === 'no') return undefined;
  if (conditions.ask([rule], [scope, { kind: 'false', of: row.keep }]) === 'no') {
    return 'a clause that every row in the scope meets, as far as its facts are known';
  }
  const asks = (one: Rule) => asksAsMuch(world, { rule, row }, one);
  const other = world.pairs.first(consentNeverMatters.name, rule.id, index.around(rule), asks);
  return other && `a clause that '${other.id}' asks for already`;
}

function asksAsMuch(world: LintWorld, { rule, row }: Asked, other: Rule): boolean {
  if (other === rule || !reachesAs(other, rule)) return false;
  const same = other.rows.find(({ reason }) => reason === row.reason);
  if (!same || !covers(world, { rule, row }, { rule: other, row: same })) return false;
  // Of two that ask for the same, the later one is told.
  const mutual = reachesAs(rule, other) && covers(world, { rule: other, row: same }, { rule, row });
  return !mutual || (other.id < rule.id && JSON.stringify(rule.when) !== JSON.stringify(other.when));
}

type Asked = Pick<OneRow, 'rule' | 'row'>;

// The other policy counts wherever this one does, and keeps no row that this one removes.
function covers(world: LintWorld, one: Asked, other: Asked): boolean {
  const counts = [
    { kind: 'true', of: countingOf(one.rule) },
    { kind: 'false', of: other.rule.when },
  ] as const;
  // Most pairs need no search, and rows that are kept by the very same test none at all.
  if (world.conditions.hasExample(counts)) return false;
  return keepsNoMore(world, one, other) && world.conditions.ask([one.rule, other.rule], counts) === 'no';
}

function keepsNoMore({ conditions }: LintWorld, one: Asked, other: Asked): boolean {
  if (keyOf(one.row) === keyOf(other.row)) return true;
  const keeps = [
    { kind: 'true', of: other.row.keep },
    { kind: 'not-certainly-true', of: one.row.keep },
  ] as const;
  return conditions.ask([one.rule, other.rule], keeps) === 'no';
}

const KEYS = new WeakMap<RowRule, string>();

function keyOf(row: RowRule): string {
  const key = KEYS.get(row) ?? canonicalJson(row.keep);
  KEYS.set(row, key);
  return key;
}
