import type { Condition, Facts, FactValue, Operator } from '../../src/conditions/index.js';
import { digestOf } from '../../src/documents/index.js';
import type { Obligation, PolicySet, Rule, RuleWaiver } from '../../src/registers/policies/index.js';
import {
  type Answer,
  type Evaluator,
  kernelEvaluator,
  type Question,
  referenceAnswer,
} from '../../src/stages/decision/index.js';
import type { Generator } from './seeded.js';

export const KEYS = [
  'user',
  'user.contact',
  'user.contact.email',
  'user.contact.phone',
  'user.financial',
  'user.financial.account',
  'user.health',
  'user.healthy',
];
const PURPOSES = ['insight', 'offers', 'letters', '__proto__'];
const DATASETS = ['shop', 'cards', 'constructor'];
const PLUGINS = ['rfm', 'k-means', 'toString'];
const ROLES = ['dpo', 'legal'];
const PLACE = { file: 'policy.yaml', line: 1, column: 1 };

/** Both evaluators over one set, and over one small taxonomy. */
export async function evaluatorsOf(
  set: PolicySet,
): Promise<{ readonly kernel: Evaluator; readonly reference: (question: Question) => Answer }> {
  const known = new Set(KEYS);
  return {
    kernel: await kernelEvaluator(set, KEYS),
    reference: (question) => referenceAnswer(set, question, known),
  };
}

export const DIGEST = digestOf('a small set');

/** A rule that speaks of every category of contact, everywhere, and always. */
export function plainRule(id: string, effect: Rule['effect']): Rule {
  return {
    id,
    kind: 'AccessPolicy',
    title: id,
    owner: 'privacy-office',
    law: { requires: [], supports: [], stricterThanLaw: false },
    effect,
    mode: 'enforce',
    purposes: '*',
    datasets: '*',
    plugins: '*',
    categories: ['user.contact'],
    when: { kind: 'all', of: [{ kind: 'leaf', fact: 'now', op: 'gte', value: 0 }] },
    rows: [],
    obligations: [],
    waivableBy: [],
    place: PLACE,
    leafPlaces: [undefined],
  };
}

export function plainSet(...rules: readonly Rule[]): PolicySet {
  return { digest: DIGEST, rules, waivers: [], durations: [] };
}

/** A policy set with everything that a file can say, more often contradictory than a person would write it. */
export function someSet(random: Generator): PolicySet {
  const rules = Array.from({ length: 1 + random.below(14) }, (_, at) => someRule(random, `rule-${at}`));
  const waivers = Array.from({ length: random.below(4) }, (_, at) => someWaiver(random, `waiver-${at}`, rules));
  return { digest: digestOf(rules.length), rules, waivers, durations: [] };
}

export function someRule(random: Generator, id: string): Rule {
  const effect = random.one(['grant', 'grant', 'grant', 'restrict', 'restrict', 'prohibit'] as const);
  return {
    ...plainRule(id, effect),
    mode: effect === 'grant' || random.chance(0.7) ? 'enforce' : random.one(['warn', 'audit'] as const),
    purposes: scope(random, PURPOSES),
    datasets: scope(random, DATASETS),
    plugins: scope(random, PLUGINS),
    categories: random.chance(0.3) ? '*' : [random.one(KEYS), ...random.some(KEYS, 0.2)],
    when: someCondition(random, random.below(9), effect === 'prohibit' ? 0.7 : 0.3),
    obligations: effect === 'prohibit' ? [] : someObligations(random),
    waivableBy: random.some(ROLES),
  };
}

function scope(random: Generator, names: readonly string[]): readonly string[] | '*' {
  return random.chance(0.5) ? '*' : random.some(names);
}

function someWaiver(random: Generator, id: string, rules: readonly Rule[]): RuleWaiver {
  return {
    id,
    rule: random.one(rules).id,
    reason: 'a trial of the rule',
    requestedBy: 'ana',
    approvedBy: { actor: 'ben', role: random.one(ROLES) },
    when: { kind: 'all', of: [someCondition(random, 1, 0.2)] },
    uses: null,
    until: 9,
    place: PLACE,
  };
}

function someObligations(random: Generator): readonly Obligation[] {
  const unknown = random.chance(0.02) ? [{ id: 'teleport', value: 1 }] : [];
  const misfit = random.chance(0.02)
    ? [{ id: 'lMin', value: random.one<Obligation['value']>(['three', [1], ['a']]) }]
    : [];
  const all: readonly (() => Obligation)[] = [
    () => ({ id: 'kMin', value: random.below(30) }),
    () => ({ id: 'releaseDays', value: random.below(90) }),
    () => ({ id: 'approvals', value: ['dpo', ...random.some(['legal', 'auditor'])] }),
    () => ({ id: 'mask:user.contact', value: [1 + random.below(4), random.below(9) - 4] }),
    () => ({ id: 'mask:user', value: [1 + random.below(4), 0.5] }),
    () => ({ id: 'ratioMin:sex', value: random.one([0.8, 0.75, 0.9, 1]) }),
    () => ({ id: 'rows', value: [`row-${random.below(5)}`] }),
  ];
  return [...random.some(all, 0.25).map((make) => make()), ...unknown, ...misfit];
}

