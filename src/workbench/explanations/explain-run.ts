import type { Digest } from '../../documents/index.js';
import type { OwnRuleRegister } from '../../registers/own-rules/index.js';
import type { PolicySet } from '../../registers/policies/index.js';
import {
  keptOwnRules,
  keptRules,
  type Parts,
  type RecordedDecision,
  recordedDecision,
  rulesDigest,
  wholeEntry,
} from '../../run/index.js';
import { createDecider, kernelEvaluator, ownAnswersNow, questionOf } from '../../stages/decision/index.js';
import type { DecisionExplanation, ExplainedThing } from './decision-explanation.js';
import { type DecidedThen, explainDecision, recordedReason } from './explain-decision.js';
import { explanationsError } from './explanations.errors.js';
import { type RecordedRun, recordedRun } from './recorded-run.js';

/** The parts that an explanation of something past needs. */
export type ExplainingParts = Pick<Parts, 'log' | 'registers' | 'settings'>;

/** A recorded decision, and the same made again where its rules were kept and give it. */
export interface PastDecision {
  readonly entries: RecordedRun;
  readonly recorded: RecordedDecision;
  readonly again: (DecidedThen & { readonly rules: PolicySet }) | null;
}

/**
 * Explains a recorded decision from the facts that were recorded with it, under the rules that made it.
 * @throws NOTHING_TO_EXPLAIN, RECORD_NOT_EXPLAINABLE
 */
export async function explainRun(parts: ExplainingParts, id: string): Promise<DecisionExplanation> {
  const { entries, recorded, again } = await pastDecision(parts, id);
  const about = aboutRun(entries);
  const inForce = recorded.policySet === parts.registers.policies.digest;
  if (again) {
    const question = questionOf(recorded.request, recorded.facts, recorded.columns);
    return { about, inForce, ...explainDecision(again.rules, question, again) };
  }
  return {
    about,
    inForce,
    answer: recorded.kind,
    basis: 'record',
    policySet: recorded.policySet,
    reasons: recorded.reasons.map(recordedReason),
    rules: [],
    present: Object.entries(recorded.facts).map(([fact, value]) => ({ fact, value })),
    missing: [...new Set(recorded.reasons.flatMap(({ missing }) => missing ?? []))].sort(),
    flips: null,
    onTrial: recorded.wouldHave.length === 0 ? null : { reasons: recorded.wouldHave.map(recordedReason), answer: null },
  };
}

/** What a run is, as its entries say. */
export function aboutRun({ opened, closed }: RecordedRun): Extract<ExplainedThing, { kind: 'run' }> {
  const outcome = closed?.entry.body['outcome'];
  return {
    kind: 'run',
    run: opened.entry.run ?? '',
    index: opened.index,
    at: opened.entry.at,
    outcome: typeof outcome === 'string' ? outcome : null,
  };
}

export async function pastDecision(parts: ExplainingParts, id: string): Promise<PastDecision> {
  const entries = await recordedRun(parts.log, id);
  const recorded = recordedDecision(wholeEntry(parts.settings.stateFolder, entries.opened));
  if (!recorded) {
    throw explanationsError('RECORD_NOT_EXPLAINABLE', {
      found: `entry ${entries.opened.index}`,
      next: `Read what it holds with: probity audit show --run ${entries.opened.entry.run}`,
    });
  }
  const rules = rulesOf(parts, recorded);
  const ownRules = ownRulesOf(parts, recorded);
  if (rules === null || ownRules === undefined) return { entries, recorded, again: null };
  const decider = createDecider(rules, kernelEvaluator(rules, parts.registers.taxonomy.categories));
  const { request, facts, columns } = recorded;
  const own = ownRules === null ? null : ownAnswersNow(ownRules, questionOf(request, facts, columns));
  const decision = decider.decide(request, facts, columns, own);
  // An explanation of another answer would be worse than none.
  return { entries, recorded, again: decision.kind === recorded.kind ? { decision, rules, ownRules } : null };
}

/** Null where there were none, undefined where those of then are not at hand. */
function ownRulesOf(
  { registers, settings }: ExplainingParts,
  recorded: RecordedDecision,
): OwnRuleRegister | null | undefined {
  const digest = recorded.registers['ownRules'] as Digest | undefined;
  if (digest === undefined) return null;
  if (digest === registers.ownRules?.digest) return registers.ownRules;
  const kept = keptOwnRules({ settings, registers }, digest);
  return kept.kind === 'kept' ? kept.register : undefined;
}

function rulesOf({ registers, settings }: ExplainingParts, { rules }: RecordedDecision): PolicySet | null {
  const kept = keptRules(settings.stateFolder, rules);
  if (kept.kind === 'kept') return kept.rules;
  return rulesDigest(registers.policies) === rules ? registers.policies : null;
}
