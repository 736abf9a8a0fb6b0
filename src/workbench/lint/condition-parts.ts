import { type Condition, evaluate } from '../../conditions/index.js';
import type { DocumentPath } from '../../documents/index.js';
import type { AuthoredCondition, Rule } from '../../registers/policies/index.js';
import type { LintedPolicy } from './lint-world.js';

/** A part of an authored `when`: its place, and the condition that it came to. */
export interface ConditionPart {
  readonly path: DocumentPath;
  readonly condition: Condition;
  readonly parts: readonly ConditionPart[];
}

/** The `when` of a policy as its author nested it; undefined where it has none. */
export function authoredWhen({ policy, rule }: LintedPolicy): ConditionPart | undefined {
  const { when } = policy.spec;
  if (!when) return undefined;
  const own = ownTests(rule);
  const [single] = own;
  const condition: Condition = 'all' in when || !single ? { kind: 'all', of: own } : single;
  return partOf(when, condition, ['spec', 'when']);
}

// The same condition for the same rule: answers about it are found again by it.
const SCOPES = new WeakMap<Rule, Condition>();
const COUNTING = new WeakMap<Rule, Condition>();

/** Where a policy speaks, as a condition of its own: registered names, and the destination. */
export function scopeOf(rule: Rule): Condition {
  return once(SCOPES, rule, madeScope);
}

/** Where a policy counts: in its scope, under its condition. */
export function countingOf(rule: Rule): Condition {
  return once(COUNTING, rule, () => ({ kind: 'all', of: [scopeOf(rule), rule.when] }));
}

/** True where the period of a policy is over. */
export function hasEnded(rule: Rule, now: number): boolean {
  const made = testsOf(rule).slice(0, madeCount(rule));
  return made.some((test) => test.kind === 'leaf' && test.op === 'lt' && evaluate(test, { now }) === 'false');
}

function once(known: WeakMap<Rule, Condition>, rule: Rule, make: (rule: Rule) => Condition): Condition {
  const found = known.get(rule) ?? make(rule);
  known.set(rule, found);
  return found;
}

function madeScope(rule: Rule): Condition {
  const names = (fact: string, words: readonly string[] | '*'): readonly Condition[] =>
    words === '*' ? [] : [{ kind: 'leaf', fact, op: 'in', value: words }];
  const made = testsOf(rule).slice(0, madeCount(rule));
  return {
    kind: 'all',
    of: [
      ...names('purpose.name', rule.purposes),
      ...names('dataset.name', rule.datasets),
      ...names('plugin.name', rule.plugins),
      ...made,
    ],
  };
}

// The normaliser puts dates and destinations first; they have no place of their own.
function ownTests(rule: Rule): readonly Condition[] {
  return testsOf(rule).slice(madeCount(rule));
}

function testsOf({ when }: Rule): readonly Condition[] {
  return when.kind === 'all' ? when.of : [when];
}

function madeCount({ leafPlaces }: Rule): number {
  const first = leafPlaces.findIndex((place) => place !== undefined);
  return first < 0 ? leafPlaces.length : first;
}

function partOf(authored: AuthoredCondition, condition: Condition, path: DocumentPath): ConditionPart {
  const inner = innerOf(authored);
  const of = condition.kind === 'not' ? [condition.of] : 'of' in condition ? condition.of : [];
  const parts = inner.map(({ step, node }, at) => partOf(node, of[at] as Condition, [...path, ...step]));
  return { path, condition, parts };
}

function innerOf(
  node: AuthoredCondition,
): readonly { readonly step: DocumentPath; readonly node: AuthoredCondition }[] {
  if ('not' in node) return [{ step: ['not'], node: node.not }];
  if ('all' in node) return node.all.map((one, at) => ({ step: ['all', at], node: one }));
  if ('any' in node) return node.any.map((one, at) => ({ step: ['any', at], node: one }));
  return [];
}