const FACTS: Readonly<Record<string, (random: Generator) => FactValue>> = {
  now: (random) => random.below(4),
  'cutoff.1 month': (random) => random.below(4),
  count: (random) => random.below(4) - 1,
  role: (random) => random.one(['dpo', 'legal', '__proto__', '*', '']),
  open: (random) => random.chance(0.5),
  words: (random) => random.some(['dpo', 'legal', '__proto__', 'é\u0000"\\']),
  other: (random) => random.some(['dpo', 'x']),
};
const NAMES = Object.keys(FACTS);

/** A condition of at most `depth` levels above its tests; `bias` is the chance that a test is one that rarely holds. */
export function someCondition(random: Generator, depth: number, bias: number): Condition {
  if (depth === 0 || random.chance(0.15)) return someLeaf(random, bias);
  if (random.chance(0.2)) return { kind: 'not', of: someCondition(random, depth - 1, 1 - bias) };
  const of = Array.from({ length: 1 + random.below(3) }, () => someCondition(random, depth - 1, bias));
  return { kind: random.one(['all', 'any'] as const), of };
}

function someLeaf(random: Generator, bias: number): Condition {
  const fact = random.one(NAMES);
  // Now and then an operator that does not fit the fact, or a fact that nobody ever gives.
  if (random.chance(0.05)) return leaf('nothing', 'eq', 1);
  if (random.chance(0.1)) return leaf(fact, random.one(OPERATORS), random.one([1, 'dpo', true]));
  if (random.chance(0.1))
    return { kind: 'leaf', fact, op: random.one([...OPERATORS, 'in']), value: { ref: random.one(NAMES) } };
  const rare = random.chance(bias);
  switch (fact) {
    case 'role':
      return random.chance(0.5)
        ? leaf(fact, 'eq', 'dpo')
        : leaf(fact, 'in', rare ? ['legal'] : ['dpo', 'legal', '__proto__', '*']);
    case 'open':
      return leaf(fact, 'eq', random.chance(0.5));
    case 'words':
    case 'other':
      return leaf(fact, 'has', random.one(['dpo', 'legal', '__proto__', 'é\u0000"\\']));
    default:
      if (random.chance(0.2)) return leaf(fact, 'in', rare ? [0] : [0, 1, 2]);
      return leaf(fact, rare ? 'lt' : random.one(['gte', 'gt', 'lte', 'eq'] as const), random.below(3));
  }
}

const OPERATORS = ['eq', 'lt', 'lte', 'gt', 'gte', 'has'] as const;

function leaf(fact: string, op: Operator, value: string | number | boolean | readonly (string | number)[]): Condition {
  return { kind: 'leaf', fact, op, value };
}

/** A request that meets the rules of the set more often than chance would. */
export function someQuestion(random: Generator, { rules }: PolicySet): Question {
  const rule = random.one(rules);
  const near = rule.categories === '*' ? KEYS : rule.categories;
  return {
    purpose: name(random, rule.purposes, PURPOSES),
    dataset: name(random, rule.datasets, DATASETS),
    plugin: name(random, rule.plugins, PLUGINS),
    categories: categories(random, near),
    facts: someFacts(random),
  };
}

function name(random: Generator, near: readonly string[] | '*', all: readonly string[]): string {
  if (random.chance(0.01)) return random.one(['*', '', 'nowhere', '\ud800']);
  return near === '*' || near.length === 0 || random.chance(0.2) ? random.one(all) : random.one(near);
}

function categories(random: Generator, near: readonly string[]): readonly string[] {
  if (random.chance(0.01)) return random.one([[], ['*'], ['user', '*']]);
  const unknown = random.chance(0.03) ? [random.one(['user.contact.fax', 'users', 'toString'])] : [];
  return [random.one(near), ...random.some(KEYS, 0.1), ...unknown];
}

export function someFacts(random: Generator): Facts {
  const given = NAMES.filter(() => random.chance(0.85));
  return Object.fromEntries(given.map((fact) => [fact, someValue(random, fact)]));
}

function someValue(random: Generator, fact: string): FactValue {
  if (random.chance(0.003)) return random.one([Number.NaN, 0.5, 2 ** 53, '\udfff']);
  // A fact of another type than its tests is unknown to them.
  return (FACTS[random.chance(0.03) ? random.one(NAMES) : fact] as (typeof FACTS)[string])(random);
}
