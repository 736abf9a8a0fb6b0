import type { Condition } from '../../conditions/index.js';
import { canonicalJson } from '../../documents/index.js';
import { CONSEQUENCES, CORRECTIONS, MEETS } from '../../registers/policies/index.js';
import type { Limits, Mask, Permit } from '../../stages/decision/index.js';
import { conditionStrength } from './condition-strength.js';

/** Which way something goes: `other` where neither is stricter for everybody. */
export type Strength = 'stronger' | 'weaker' | 'other';

/** One obligation before and after; null where there is none. Row rules stand by their condition. */
export interface ObligationChange {
  readonly id: string;
  readonly strength: Strength;
  readonly before: ObligedValue | null;
  readonly after: ObligedValue | null;
}

export type ObligedValue = number | readonly number[] | readonly string[] | Condition;

/** What one permit obliges that the other does not, in effect: floors of the engine and masks by column included. */
export function obligationChanges(before: Permit, after: Permit): readonly ObligationChange[] {
  const [old, now] = [obliged(before), obliged(after)];
  const ids = [...new Set([...old.keys(), ...now.keys()])].sort();
  return ids.flatMap((id) => {
    const [was, is] = [old.get(id) ?? null, now.get(id) ?? null];
    if (was === is || canonicalJson(was) === canonicalJson(is)) return [];
    return [{ id, strength: strengthOf(id, was, is), before: was, after: is }];
  });
}

/** The way of several changes together. */
export function together(strengths: readonly Strength[]): Strength {
  const [first = 'other', ...rest] = strengths;
  return rest.every((one) => one === first) ? first : 'other';
}

function obliged({ limits, columns, rows }: Permit): ReadonlyMap<string, ObligedValue> {
  return new Map<string, ObligedValue>([
    ...numbersOf(limits),
    ...limits.fairness.map(({ trait, ratioMin }) => [`ratioMin:${trait}`, ratioMin] as const),
    ...limits.benefit.map(({ limit, trait, value }) => [`${limit}:${trait}`, value] as const),
    ...(limits.approvals.length > 0 ? [['approvals', limits.approvals] as const] : []),
    ...columns.flatMap(({ name, mask }) => (mask ? [[`mask:${name}`, rankOf(mask)] as const] : [])),
    ...rows.map(({ id, keep }) => [`rows:${id}`, keep] as const),
  ]);
}

function numbersOf({ fairness, benefit, approvals, ...limits }: Limits): readonly (readonly [string, number])[] {
  const words = {
    modelOnly: limits.modelOnly ? 1 : 0,
    correction: CORRECTIONS.indexOf(limits.correction),
    onFail: CONSEQUENCES.indexOf(limits.onFail),
    onInconclusive: CONSEQUENCES.indexOf(limits.onInconclusive),
    onNotEstimable: CONSEQUENCES.indexOf(limits.onNotEstimable),
    onNotAssessed: CONSEQUENCES.indexOf(limits.onNotAssessed),
    onSmallDifference: CONSEQUENCES.indexOf(limits.onSmallDifference),
    onDrift: CONSEQUENCES.indexOf(limits.onDrift),
  };
  return Object.entries({ ...limits, ...words }).filter((one): one is [string, number] => typeof one[1] === 'number');
}

// As the lattice ranks masks: fewer quantiles hide more.
function rankOf(mask: Mask): readonly number[] {
  switch (mask.kind) {
    case 'round':
      return [1, mask.to];
    case 'bucket':
      return [2, mask.width];
    case 'quantiles':
      return [3, -mask.bins];
    case 'suppress':
      return [4, 0];
  }
}

function strengthOf(id: string, was: ObligedValue | null, is: ObligedValue | null): Strength {
  if (was === null) return 'stronger';
  if (is === null) return 'weaker';
  const name = id.split(':')[0] as keyof typeof MEETS;
  if (name === 'rows') return conditionStrength(was as Condition, is as Condition) ?? 'other';
  if (MEETS[name] === 'all') return setStrength(was as readonly string[], is as readonly string[]);
  const larger = isLarger(is, was) ? 'stronger' : 'weaker';
  if (MEETS[name] === 'max') return larger;
  return larger === 'stronger' ? 'weaker' : 'stronger';
}

/** More words asked for is stronger. */
export function setStrength(was: readonly unknown[], is: readonly unknown[]): Strength {
  if (was.every((word) => is.includes(word))) return 'stronger';
  return is.every((word) => was.includes(word)) ? 'weaker' : 'other';
}

function isLarger(one: ObligedValue, other: ObligedValue): boolean {
  if (typeof one === 'number' && typeof other === 'number') return one > other;
  const [a, b] = [one as readonly number[], other as readonly number[]];
  const at = a.findIndex((value, index) => value !== b[index]);
  return at >= 0 && (a[at] as number) > (b[at] as number);
}
