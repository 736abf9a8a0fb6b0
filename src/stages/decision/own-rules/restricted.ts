import { MEETS, type Obligation } from '../../../registers/policies/index.js';
import type { Reason } from '../decision.js';
import { FLOORS } from '../limits.js';
import { type Answer, canonical, merge } from '../reference-evaluator.js';
import type { OwnAnswer, OwnAnswers } from './own-answer.js';

/** The most reasons of own rules in one decision, which is recorded whole. */
const REASONS_MAX = 8;

/**
 * An answer of the policies with what own rules add to it. INVARIANT: the result is never more permissive than the
 * answer: a denial stays one, and obligations merge by meet above what holds where no policy speaks.
 */
export function restricted(answer: Answer, own: OwnAnswers | null): Answer {
  if (own === null || own.answers.length === 0) return answer;
  const reasons = canonical([...answer.reasons, ...ownReasons(own).map(({ code, ref = '' }) => ({ code, ref }))]);
  const stops = own.answers.some((one) => one.kind === 'failed' || one.forbid.length > 0);
  if (answer.effect === 'deny' || stops) {
    return { effect: 'deny', reasons: withoutGrounds(reasons), obligations: [] };
  }
  const added = own.answers.flatMap((one) => (one.kind === 'answered' ? one.obligations.map(aboveFloor) : []));
  const { obligations, unknown } = merge([...answer.obligations, ...added]);
  if (unknown.length === 0) return { effect: 'permit', reasons, obligations };
  const unmerged = unknown.map((ref) => ({ code: 'UNKNOWN_OBLIGATION', ref }) as const);
  return { effect: 'deny', reasons: canonical([...withoutGrounds(reasons), ...unmerged]), obligations: [] };
}

/** Reasons of own rules, each with its sentence and the bundle that gave it; in order of their references. */
export function ownReasons(own: OwnAnswers | null): readonly Reason[] {
  const all = (own?.answers ?? []).flatMap(reasonsOf).sort((a, b) => ((a.ref ?? '') < (b.ref ?? '') ? -1 : 1));
  const stopping = all.filter(({ code }) => code !== 'OWN_RULE_RESTRICTS');
  return [...stopping.slice(0, REASONS_MAX), ...all.filter((reason) => !stopping.includes(reason))];
}

function reasonsOf(answer: OwnAnswer): readonly Reason[] {
  const { rule, digest: bundle } = answer;
  if (answer.kind === 'failed') {
    return [{ code: 'OWN_RULE_FAILED', ref: `own/${rule}/${answer.cause}`, bundle }];
  }
  const { forbid, obligations } = answer;
  const forbids = [...new Map(forbid.map((one) => [one.code, one])).values()].map(
    ({ code, sentence }): Reason => ({ code: 'OWN_RULE_FORBIDS', ref: `own/${rule}/${code}`, title: sentence, bundle }),
  );
  const obliges: readonly Reason[] =
    obligations.length > 0 ? [{ code: 'OWN_RULE_RESTRICTS', ref: `own/${rule}`, bundle }] : [];
  return [...forbids, ...obliges];
}

// Where no policy speaks the engine's floor holds: what an own rule says below it must not take its place.
function aboveFloor({ id, value }: Obligation): Obligation {
  const floor = Object.hasOwn(FLOORS, id) ? FLOORS[id as keyof typeof FLOORS] : undefined;
  if (floor === undefined || typeof value !== 'number') return { id, value };
  return { id, value: (MEETS[id as keyof typeof FLOORS] === 'max' ? Math.max : Math.min)(value, floor) };
}

/** A denial does not say what would have granted or obliged. */
function withoutGrounds(reasons: Answer['reasons']): Answer['reasons'] {
  return reasons.filter(({ code }) => !['GRANTED', 'RESTRICTED', 'OWN_RULE_RESTRICTS'].includes(code));
}
