import { canonicalJson } from '../../documents/index.js';
import type { PolicySet, Rule } from '../../registers/policies/index.js';
import { type CaseAnswer, questionAsked, referenceCases } from '../case-evaluator.js';
import { removalsOf, rowRulesInForce } from '../case-notes.js';
import { type CaseQuestion, typedFacts } from '../case-question.js';
import { type CaseFile, type CaseWorld, questionIn } from '../case-world.js';
import type { AuthoredFacts, PolicyCase } from '../cases.schema.js';
import { type AskedPart, askCandidates, rowCandidates } from './case-candidates.js';
import { type Mutant, withMutant } from './mutants-of.js';
import { passes } from './passes.js';
import { mayDiffer } from './rule-difference.js';

/** Asks that are tried for one mutant. */
const TRIES_MAX = 30_000;

interface Pair {
  readonly world: CaseWorld;
  readonly rule: Rule;
  readonly mutant: Mutant;
  readonly set: PolicySet;
}

/**
 * A case that passes on a policy and fails on its mutant, the one that says least first; null where none of those tried
 * tells them apart. Every case that is given was tried on both.
 */
export function killingCase(world: CaseWorld, file: CaseFile, mutant: Mutant): PolicyCase | null {
  const rule = world.policies.rules.find(({ id }) => id === mutant.policy) as Rule;
  const pair = { world, rule, mutant, set: withMutant(world.policies, mutant) };
  const rules = mutant.rule === null ? [rule] : [rule, mutant.rule];
  let tries = 0;
  for (const asked of askCandidates(world, { policies: pair.set, rules, file })) {
    tries += 1;
    if (tries > TRIES_MAX) return null;
    const found = caseOf(pair, asked);
    if (found && tells(pair, found)) return found;
  }
  return null;
}

function caseOf({ world, rule, mutant, set }: Pair, asked: AskedPart): PolicyCase | null {
  const question = questionIn(
    { fixtures: world.fixtures, policies: set },
    { name: '', expect: { decision: 'permit' }, ...asked },
  );
  if (!mayDiffer(rule, mutant.rule, questionAsked(question))) return null;
  const wanted = referenceCases.answer(world.policies, question, world);
  const other = referenceCases.answer(set, question, world);
  const named = { name: `notices that ${mutant.mutation.change}`, ...asked };
  const expect = expectation(rule, wanted, other);
  if (expect !== null) return { ...named, expect };
  const row = differentRow({ world, rule, mutant, set }, { question, wanted, other });
  return row === null ? null : { ...named, expect: { decision: wanted.decision }, rows: [row] };
}

/** What the answer of the policy says and that of the mutant does not; null where cases see no difference. */
function expectation({ id }: Rule, wanted: CaseAnswer, other: CaseAnswer): PolicyCase['expect'] | null {
  const { decision } = wanted;
  const own = (reason: string) => reason.endsWith(` ${id}`);
  const reasons = wanted.reasons.filter((reason) => !other.reasons.includes(reason)).filter(own);
  const notReasons = other.reasons.filter((reason) => !wanted.reasons.includes(reason)).filter(own);
  const obligations = differingObligations(wanted, other);
  const isSame = decision === other.decision && reasons.length + notReasons.length === 0;
  if (isSame && Object.keys(obligations).length === 0) return null;
  return {
    decision,
    ...(reasons.length > 0 ? { reasons } : {}),
    ...(notReasons.length > 0 ? { notReasons } : {}),
    ...(isSame ? { obligations } : {}),
  };
}

function differingObligations(wanted: CaseAnswer, other: CaseAnswer) {
  const ids = [...new Set([...Object.keys(wanted.obligations), ...Object.keys(other.obligations)])];
  const differing = ids.filter(
    (id) => canonicalJson(wanted.obligations[id] ?? null) !== canonicalJson(other.obligations[id] ?? null),
  );
  return Object.fromEntries(differing.map((id) => [id, wanted.obligations[id] ?? null]));
}

interface Answers {
  readonly question: CaseQuestion;
  readonly wanted: CaseAnswer;
  readonly other: CaseAnswer;
}

function differentRow({ world, rule, mutant, set }: Pair, { question, wanted, other }: Answers) {
  const rules = rowRulesInForce(world.policies, rule.id, wanted);
  const others = rowRulesInForce(set, rule.id, other);
  const removed = (by: typeof rules, row: AuthoredFacts) =>
    removalsOf(by, [{ ...question.facts, ...typedFacts(row) }])[0] ?? [];
  const rows = rowCandidates(mutant.rule === null ? [rule] : [rule, mutant.rule], question.facts);
  const row = rows.find((one) => canonicalJson(removed(rules, one)) !== canonicalJson(removed(others, one)));
  return row === undefined ? null : { row, removed: [...removed(rules, row)] };
}

function tells({ world, rule, set }: Pair, one: PolicyCase): boolean {
  const asked = { policy: rule.id, one };
  return passes(world, world.policies, asked) && !passes(world, set, asked);
}
