import { cutoffFacts, cutoffName, type Facts } from '../../conditions/index.js';
import type { Digest } from '../../documents/index.js';
import type { OwnRuleRegister } from '../../registers/own-rules/index.js';
import type { PolicySet } from '../../registers/policies/index.js';
import { obligedDigest, type RecordedDecision, reasonsDigest } from '../../run/index.js';
import {
  type Decider,
  type Decision,
  type OwnAnswers,
  ownAnswersNow,
  type Permit,
  questionOf,
} from '../../stages/decision/index.js';
import type { Deciders } from './deciders.js';
import { obligationChanges, together } from './obligation-changes.js';
import type { Baseline, NotReplayableCode, ReplayedDecision, ReplayKind } from './replay.js';
import type { UnkeptFacts } from './unkept-facts.js';

/** What one decision would be, before it is counted. */
export interface Redecided {
  readonly kind: ReplayKind;
  readonly baseline: Baseline | null;
  readonly why: NotReplayableCode | null;
  readonly about: readonly string[];
  readonly reasons: readonly string[];
  readonly strength: ReplayedDecision['strength'];
  readonly obligations: ReplayedDecision['obligations'];
}

/** The candidate with what it takes to decide by it. */
export interface Candidate {
  readonly set: PolicySet;
  readonly decider: Decider;
  /** Those in force: a candidate is a set of policies, and would be live beside them. */
  readonly ownRules: OwnRuleRegister | null;
  readonly unkept: UnkeptFacts;
  /** What scopes of the candidate resolve by in the registers of now, where it is not what it was. */
  readonly moved: (recorded: RecordedDecision) => readonly string[];
}

/** Decides a recorded decision again: first as it was, then under the candidate. */
export function decideAgain(recorded: RecordedDecision, deciders: Deciders, candidate: Candidate): Redecided {
  const before = reproduced(recorded, deciders);
  if (before.kind === 'refused') return refused(before.why, before.about);
  const moved = candidate.moved(recorded);
  if (moved.length > 0) return refused('SCOPE_CHANGED', moved);
  const facts = factsFor(candidate.set, recorded.facts);
  const question = questionOf(recorded.request, facts, recorded.columns);
  const unkept = candidate.unkept(question, recorded.unknown);
  if (unkept.length > 0) return refused('FACT_NOT_KEPT', unkept);
  const own = ownAnswersNow(candidate.ownRules, question);
  const broken = failedRules(own);
  if (broken.length > 0) return refused('OWN_RULE_FAILED', broken);
  const after = candidate.decider.decide(recorded.request, facts, recorded.columns, own);
  if (after.reasons.some(({ code }) => code === 'KERNEL_FAULT')) return refused('EVALUATORS_DISAGREE', []);
  const compared = compare(recorded, before.permit, after);
  return compared.kind === 'not-replayable' ? compared : { ...compared, baseline: before.baseline };
}

type Before =
  | { readonly kind: 'known'; readonly baseline: Baseline; readonly permit: Permit | null }
  | { readonly kind: 'refused'; readonly why: NotReplayableCode; readonly about: readonly string[] };

function reproduced(recorded: RecordedDecision, deciders: Deciders): Before {
  const { rules, policySet, request, facts, columns } = recorded;
  const earlier = deciders.earlier(rules);
  if (earlier.kind === 'altered') return { kind: 'refused', why: 'RULES_ALTERED', about: [rules] };
  const ownDigest = recorded.registers['ownRules'] as Digest | undefined;
  const ownRules = ownDigest === undefined ? null : deciders.ownRules(ownDigest);
  if (ownRules === undefined) return { kind: 'refused', why: 'OWN_RULES_NOT_KEPT', about: [ownDigest ?? ''] };
  if (earlier.kind === 'absent') return { kind: 'known', baseline: 'record', permit: null };
  const own = ownRules === null ? null : ownAnswersNow(ownRules, questionOf(request, facts, columns));
  const broken = failedRules(own);
  if (broken.length > 0) return { kind: 'refused', why: 'OWN_RULE_FAILED', about: broken };
  const again = earlier.decider.decide(request, facts, columns, own);
  if (!isAsRecorded(recorded, again, earlier.rules.digest)) {
    return { kind: 'refused', why: 'NOT_REPRODUCED', about: [policySet] };
  }
  return { kind: 'known', baseline: 'reproduced', permit: again.kind === 'permit' ? again : null };
}

