import { type Condition, cutoffFacts, evaluate, type Facts, isRowFact, leavesOf } from '../../conditions/index.js';
import { instantOf, isoInstant } from '../../documents/index.js';
import type { PolicySet, Rule } from '../../registers/policies/index.js';
import type { CaseFile, CaseWorld } from '../case-world.js';
import type { AuthoredFacts, AuthoredValue, Fixtures, PolicyCase } from '../cases.schema.js';
import { candidateValues } from './candidate-values.js';

/** What a case asks, before it is known what must come out. */
export type AskedPart = Pick<PolicyCase, 'clock' | 'request' | 'facts'>;

const FACTS_MAX = 3;
const ROWS_MAX = 400;
const CLOCKS_MAX = 6;

/** Asks that a rule and its mutant could tell apart: those that change least of the fixtures first. */
export function* askCandidates(
  world: CaseWorld,
  { policies, rules, file: { clock: ofFile, cases } }: { policies: PolicySet; rules: readonly Rule[]; file: CaseFile },
): Generator<AskedPart> {
  const clock = ofFile ?? '2026-01-01';
  const own = cases.map((one) => ({ clock: one.clock ?? clock, request: one.request, facts: one.facts }) as Base);
  const clocks = clocksBeside(rules, clock).map((other) => ({ clock: other }));
  const asked = requests(world.fixtures);
  const bases: readonly Base[] = [
    { clock },
    ...own,
    ...clocks,
    ...asked.map((request) => ({ clock, request })),
    ...clocks.flatMap((other) => asked.map((request) => ({ ...other, request }))),
  ];
  for (let size = 0; size <= FACTS_MAX; size++) {
    const changes = new Map<string, readonly AuthoredFacts[]>();
    for (const base of bases) {
      const known = changes.get(base.clock) ?? [...combinations(choicesAt(base.clock, rules, policies), size)];
      changes.set(base.clock, known);
      for (const facts of known) yield { ...base, facts: { ...base.facts, ...facts } };
    }
  }
}

type Base = AskedPart & { readonly clock: string };

function choicesAt(clock: string, rules: readonly Rule[], { durations }: PolicySet): readonly Choice[] {
  const now = instantOf(clock);
  return choicesOf(
    rules.map(({ when }) => when),
    (fact) => !isRowFact(fact) && fact !== 'now',
    { now, ...cutoffFacts(durations, now) },
  );
}

/** Moments around those that the rules hold the clock against; the period of a policy only where the clock is outside. */
function clocksBeside(rules: readonly Rule[], clock: string): readonly string[] {
  const now = instantOf(clock);
  const named = rules.flatMap(({ when, leafPlaces }) =>
    leavesOf(when).flatMap((leaf, at) => {
      const speaks = leafPlaces[at] !== undefined || evaluate(leaf, { now }) !== 'true';
      return leaf.fact === 'now' && typeof leaf.value === 'number' && speaks ? [leaf.value] : [];
    }),
  );
  const moments = [...new Set(named.flatMap((one) => [one, one - 1, one + 1]))].filter((one) => one !== now);
  return moments.slice(0, CLOCKS_MAX).map(isoInstant);
}

/** Rows that the row rules tell apart, by their facts. */
export function rowCandidates(rules: readonly Rule[], facts: Facts): readonly AuthoredFacts[] {
  const keeps = rules.flatMap(({ rows }) => rows.map(({ keep }) => keep));
  const choices = choicesOf(keeps, isRowFact, facts);
  const rows = choices.reduce<readonly AuthoredFacts[]>(
    (before, [fact, values]) =>
      before.flatMap((row) => values.map((value) => ({ ...row, [fact]: value }))).slice(0, ROWS_MAX),
    [{}],
  );
  return keeps.length === 0 ? [] : rows;
}

type Choice = readonly [fact: string, values: readonly AuthoredValue[]];

function choicesOf(
  conditions: readonly Condition[],
  wanted: (fact: string) => boolean,
  facts: Facts,
): readonly Choice[] {
  const byFact = new Map<string, Map<string, AuthoredValue>>();
  for (const leaf of conditions.flatMap(leavesOf).filter(({ fact }) => wanted(fact))) {
    const values = byFact.get(leaf.fact) ?? new Map<string, AuthoredValue>();
    for (const value of candidateValues(leaf, facts)) values.set(JSON.stringify(value), value);
    byFact.set(leaf.fact, values);
  }
  return [...byFact].map(([fact, values]) => [fact, [...values.values()]]);
}

function* combinations(choices: readonly Choice[], size: number, from = 0): Generator<AuthoredFacts> {
  if (size === 0) {
    yield {};
    return;
  }
  for (let at = from; at < choices.length; at++) {
    const [fact, values] = choices[at] as Choice;
    for (const rest of combinations(choices, size - 1, at + 1))
      for (const value of values) yield { [fact]: value, ...rest };
  }
}

/** Requests over everything that the fixtures have, with one part otherwise first. */
function requests(fixtures: Fixtures): readonly NonNullable<PolicyCase['request']>[] {
  const parts = [
    Object.keys(fixtures.purposes).map((purpose) => ({ purpose })),
    Object.keys(fixtures.destinations).map((destination) => ({ destination })),
    Object.keys(fixtures.datasets).map((dataset) => ({ dataset })),
    Object.keys(fixtures.plugins).map((plugin) => ({ plugin })),
    Object.keys(fixtures.columns).map((column) => ({ columns: [column] })),
    Object.keys(fixtures.actors ?? {}).map((actor) => ({ actor })),
    Object.keys(fixtures.contexts ?? {}).map((context) => ({ context })),
  ];
  const pairs = parts.flatMap((some, at) =>
    parts.slice(at + 1).flatMap((others) => some.flatMap((one) => others.map((other) => ({ ...one, ...other })))),
  );
  return [...parts.flat(), ...pairs];
}
