import { type Condition, evaluate } from '../conditions/index.js';
import { MEETS, type Obligation, type ObligationName, type PolicySet, type Rule } from '../registers/policies/index.js';
import { isUnder } from '../registers/taxonomy/index.js';
import type { CaseQuestion } from './case-question.js';

/** What an evaluator says of a case. */
export interface CaseAnswer {
  readonly decision: 'permit' | 'denial';
  /** `CODE ref`, sorted. */
  readonly reasons: readonly string[];
  /** Merged, by id. */
  readonly obligations: Readonly<Record<string, Obligation['value']>>;
}

/** One way to decide; every evaluator that is given must say the same of every case. */
export interface CaseEvaluator {
  readonly name: string;
  answer(policies: PolicySet, question: CaseQuestion): CaseAnswer;
}

/** Decides a case rule by rule, as the design reads: plain, without an index. */
export const plainEvaluator: CaseEvaluator = {
  name: 'plain',
  answer(policies, question) {
    const waived = new Set(policies.waivers.filter(({ when }) => holds(when, question)).map(({ rule }) => rule));
    const inForce = policies.rules.filter((rule) => rule.mode === 'enforce' && counts(rule, question));
    const kept = inForce.filter(({ id }) => !waived.has(id));
    const grants = kept.filter(({ effect }) => effect === 'grant');
    const prohibited = kept.filter(({ effect }) => effect === 'prohibit').map(({ id }) => `PROHIBITED ${id}`);
    const uncovered = uncoveredBy(grants, question).map((key) => `NOT_COVERED ${key}`);
    if (prohibited.length + uncovered.length > 0) {
      return { decision: 'denial', reasons: [...prohibited, ...uncovered].sort(), obligations: {} };
    }
    const reasons = kept.map(({ id, effect }) => `${effect === 'grant' ? 'GRANTED' : 'RESTRICTED'} ${id}`);
    const waivers = inForce.filter(({ id }) => waived.has(id)).map(({ id }) => `WAIVED ${id}`);
    return { decision: 'permit', reasons: [...reasons, ...waivers].sort(), obligations: merged(kept) };
  },
};

function counts(rule: Rule, question: CaseQuestion): boolean {
  const named =
    includes(rule.purposes, question.purpose) &&
    includes(rule.datasets, question.dataset) &&
    includes(rule.plugins, question.plugin);
  if (!named) return false;
  if (rule.effect === 'grant') return holds(rule.when, question) && concerns(rule, question);
  return evaluate(rule.when, question.facts) !== 'false' && concerns(rule, question);
}

function holds(when: Condition, { facts }: CaseQuestion): boolean {
  return evaluate(when, facts) === 'true';
}

function includes(names: readonly string[] | '*', name: string): boolean {
  return names === '*' || names.includes(name);
}

function concerns({ categories }: Rule, { columns }: CaseQuestion): boolean {
  return columns.some((column) => column.categories.some((key) => covers(categories, key)));
}

function covers(keys: readonly string[] | '*', key: string): boolean {
  return keys === '*' || keys.some((above) => isUnder(key, above));
}

function uncoveredBy(grants: readonly Rule[], { columns }: CaseQuestion): readonly string[] {
  const asked = [...new Set(columns.flatMap(({ categories }) => categories))];
  return asked.filter((key) => !grants.some(({ categories }) => covers(categories, key)));
}

function merged(rules: readonly Rule[]): Readonly<Record<string, Obligation['value']>> {
  const values = new Map<string, Obligation['value']>();
  for (const { id, value } of rules.flatMap(({ obligations }) => obligations)) {
    const before = values.get(id);
    values.set(id, before === undefined ? value : meet(id, before, value));
  }
  return Object.fromEntries([...values].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function meet(id: string, a: Obligation['value'], b: Obligation['value']): Obligation['value'] {
  const how = MEETS[id.split(':')[0] as ObligationName];
  switch (how) {
    case 'all':
      return [...new Set([a, b].flat().map(String))].sort();
    case 'max':
      return compared(a, b) >= 0 ? a : b;
    case 'min':
      return compared(a, b) <= 0 ? a : b;
  }
}

// Masks are pairs: the family first, then its parameter.
function compared(a: Obligation['value'], b: Obligation['value']): number {
  const [left, right] = [[a].flat(), [b].flat()];
  const at = left.findIndex((part, index) => part !== right[index]);
  return at < 0 ? 0 : Number(left[at]) - Number(right[at]);
}