/** Own rules that gave no answer, with why. */
function failedRules(own: OwnAnswers | null): readonly string[] {
  return (own?.answers ?? []).flatMap((one) => (one.kind === 'failed' ? [`${one.rule} (${one.cause})`] : []));
}

function isAsRecorded(recorded: RecordedDecision, again: Decision, policySet: Digest): boolean {
  const obliged = again.kind === 'permit' ? obligedDigest(again) : null;
  const waivers = again.kind === 'permit' ? again.waiversUsed : [];
  return (
    again.kind === recorded.kind &&
    policySet === recorded.policySet &&
    obliged === recorded.obliged &&
    gaveReasons(recorded, again) &&
    sameWords(waivers, recorded.waiversUsed)
  );
}

// Where there were too many reasons for an entry, the digest stands for all of them.
function gaveReasons({ reasons, reasonsLeft }: RecordedDecision, again: Decision): boolean {
  if (reasonsLeft) return reasonsDigest(again.reasons) === reasonsLeft.digest;
  return sameWords(
    reasons.map(({ code, rule }) => reasonKey(code, rule)),
    reasonsOf(again),
  );
}

function compare(recorded: RecordedDecision, before: Permit | null, after: Decision): Redecided {
  const reasons = reasonsOf(after);
  if (recorded.kind !== after.kind) {
    return { ...QUIET, kind: after.kind === 'permit' ? 'newly-permitted' : 'newly-denied', reasons };
  }
  if (after.kind === 'denial') return { ...QUIET, kind: 'unchanged', reasons };
  if (before === null) {
    const same = obligedDigest(after) === recorded.obliged;
    return same ? { ...QUIET, kind: 'unchanged', reasons } : refused('RULES_NOT_KEPT', [recorded.rules]);
  }
  const obligations = obligationChanges(before, after);
  if (obligations.length === 0) return { ...QUIET, kind: 'unchanged', reasons };
  const strength = together(obligations.map((one) => one.strength));
  return { ...QUIET, kind: 'obligations-changed', reasons, strength, obligations };
}

const QUIET = { baseline: null, why: null, about: [], reasons: [], strength: null, obligations: [] } as const;

function refused(why: NotReplayableCode, about: readonly string[]): Redecided {
  return { ...QUIET, kind: 'not-replayable', why, about };
}

/** Facts that follow from those of then: cut-offs of other durations, and waivers that nobody had used. */
function factsFor({ durations, waivers }: PolicySet, facts: Facts): Facts {
  const now = facts['now'];
  const others = durations.filter((duration) => !Object.hasOwn(facts, cutoffName(duration)));
  const unused = waivers.filter(({ id }) => !Object.hasOwn(facts, usesOf(id)));
  if (typeof now !== 'number' || (others.length === 0 && unused.length === 0)) return facts;
  return { ...cutoffFacts(others, now), ...Object.fromEntries(unused.map(({ id }) => [usesOf(id), 0])), ...facts };
}

/** The fact that counts the uses of a waiver. */
export function usesOf(waiver: string): string {
  return `waiver.uses.${waiver}`;
}

function reasonsOf({ reasons }: Decision): readonly string[] {
  return reasons.map(({ code, ref }) => reasonKey(code, ref));
}

function reasonKey(code: string, ref: string | undefined): string {
  return ref === undefined ? code : `${code} ${ref}`;
}

function sameWords(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((word, at) => word === other[at]);
}
