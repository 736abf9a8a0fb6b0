import { type Condition, type Facts, type FactValue, fold, isRowFact, leavesOf } from '../../conditions/index.js';
import { type Digest, frozen } from '../../documents/index.js';
import type { PolicySet, RowRule, Rule } from '../../registers/policies/index.js';
import type { SegmentationRequest } from '../request/index.js';
import type { Decision, Denial, Permit, Reason, ReasonCode } from './decision.js';
import { limitsOf, maskFor } from './limits.js';
import type { OwnAnswers } from './own-rules/own-answer.js';
import { ownReasons, restricted } from './own-rules/restricted.js';
import { type Answer, type Question, waives } from './reference-evaluator.js';

/** A column asked for, with its data categories. */
export interface AskedColumn {
  readonly name: string;
  readonly categories: readonly string[];
}

/** Decides requests under one policy set, with what own rules said to the same question, where there are any. */
export interface Decider {
  decide(
    request: SegmentationRequest,
    facts: Facts,
    columns: readonly AskedColumn[],
    own?: OwnAnswers | null,
  ): Decision;
  readonly kernelDigest: Digest;
}

/** Something that answers questions about one policy set: the kernel, or the reference evaluator. */
export interface Evaluator {
  answer(question: Question): Answer;
  readonly digest: Digest;
}

/** Turns the answers of an evaluator into decisions. INVARIANT: decisions are made nowhere else. */
export function createDecider(policySet: PolicySet, evaluator: Evaluator): Decider {
  const rules = new Map(policySet.rules.map((rule) => [rule.id, rule]));
  return {
    kernelDigest: evaluator.digest,
    decide: (request, facts, columns, own = null) => {
      const asked = isWhole(request, columns);
      const ofPolicies = asked ? evaluator.answer(questionOf(request, facts, columns)) : BAD_REQUEST;
      const answer = own === null ? ofPolicies : restricted(ofPolicies, own);
      const decided = decidedPart(policySet, rules, { request, facts, answer, own });
      if (answer.effect === 'deny') return denial(decided, []);
      return permitted(policySet, decided, { answer, columns, facts });
    },
  };
}

const BAD_REQUEST: Answer = { effect: 'deny', reasons: [{ code: 'BAD_REQUEST' }], obligations: [] };

// Coverage is by category: a column without one, or one that nobody described, would pass unseen.
function isWhole(request: SegmentationRequest, columns: readonly AskedColumn[]): boolean {
  const described = new Set(columns.map(({ name }) => name));
  return (
    [...request.columns, ...(request.release?.kAnonymous.columns ?? [])].every((name) => described.has(name)) &&
    columns.every(({ categories }) => categories.length > 0)
  );
}

/** What an evaluator is asked about a request. */
export function questionOf(request: SegmentationRequest, facts: Facts, columns: readonly AskedColumn[]): Question {
  const { purpose, dataset, plugin } = request;
  const categories = [...new Set(columns.flatMap((column) => column.categories))].sort();
  return { purpose, dataset, plugin, categories, facts };
}

type DecidedPart = Pick<Denial, 'request' | 'facts' | 'policySet' | 'ownRules' | 'reasons' | 'wouldHave'>;

interface Answered {
  readonly request: SegmentationRequest;
  readonly facts: Facts;
  readonly answer: Answer;
  readonly own: OwnAnswers | null;
}

function decidedPart(
  set: PolicySet,
  rules: ReadonlyMap<string, Rule>,
  { request, facts, answer, own }: Answered,
): DecidedPart {
  const ofOwnRules = new Map(own === null ? [] : ownReasons(own).map((reason) => [reason.ref, reason]));
  const reasons = answer.reasons.map(({ code, ref }) => ofOwnRules.get(ref) ?? reasonOf(code, ref, rules, facts));
  const aside = (reason: Reason) => reason.code.startsWith('WOULD_');
  return {
    request,
    facts,
    policySet: set.digest,
    ownRules: own?.digest ?? null,
    reasons: reasons.filter((reason) => !aside(reason)),
    wouldHave: reasons.filter(aside),
  };
}

