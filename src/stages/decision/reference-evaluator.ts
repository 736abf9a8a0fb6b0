import { evaluate, type Facts } from '../../conditions/index.js';
import {
  MEETS,
  type Obligation,
  type ObligationName,
  type PolicySet,
  type Rule,
  type RuleWaiver,
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

/** The keys that the taxonomy knows. */
export interface KnownKeys {
  readonly has: (key: string) => boolean;
}

const EVERY_KEY: KnownKeys = { has: () => true };

/**
 * The answer to one question in plain TypeScript, from the rules as they were loaded: the second opinion that the kernel
 * must agree with. `known` are the keys of the taxonomy; one that it lacks is never covered.
 */
export function referenceAnswer(set: PolicySet, question: Question, known = EVERY_KEY): Answer {
  if (!isWellFormed(question)) return { effect: 'deny', reasons: [{ code: 'BAD_REQUEST' }], obligations: [] };
  const categories = question.categories.filter((category) => known.has(category));
  const candidates = set.rules.filter((rule) => speaksOf(rule, { ...question, categories }));
  const weighed = candidates.map((rule) => weigh(set, rule, question.facts));
  const standing = weighed.filter(({ counts, waived }) => counts && !waived).map(({ rule }) => rule);
  const [grants, restrictions, prohibitions] = (['grant', 'restrict', 'prohibit'] as const).map((effect) =>
    standing.filter((rule) => rule.effect === effect && rule.mode === 'enforce'),
  ) as [Rule[], Rule[], Rule[]];
  const covered = categories.filter((category) => grants.some((rule) => covers(rule, category)));
  const uncovered = question.categories.filter((category) => !covered.includes(category));
  const allowed = uncovered.length === 0 && prohibitions.length === 0;
  const merged = merge(allowed ? [...grants, ...restrictions].flatMap(({ obligations }) => obligations) : []);
  const permit = allowed && merged.unknown.length === 0;
  const of = (code: ReasonCode, rules: readonly Rule[]) => rules.map(({ id }) => ({ code, ref: id }));
  const reasons = [
    ...[...new Set(uncovered)].map((ref) => ({ code: 'NOT_COVERED', ref }) as const),
    ...merged.unknown.map((ref) => ({ code: 'UNKNOWN_OBLIGATION', ref }) as const),
    ...of('PROHIBITED', prohibitions),
    ...(permit ? [...of('GRANTED', grants), ...of('RESTRICTED', restrictions)] : []),
    ...weighed.flatMap(asides),
  ];
  return {
    effect: permit ? 'permit' : 'deny',
    reasons: canonical(reasons),
    obligations: permit ? merged.obligations : [],
  };
}

function isWellFormed({ purpose, dataset, plugin, categories, facts }: Question): boolean {
  const names = [purpose, dataset, plugin, ...categories];
  const named = names.every((name) => typeof name === 'string' && name !== '*' && !/\p{Surrogate}/u.test(name));
  return named && categories.length > 0 && Object.entries(facts).every(([name, value]) => isFact(name, value));
}

function isFact(name: string, value: unknown): boolean {
  if (Array.isArray(value)) return value.every((word) => typeof word === 'string' && isFact(name, word));
  if (typeof value === 'number') return Number.isSafeInteger(value);
  return typeof value === 'boolean' || (typeof value === 'string' && !/\p{Surrogate}/u.test(value + name));
}

/** True where a rule names the purpose, dataset and plugin, and a category that was asked for. */
export function speaksOf(rule: Rule, { purpose, dataset, plugin, categories }: Omit<Question, 'facts'>): boolean {
  const names = (scope: readonly string[] | '*', name: string) => scope === '*' || scope.includes(name);
  const placed = names(rule.purposes, purpose) && names(rule.datasets, dataset) && names(rule.plugins, plugin);
  if (!placed) return false;
  return rule.categories === '*' || categories.some((category) => covers(rule, category));
}

/** The category itself or one above it is listed. */
export function covers({ categories }: Pick<Rule, 'categories'>, category: string): boolean {
  return categories === '*' || categories.some((key) => category === key || category.startsWith(`${key}.`));
}

interface Weighed {
  readonly rule: Rule;
  readonly counts: boolean;
  readonly waived: boolean;
}

// A grant counts only if certainly true; anything else counts unless certainly false.
function weigh({ waivers }: PolicySet, rule: Rule, facts: Facts): Weighed {
  const truth = evaluate(rule.when, facts);
  if (rule.effect === 'grant') return { rule, counts: truth === 'true', waived: false };
  return { rule, counts: truth !== 'false', waived: waivers.some((waiver) => waives(waiver, rule, facts)) };
}

/** True while a waiver switches a rule off: the rule lets its approver waive it, and the condition is certainly true. */
export function waives(waiver: RuleWaiver, rule: Rule, facts: Facts): boolean {
  const mayWaive = waiver.rule === rule.id && rule.waivableBy.includes(waiver.approvedBy.role);
  return mayWaive && evaluate(waiver.when, facts) === 'true';
}

function asides({ rule, counts, waived }: Weighed): Answer['reasons'] {
  if (!counts || rule.effect === 'grant') return [];
  if (rule.mode === 'enforce') return waived ? [{ code: 'WAIVED', ref: rule.id }] : [];
  if (waived) return [];
  return [{ code: rule.effect === 'prohibit' ? 'WOULD_PROHIBIT' : 'WOULD_RESTRICT', ref: rule.id }];
}

/** Merges by meet; an obligation that nobody knows how to merge is named. */
export function merge(asked: readonly Obligation[]) {
  const ids = [...new Set(asked.map(({ id }) => id))].sort();
  const merged = ids.map((id) => ({
    id,
    value: met(
      id,
      asked.filter((one) => one.id === id).map(({ value }) => value),
    ),
  }));
  return {
    obligations: merged.filter((one): one is Obligation => one.value !== undefined),
    unknown: merged.filter(({ value }) => value === undefined).map(({ id }) => id),
  };
}

function met(id: string, values: readonly Value[]): Value | undefined {
  const name = id.split(':')[0] as ObligationName;
  const meet = Object.hasOwn(MEETS, name) ? MEETS[name] : undefined;
  if (meet === undefined) return undefined;
  if (meet === 'all') return values.every((value) => Array.isArray(value)) ? union(values) : undefined;
  const comparable = values.every((value) => typeof value === 'number') || values.every(isStrength);
  if (!comparable) return undefined;
  const strictest = meet === 'max' ? 1 : -1;
  return values.reduce((best, value) => (compareValues(value, best) * strictest > 0 ? value : best));
}

function isStrength(value: Value): boolean {
  return Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'number');
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

/** In order of code and reference. */
export function canonical(reasons: Answer['reasons']): Answer['reasons'] {
  const key = ({ code, ref }: Answer['reasons'][number]) => `${code} ${ref ?? ''}`;
  return [...reasons].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}
