import { evaluate } from '../../conditions/index.js';
import type { Obligation, PolicySet } from '../../registers/policies/index.js';
import type { Answer } from '../../stages/decision/index.js';
import {
  isOfFairness,
  isTraitLimit,
  type Measure,
  nameOfObligation,
  saidOf,
  strictness,
  type Value,
} from './measures.js';
import type { Witness } from './policy-diff.js';

/** What an answer obliges of a measure, the engine's floor included; undefined where nothing. */
export function obligedBy(measure: Measure, { obligations }: Answer): Value | undefined {
  return saidOf(measure, obligations) ?? measure.floor;
}

/** How a measure moves between two answers that both permit; null where it does not. */
export function moved(measure: Measure, { before, after }: Witness): 'weaker' | 'stronger' | null {
  if (before.effect !== 'permit' || after.effect !== 'permit') return null;
  if (isOfFairness(measure) && !(isJudged(before) && isJudged(after))) return null;
  const [was, is] = [obligedBy(measure, before), obligedBy(measure, after)];
  if (was === undefined || is === undefined) return was === is ? null : is === undefined ? 'weaker' : 'stronger';
  const by = strictness(measure, is, was);
  return by === 0 ? null : by < 0 ? 'weaker' : 'stronger';
}

function isJudged({ obligations }: Answer): boolean {
  return obligations.some(({ id }) => isTraitLimit(nameOfObligation(id)));
}

/** True where a list of obliged words loses some and gains others. */
export function isIncomparable(before: Value | undefined, after: Value | undefined): boolean {
  if (!Array.isArray(before) || !Array.isArray(after)) return false;
  return before.some((word) => !after.includes(word)) && after.some((word) => !before.includes(word));
}

/** True where the row of a witness stays under a set that gave this answer. */
export function keepsRow({ rules }: PolicySet, { obligations }: Answer, { question, row }: Witness): boolean {
  const ids = valueIn(obligations, 'rows');
  const obliged = rules.flatMap(({ rows }) => rows).filter(({ id }) => Array.isArray(ids) && ids.includes(id));
  return obliged.every(({ keep }) => evaluate(keep, { ...question.facts, ...row }) === 'true');
}

export function valueIn(obligations: readonly Obligation[], id: string): Value | undefined {
  return obligations.find((one) => one.id === id)?.value;
}