function permitted(
  set: PolicySet,
  decided: DecidedPart,
  { answer, columns, facts }: { answer: Answer; columns: readonly AskedColumn[]; facts: Facts },
): Decision {
  const limits = limitsOf(answer.obligations);
  const level = facts['isolation.level'];
  // Labels made outside ran in no sandbox of ours: there is nothing that a level could hold.
  const ranHere = facts['plugin.name'] !== 'outside';
  if (ranHere && !(typeof level === 'number' && level >= limits.isolationMin)) {
    return denial(decided, [{ code: 'ISOLATION_TOO_LOW', ref: `level ${limits.isolationMin}` }]);
  }
  if (!isMitigationGranted(set, decided)) {
    return denial(decided, [{ code: 'MITIGATION_NOT_GRANTED', ref: String(facts['request.mitigation']) }]);
  }
  // The column of a trait that people are treated by is asked for and judged, and never given to a plugin; columns of a
  // k-anonymous table are granted with their masks too, and are no features.
  const { columns: asked, release } = decided.request;
  const given = [...asked, ...(release?.kAnonymous.columns ?? [])];
  const granted = columns
    .filter(({ name }) => given.includes(name))
    .map(({ name, categories }) => ({ name, mask: maskFor(categories, answer.obligations) }));
  const features = granted.filter(({ name }) => asked.includes(name));
  if (features.every(({ mask }) => mask?.kind === 'suppress')) return denial(decided, [{ code: 'ALL_SUPPRESSED' }]);
  const rows = rowRulesOf(set, answer);
  // A row rule that nobody has would leave everybody in.
  if (rows === null) return denial(decided, [{ code: 'KERNEL_FAULT', ref: 'rows' }]);
  const permit = {
    kind: 'permit',
    ...decided,
    columns: granted,
    rows: rows.map((row) => ({ ...row, keep: fold(row.keep, facts) })),
    limits,
    obligations: answer.obligations,
    waiversUsed: waiversUsed(set, decided),
  };
  return frozen(permit) as unknown as Permit;
}

/**
 * A grant of columns says nothing of treating people by their group: one of the grants that counted must name it, by itself
 * or as one of all that must hold.
 */
function isMitigationGranted({ rules }: PolicySet, { request, facts, reasons }: DecidedPart): boolean {
  const kind = request.mitigation?.kind ?? facts['request.mitigation'] ?? 'none';
  if (kind === 'none') return true;
  const granting = new Set(reasons.filter(({ code }) => code === 'GRANTED').map(({ ref }) => ref));
  return rules.some(({ id, when }) => granting.has(id) && namesMitigation(when, kind));
}

function namesMitigation(when: Condition, kind: FactValue): boolean {
  if (when.kind === 'all') return when.of.some((part) => namesMitigation(part, kind));
  if (when.kind !== 'leaf' || when.fact !== 'request.mitigation') return false;
  return (when.op === 'eq' && when.value === kind) || (when.op === 'in' && Array.isArray(when.value));
}

function rowRulesOf({ rules }: PolicySet, { obligations }: Answer): readonly RowRule[] | null {
  const obliged = obligations.find(({ id }) => id === 'rows')?.value ?? [];
  const ids = new Set(Array.isArray(obliged) ? obliged : [obliged]);
  const rows = rules.flatMap((rule) => rule.rows).filter(({ id }) => ids.has(id));
  return rows.length === ids.size ? rows : null;
}

/** Of several waivers of one rule the first is used, so that one run takes one use. */
function waiversUsed({ rules, waivers }: PolicySet, { reasons, facts }: DecidedPart): readonly string[] {
  const waived = new Set(reasons.filter(({ code }) => code === 'WAIVED').map(({ ref }) => ref));
  return rules
    .filter(({ id }) => waived.has(id))
    .flatMap((rule) => waivers.filter((waiver) => waives(waiver, rule, facts)).slice(0, 1))
    .map(({ id }) => id);
}

const GROUNDS: ReadonlySet<ReasonCode> = new Set(['GRANTED', 'RESTRICTED', 'OWN_RULE_RESTRICTS']);

function denial(decided: DecidedPart, more: readonly Reason[]): Denial {
  const reasons = [...decided.reasons, ...more].filter(({ code }) => !GROUNDS.has(code));
  return frozen({ kind: 'denial', ...decided, reasons }) as unknown as Denial;
}

function reasonOf(code: ReasonCode, ref: string | undefined, rules: ReadonlyMap<string, Rule>, facts: Facts): Reason {
  const rule = ref === undefined ? undefined : rules.get(ref);
  if (!rule) return ref === undefined ? { code } : { code, ref };
  const { requires, supports } = rule.law;
  const names = [...new Set(leavesOf(rule.when).map(({ fact }) => fact))].sort();
  const present = names.filter((name) => Object.hasOwn(facts, name));
  const missing = names.filter((name) => !Object.hasOwn(facts, name) && !isRowFact(name));
  const law = [...requires, ...supports];
  return { code, ref: rule.id, title: rule.title, law, place: rule.place, present, missing };
}
