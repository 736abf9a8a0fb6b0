import { type Condition, evaluate, leavesOf, type Truth } from '../../conditions/index.js';
import type { PolicySet, Rule, RuleWaiver } from '../../registers/policies/index.js';
import { changed, changesOf, type FactChange } from './fact-changes.js';
import { type Answer, covers, type Question, referenceAnswer, speaksOf } from './reference-evaluator.js';

export type { FactChange } from './fact-changes.js';

type Changes = readonly FactChange[];

/** Bounds of the search: facts that one rule may need, sets tried for one rule, ways kept, and answers given. */
const FACTS_MAX = 4;
const TRIES_MAX = 5_000;
const WAYS_MAX = 60;
const FLIPS_MAX = 8;

/** One search: the policies that speak of a question, and every change of a fact that their tests tell apart. */
interface Search {
  readonly set: PolicySet;
  readonly question: Question;
  readonly speaking: readonly Rule[];
  readonly changes: Changes;
}

/**
 * The smallest sets of facts that turn an answer, each verified by evaluating again, and none with a fact too many. A
 * denial asks that every prohibition falls and that every category gets a grant; a permit falls with any one of them.
 * Empty where no such change is found within bounds.
 */
export function smallestFlips(set: PolicySet, question: Question): readonly Changes[] {
  const answer = referenceAnswer(set, question);
  const search = searchOf(set, question);
  const ways = answer.effect === 'deny' ? waysToPermit(search, answer) : waysToDeny(search);
  const flips = (changes: Changes) =>
    referenceAnswer(set, { ...question, facts: changed(question.facts, changes) }).effect !== answer.effect;
  const found = ways.filter(flips).map((changes) => withoutNeedless(changes, flips));
  const least = Math.min(...found.map(({ length }) => length));
  return distinct(found.filter(({ length }) => length === least)).slice(0, FLIPS_MAX);
}

function searchOf(set: PolicySet, question: Question): Search {
  const speaking = set.rules.filter((rule) => rule.mode === 'enforce' && speaksOf(rule, question));
  const conditions = [...speaking, ...speaking.flatMap((rule) => waiversOf(set, rule))].map(({ when }) => when);
  const changes = conditions.flatMap(leavesOf).flatMap((leaf) => changesOf(leaf, question.facts));
  return { set, question, speaking, changes: distinct(changes.map((change) => [change])).flat() };
}

function waysToPermit(search: Search, { reasons }: Answer): readonly Changes[] {
  const demands = reasons.map(({ code, ref }) => {
    if (code === 'PROHIBITED') {
      return search.speaking.filter(({ id }) => id === ref).flatMap((rule) => waysOff(search, rule));
    }
    if (code === 'NOT_COVERED') {
      const covering = search.speaking.filter((rule) => rule.effect === 'grant' && covers(rule, ref ?? ''));
      return covering.flatMap((rule) => waysTo(search, rule, (truth) => truth === 'true'));
    }
    // What warn and audit rules say, and what was waived, stands in nobody's way.
    return code.startsWith('WOULD_') || code === 'WAIVED' ? [[]] : [];
  });
  return together(demands);
}

function waysToDeny(search: Search): readonly Changes[] {
  return smallestFirst(
    search.speaking.flatMap((rule) => {
      if (rule.effect === 'grant') return waysTo(search, rule, (truth) => truth !== 'true');
      return rule.effect === 'prohibit' ? waysOn(search, rule) : [];
    }),
  );
}

/** A prohibition falls when it is certainly false, or when one of its waivers is certainly true. */
function waysOff(search: Search, rule: Rule): readonly Changes[] {
  const waived = waiversOf(search.set, rule).flatMap((waiver) => waysTo(search, waiver, (truth) => truth === 'true'));
  return [...waysTo(search, rule, (truth) => truth === 'false'), ...waived];
}

function waysOn(search: Search, rule: Rule): readonly Changes[] {
  const unwaived = waiversOf(search.set, rule).map((waiver) => waysTo(search, waiver, (truth) => truth !== 'true'));
  return together([waysTo(search, rule, (truth) => truth !== 'false'), ...unwaived]);
}

function waiversOf({ waivers }: PolicySet, rule: Rule): readonly RuleWaiver[] {
  return waivers.filter((waiver) => waiver.rule === rule.id && rule.waivableBy.includes(waiver.approvedBy.role));
}

/** One way for each of several demands, all at once. */
function together(demands: readonly (readonly Changes[])[]): readonly Changes[] {
  return demands.reduce<readonly Changes[]>(
    (before, more) => smallestFirst(before.flatMap((one) => more.flatMap((other) => joined(one, other)))),
    [[]],
  );
}

/** Sets of changes that give a condition a wanted truth; none holds another one. */
function waysTo(search: Search, { when }: WithCondition, wanted: (truth: Truth) => boolean): readonly Changes[] {
  const { facts } = search.question;
  if (wanted(evaluate(when, facts))) return [[]];
  const spoken = new Set(leavesOf(when).map(({ fact }) => fact));
  const changes = search.changes.filter(({ fact }) => spoken.has(fact));
  const ways: Changes[] = [];
  let tries = 0;
  for (let size = 1; size <= FACTS_MAX; size++) {
    for (const some of combinations(changes, size)) {
      tries += 1;
      if (tries > TRIES_MAX || ways.length >= WAYS_MAX) return ways;
      if (ways.some((way) => way.every((change) => some.includes(change)))) continue;
      if (wanted(evaluate(when, changed(facts, some)))) ways.push(some);
    }
  }
  return ways;
}

interface WithCondition {
  readonly when: Condition;
}

/** Every set of `size` changes in which no fact stands twice. */
function* combinations(changes: Changes, size: number, from = 0): Generator<Changes> {
  if (size === 0) {
    yield [];
    return;
  }
  for (let at = from; at < changes.length; at++) {
    const first = changes[at] as FactChange;
    for (const rest of combinations(changes, size - 1, at + 1)) {
      if (!rest.some(({ fact }) => fact === first.fact)) yield [first, ...rest];
    }
  }
}

/** Both sets together; none where they want one fact to be two things. */
function joined(one: Changes, other: Changes): readonly Changes[] {
  const wanted = new Map(one.map((change) => [change.fact, change]));
  for (const change of other) {
    const before = wanted.get(change.fact);
    if (before && JSON.stringify(before.to) !== JSON.stringify(change.to)) return [];
    wanted.set(change.fact, change);
  }
  return [[...wanted.values()]];
}

function smallestFirst(ways: readonly Changes[]): readonly Changes[] {
  return distinct([...ways].sort((a, b) => a.length - b.length)).slice(0, WAYS_MAX * FACTS_MAX);
}

function withoutNeedless(changes: Changes, flips: (changes: Changes) => boolean): Changes {
  for (const change of changes) {
    const fewer = changes.filter((one) => one !== change);
    if (flips(fewer)) return withoutNeedless(fewer, flips);
  }
  return changes;
}

function distinct(ways: readonly Changes[]): readonly Changes[] {
  const key = (changes: Changes) => JSON.stringify(changes.map(({ fact, to }) => [fact, to]).sort());
  return [...new Map(ways.map((changes) => [key(changes), changes])).values()];
}
