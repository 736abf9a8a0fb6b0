import { type Condition, evaluate, leavesOf } from '../../conditions/index.js';
import type { PolicySet, Rule, RuleWaiver } from '../../registers/policies/index.js';
import { changed, changesIn, type FactChange, nearer } from './fact-changes.js';
import { type Answer, covers, type Question, referenceAnswer, speaksOf } from './reference-evaluator.js';
import { type Goal, joined, reaches, waysByShape } from './ways-by-shape.js';

export type { FactChange } from './fact-changes.js';

type Changes = readonly FactChange[];

/** Bounds of the search: facts that one rule may need, sets tried for one rule, ways kept, and answers given. */
const FACTS_MAX = 4;
const TRIES_MAX = 5_000;
const WAYS_MAX = 60;
const FLIPS_MAX = 8;
/** Ways that do not turn the answer yet, from which it is looked on. */
const ONWARD_MAX = 24;

const CERTAIN: Goal = { truth: 'true', not: false };
const UNCERTAIN: Goal = { truth: 'true', not: true };
const OFF: Goal = { truth: 'false', not: false };
const ON: Goal = { truth: 'false', not: true };

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
  const { effect } = referenceAnswer(set, question);
  const search = searchOf(set, question);
  const flips = (changes: Changes) => referenceAnswer(set, after(question, changes)).effect !== effect;
  const ways = waysOf(search);
  const found = ways.filter(flips);
  const least = Math.min(...found.map(({ length }) => length));
  const fewer = ways.filter((way) => way.length + 1 < least && !flips(way)).slice(0, ONWARD_MAX);
  const all = [...found, ...fewer.flatMap((way) => onward(search, way)).filter(flips)].map((changes) =>
    withoutNeedless(changes, flips),
  );
  const fewest = Math.min(...all.map(({ length }) => length));
  return distinct(all.filter(({ length }) => length === fewest)).slice(0, FLIPS_MAX);
}

// What meets every demand can raise another one, such as a prohibition that was asleep: that one is met as well.
function onward({ set, question, changes }: Search, way: Changes): readonly Changes[] {
  const taken = new Set(way.map(({ fact }) => fact));
  const moved = { ...searchOf(set, after(question, way)), changes: changes.filter(({ fact }) => !taken.has(fact)) };
  return waysOf(moved).flatMap((more) => joined(way, more));
}

function waysOf(search: Search): readonly Changes[] {
  const answer = referenceAnswer(search.set, search.question);
  return answer.effect === 'deny' ? waysToPermit(search, answer) : waysToDeny(search);
}

function after(question: Question, changes: Changes): Question {
  return { ...question, facts: changed(question.facts, changes) };
}

function searchOf(set: PolicySet, question: Question): Search {
  const speaking = set.rules.filter((rule) => rule.mode === 'enforce' && speaksOf(rule, question));
  const conditions = [...speaking, ...speaking.flatMap((rule) => waiversOf(set, rule))].map(({ when }) => when);
  return { set, question, speaking, changes: changesIn(conditions.flatMap(leavesOf), question.facts) };
}

function waysToPermit(search: Search, { reasons }: Answer): readonly Changes[] {
  const demands = reasons.map(({ code, ref }) => {
    if (code === 'PROHIBITED') {
      return search.speaking.filter(({ id }) => id === ref).flatMap((rule) => waysOff(search, rule));
    }
    if (code === 'NOT_COVERED') {
      const covering = search.speaking.filter((rule) => rule.effect === 'grant' && covers(rule, ref ?? ''));
      return covering.flatMap((rule) => waysTo(search, rule, CERTAIN));
    }
    // What warn and audit rules say, and what was waived, stands in nobody's way.
    return code.startsWith('WOULD_') || code === 'WAIVED' ? [[]] : [];
  });
  return together(demands);
}

function waysToDeny(search: Search): readonly Changes[] {
  const { speaking, question } = search;
  const grants = speaking.filter(({ effect }) => effect === 'grant');
  // A category is no longer granted when every grant of it has fallen.
  const ungranted = question.categories.map((category) =>
    together(grants.filter((rule) => covers(rule, category)).map((rule) => waysTo(search, rule, UNCERTAIN))),
  );
  const prohibited = speaking.filter(({ effect }) => effect === 'prohibit').flatMap((rule) => waysOn(search, rule));
  return smallestFirst([...ungranted.flat(), ...prohibited]);
}

/** A prohibition falls when it is certainly false, or when one of its waivers is certainly true. */
function waysOff(search: Search, rule: Rule): readonly Changes[] {
  const waived = waiversOf(search.set, rule).flatMap((waiver) => waysTo(search, waiver, CERTAIN));
  return [...waysTo(search, rule, OFF), ...waived];
}

function waysOn(search: Search, rule: Rule): readonly Changes[] {
  const unwaived = waiversOf(search.set, rule).map((waiver) => waysTo(search, waiver, UNCERTAIN));
  return together([waysTo(search, rule, ON), ...unwaived]);
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

/** Sets of changes that bring a condition to a goal; none holds another one. */
function waysTo(search: Search, { when }: WithCondition, goal: Goal): readonly Changes[] {
  const { facts } = search.question;
  if (reaches(goal, evaluate(when, facts))) return [[]];
  const spoken = new Set(leavesOf(when).map(({ fact }) => fact));
  const changes = search.changes.filter(({ fact }) => spoken.has(fact));
  const ways = fewestWays({ when, facts, changes }, goal);
  if (ways.length > 0) return ways;
  const shaped = waysByShape(when, goal, { facts, changes });
  return shaped.filter((way) => reaches(goal, evaluate(when, changed(facts, way))));
}

function fewestWays({ when, facts, changes }: WithCondition & WithChanges, goal: Goal): readonly Changes[] {
  const ways: Changes[] = [];
  let tries = 0;
  for (let size = 1; size <= FACTS_MAX; size++) {
    for (const some of combinations(changes, size)) {
      tries += 1;
      if (tries > TRIES_MAX || ways.length >= WAYS_MAX) return ways;
      if (ways.some((way) => way.every((change) => some.includes(change)))) continue;
      if (reaches(goal, evaluate(when, changed(facts, some)))) ways.push(some);
    }
  }
  return ways;
}

interface WithChanges {
  readonly facts: Question['facts'];
  readonly changes: Changes;
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

function smallestFirst(ways: readonly Changes[]): readonly Changes[] {
  return distinct([...ways].sort((a, b) => a.length - b.length)).slice(0, WAYS_MAX * FACTS_MAX);
}

// Neither a fact too many, nor a word of a set.
function withoutNeedless(changes: Changes, flips: (changes: Changes) => boolean): Changes {
  for (const change of changes) {
    const others = changes.filter((one) => one !== change);
    const smaller = [others, ...nearer(change).map((one) => [...others, one])].find(flips);
    if (smaller) return withoutNeedless(smaller, flips);
  }
  return changes;
}

function distinct(ways: readonly Changes[]): readonly Changes[] {
  const key = (changes: Changes) => JSON.stringify(changes.map(({ fact, to }) => [fact, to]).sort());
  return [...new Map(ways.map((changes) => [key(changes), changes])).values()];
}
