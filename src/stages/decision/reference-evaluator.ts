import { evaluate, type Facts } from '../../conditions/index.js';
import {
  MEETS,
  type Obligation,
  type ObligationName,
  type PolicySet,
  type Rule,
} from '../../registers/policies/index.js';
import type { ReasonCode } from './decision.js';

/** What is asked of a policy set: names of registers, the categories of the columns, and the facts of the run. */
export interface Question {
  readonly purpose: string;
  readonly dataset: string;
  readonly plugin: string;
  readonly categories: readonly string[];
  readonly facts: Facts;
}

/** The answer of an evaluator; canonical: reasons sorted by code and ref, obligations by id. */
export interface Answer {
  readonly effect: 'permit' | 'deny';
  readonly reasons: readonly { readonly code: ReasonCode; readonly ref?: string }[];
  readonly obligations: readonly Obligation[];
}

type Value = Obligation['value'];

/** How a rule counts for one question, in plain TypeScript: the second opinion that the kernel must agree with. */
export function referenceAnswer(set: PolicySet, question: Question): Answer {
  const candidates = set.rules.filter((rule) => isCandidate(rule, question));
  const sorted = candidates.map((rule) => ({
    rule,
    counts: countsFor(rule, question),
    waived: isWaived(set, rule, question),
  }));
  const enforced = sorted.filter(({ rule }) => rule.mode === 'enforce');
  const grants = enforced.filter(({ rule, counts }) => rule.effect === 'grant' && counts).map(({ rule }) => rule);
  const binding = enforced.filter(({ counts, waived }) => counts && !waived).map(({ rule }) => rule);
  const prohibitions = binding.filter(({ effect }) => effect === 'prohibit');
  const restrictions = binding.filter(({ effect }) => effect === 'restrict');
  const uncovered = question.categories.filter((category) => !grants.some((rule) => covers(rule, category)));
  const allowed = question.categories.length > 0 && uncovered.length === 0 && prohibitions.length === 0;
  const merged = allowed
    ? merge([...grants, ...restrictions].flatMap(({ obligations }) => obligations))
    : NOTHING_MERGED;
  const permit = allowed && merged.unknown.length === 0;
  const reasons: Answer['reasons'] = [
    ...(question.categories.length === 0 ? [{ code: 'BAD_REQUEST' as const }] : []),
    ...uncovered.map((ref) => ({ code: 'NOT_COVERED' as const, ref })),
    ...prohibitions.map(({ id }) => ({ code: 'PROHIBITED' as const, ref: id })),
    ...merged.unknown.map((ref) => ({ code: 'UNKNOWN_OBLIGATION' as const, ref })),
    ...(permit ? grants.map(({ id }) => ({ code: 'GRANTED' as const, ref: id })) : []),
    ...(permit ? restrictions.map(({ id }) => ({ code: 'RESTRICTED' as const, ref: id })) : []),
    ...sorted.flatMap(({ rule, counts, waived }) => asides(rule, counts, waived)),
  ];
  return {
    effect: permit ? 'permit' : 'deny',
    reasons: canonical(reasons),
    obligations: permit ? merged.obligations : [],
  };
}

function isCandidate(rule: Rule, { purpose, dataset, plugin, categories }: Question): boolean {
  const names = (scope: readonly string[] | '*', name: string) => scope === '*' || scope.includes(name);
  const placed = names(rule.purposes, purpose) && names(rule.datasets, dataset) && names(rule.plugins, plugin);
  return placed && categories.some((category) => covers(rule, category));
}

/** The category itself or one above it is listed. */
export function covers({ categories }: Pick<Rule, 'categories'>, category: string): boolean {
  return categories === '*' || categories.some((key) => category === key || category.startsWith(`${key}.`));
}

// A grant counts only if certainly true; anything else counts unless certainly false.
function countsFor(rule: Rule, { facts }: Question): boolean {
  const truth = evaluate(rule.when, facts);
  return rule.effect === 'grant' ? truth === 'true' : truth !== 'false';
}

function isWaived({ waivers }: PolicySet, rule: Rule, { facts }: Question): boolean {
  const waivable = rule.effect !== 'grant';
  return waivable && waivers.some((waiver) => waiver.rule === rule.id && evaluate(waiver.when, facts) === 'true');
}

function asides(rule: Rule, counts: boolean, waived: boolean): Answer['reasons'] {
  if (!counts || rule.effect === 'grant') return [];
  if (waived) return [{ code: 'WAIVED', ref: rule.id }];
  if (rule.mode === 'enforce') return [];
  return [{ code: rule.effect === 'prohibit' ? 'WOULD_PROHIBIT' : 'WOULD_RESTRICT', ref: rule.id }];
}

const NOTHING_MERGED = { obligations: [] as readonly Obligation[], unknown: [] as readonly string[] };

/** Merges by meet; an obligation that nobody knows how to merge is named. */
function merge(asked: readonly Obligation[]): typeof NOTHING_MERGED {
  const ids = [...new Set(asked.map(({ id }) => id))].sort();
  const unknown = ids.filter((id) => meetOf(id) === undefined);
  const obligations = ids.flatMap((id) => {
    const meet = meetOf(id);
    const values = asked.filter((one) => one.id === id).map(({ value }) => value);
    return meet === undefined ? [] : [{ id, value: meetValues(meet, values) }];
  });
  return { obligations, unknown };
}

function meetOf(id: string): 'max' | 'min' | 'all' | undefined {
  const name = id.split(':')[0] as ObligationName;
  return Object.hasOwn(MEETS, name) ? MEETS[name] : undefined;
}

function meetValues(meet: 'max' | 'min' | 'all', values: readonly Value[]): Value {
  if (meet === 'all') return union(values);
  const strictest = meet === 'max' ? 1 : -1;
  return values.reduce((best, value) => (compareValues(value, best) * strictest > 0 ? value : best));
}

function union(values: readonly Value[]): Value {
  const words = values.flatMap((value) => (Array.isArray(value) ? value : [value])) as (string | number)[];
  return [...new Set(words)].sort((a, b) => compareValues(a, b));
}

/** Numbers by size, words by code unit, lists member by member: the order in which the kernel compares. */
function compareValues(a: Value, b: Value): number {
  if (Array.isArray(a) && Array.isArray(b)) return compareLists(a, b);
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function compareLists(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  if (at < 0) return a.length - b.length;
  return b[at] === undefined ? 1 : compareValues(a[at] as string | number, b[at] as string | number);
}

function canonical(reasons: Answer['reasons']): Answer['reasons'] {
  const key = ({ code, ref }: Answer['reasons'][number]) => `${code} ${ref ?? ''}`;
  return [...reasons].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}
