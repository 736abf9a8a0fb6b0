import { evaluate, type FactValue, leavesOf, type Operand, type Operator, type Truth } from '../../conditions/index.js';
import type { Digest } from '../../documents/index.js';
import type { PolicySet, RowReason, RowRule } from '../../registers/policies/index.js';
import type { Parts } from '../../run/index.js';
import { type ConstantInForce, constantsInForce, type Permit } from '../../stages/decision/index.js';
import type { ExplainedThing } from './decision-explanation.js';
import { aboutRun, type ExplainingParts, type PastDecision, pastDecision } from './explain-run.js';
import { explanationsError } from './explanations.errors.js';
import { type LookParts, recordLook } from './record-look.js';

/** One test of a row rule. `found` is a person's data value: it goes to the one who asked, and nowhere else. */
export interface SubjectLeaf {
  readonly fact: string;
  readonly op: Operator;
  readonly value: Operand;
  readonly truth: Truth;
  readonly found: FactValue | null;
}

/** One row rule of the permit, and whether the subject's row stays. */
export interface SubjectRule {
  readonly id: string;
  readonly rule: string;
  readonly title: string;
  readonly law: readonly string[];
  readonly place: string;
  readonly reason: RowReason;
  readonly keeps: boolean;
  readonly leaves: readonly SubjectLeaf[];
  /** The constants of legal profiles that the policy names, as they held at the run. */
  readonly constants: readonly ConstantInForce[];
}

/**
 * `kept` and `removed`: by the row rules. `absent`: the data has no such subject now. `not-read`: the run was denied
 * before any row was read.
 */
export type SubjectStanding = 'kept' | 'removed' | 'absent' | 'not-read';

/** Whether the source is what the run read; `not-recorded` where the run recorded no fingerprint. */
export type SourceSince = 'same' | 'changed' | 'not-recorded';

/** Why one subject is in a run, or is not. The key that was asked for is not in it. */
export interface SubjectExplanation {
  readonly about: Extract<ExplainedThing, { kind: 'run' }>;
  readonly standing: SubjectStanding;
  /** Rules that remove the row first. */
  readonly rules: readonly SubjectRule[];
  readonly missing: readonly string[];
  /** Null where no data was read. */
  readonly data: { readonly since: SourceSince; readonly recorded: Digest | null; readonly now: Digest } | null;
  /** The declaration of the dataset has changed since, so that facts may come from other columns. */
  readonly datasetsChanged: boolean;
}

type SubjectParts = ExplainingParts & LookParts & Pick<Parts, 'data'>;

/**
 * Holds the row of one subject, as the data is now, against the row rules of a run, at the moment of that run. That
 * somebody looks is recorded first; where it cannot be, nothing is read.
 * @throws NOTHING_TO_EXPLAIN, RECORD_NOT_EXPLAINABLE, ROW_RULES_NOT_KEPT, NO_SUBJECT_KEY
 */
export async function explainSubject(parts: SubjectParts, id: string, key: string): Promise<SubjectExplanation> {
  const past = await pastDecision(parts, id);
  const about = aboutRun(past.entries);
  const datasetsChanged = past.recorded.registers['datasets'] !== parts.registers.digests['datasets'];
  const nothing = { about, rules: [], missing: [], datasetsChanged };
  if (past.recorded.kind === 'denial') return { ...nothing, standing: 'not-read', data: null };
  const { permit, rules } = permitOf(past);
  const asked = askOf(parts, permit, key);
  await recordLook(parts, permit.request);
  const subject = await parts.data.subjectFacts(asked);
  const data = sourceSince(past, subject.fingerprint);
  if (subject.kind === 'absent') return { ...nothing, standing: 'absent', data };
  const held = permit.rows
    .map((row) => subjectRule(row, { rules: rules.rules, now: permit.facts['now'] }, subject.facts))
    .sort(removingFirst);
  const missing = held.flatMap(({ leaves }) => leaves.filter(({ found }) => found === null).map(({ fact }) => fact));
  return {
    about,
    standing: held.every(({ keeps }) => keeps) ? 'kept' : 'removed',
    rules: held,
    missing: [...new Set(missing)].sort(),
    data,
    datasetsChanged,
  };
}

function permitOf({ again, recorded }: PastDecision): { readonly permit: Permit; readonly rules: PolicySet } {
  if (again?.decision.kind === 'permit') return { permit: again.decision, rules: again.rules };
  throw explanationsError('ROW_RULES_NOT_KEPT', {
    found: `no rules ${recorded.rules} that give the recorded decision`,
    next: 'Restore the state folder from a copy that holds them.',
  });
}

function askOf({ registers }: SubjectParts, { request }: Permit, key: string) {
  const source = registers.sources.get(request.dataset);
  const purpose = registers.purposes.get(request.purpose);
  if (!source || !purpose || (source.table !== null && source.subjectKey === null)) {
    throw explanationsError('NO_SUBJECT_KEY', {
      found: source && purpose ? `'${request.dataset}' without a subject key` : 'a dataset or purpose that is gone',
      next: 'Declare the subject key of the dataset; what the run read cannot be told apart by subject.',
    });
  }
  return { source, at: request.at, consentKey: purpose.consentKey ?? purpose.name, key };
}

function sourceSince({ entries }: PastDecision, now: Digest): SubjectExplanation['data'] {
  const rows = entries.closed?.entry.body['rows'];
  const recorded = typeof rows === 'object' && rows !== null ? (rows as { source?: unknown }).source : undefined;
  if (typeof recorded !== 'string') return { since: 'not-recorded', recorded: null, now };
  return { since: recorded === now ? 'same' : 'changed', recorded: recorded as Digest, now };
}

function subjectRule(
  row: RowRule,
  { rules, now }: Pick<PolicySet, 'rules'> & { readonly now: FactValue | undefined },
  facts: Readonly<Record<string, FactValue>>,
): SubjectRule {
  const rule = rules.find(({ id }) => id === row.rule);
  const place = rule?.place;
  const leaves = leavesOf(row.keep).map((leaf) => ({
    fact: leaf.fact,
    op: leaf.op,
    value: leaf.value,
    truth: evaluate(leaf, facts),
    found: Object.hasOwn(facts, leaf.fact) ? (facts[leaf.fact] as FactValue) : null,
  }));
  return {
    id: row.id,
    rule: row.rule,
    title: rule?.title ?? row.rule,
    law: rule ? [...rule.law.requires, ...rule.law.supports] : [],
    place: place ? `${place.file}:${place.line}:${place.column}` : '',
    reason: row.reason,
    keeps: evaluate(row.keep, facts) === 'true',
    leaves,
    constants: rule ? constantsInForce([rule], now) : [],
  };
}

function removingFirst(a: SubjectRule, b: SubjectRule): number {
  return Number(a.keeps) - Number(b.keeps) || (a.id < b.id ? -1 : 1);
}
