import fc from 'fast-check';
import { type Condition, cutoffFacts, evaluate, type Facts, type FactValue } from '../../conditions/index.js';
import type { Obligation, PolicySet, RowRule, Rule, RuleWaiver } from '../../registers/policies/index.js';
import { type Answer, type Question, referenceAnswer } from '../../stages/decision/index.js';
import { diffPolicies } from './index.js';

// Small sets over few facts, compared by asking every question that their constants can tell apart, one by one.

const NOW = Date.parse('2026-06-15T10:00:00Z');
const DAY = 86_400_000;
const CATEGORIES = ['user.a', 'user.a.x', 'user.b'];
const NOWS = [NOW - DAY, NOW - 1, NOW, NOW + 1, NOW + DAY];
/** A month is longer than 30 days, as long, and shorter, before and after the constant; and its cut-off touches it. */
const TURNS = ['2025-08-15', '2025-07-15', '2026-03-15', '2027-03-15', '2027-07-15', '2027-08-15'].map((day) =>
  Date.parse(day),
);
const TOUCHES = [-1, 0, 1].map((step) => Date.parse('2026-07-15T10:00:00Z') + step);
const DURATIONS = ['1 month', '30 days'];
const FLOORS: Record<string, number> = { cellSizeMin: 5, confidence: 0.95, onFail: 2, segmentSizeMin: 1 };

/** Every value of a fact that its tests can tell apart; instants are placed beside the clock and the constants. */
const VALUES: Record<string, (now: number) => readonly (FactValue | undefined)[]> = {
  environment: () => [undefined, 'rehearsal', 'production'],
  'actor.team': () => [undefined, 'crm', 'web', 'nobody'],
  'attempts.judged': () => [undefined, 0, 1, 2, 3],
  'actor.roles': () => [undefined, [], ['dpo'], ['legal'], ['dpo', 'legal']],
  'destination.hasContract': () => [undefined, true, false],
  'actor.trainedUntil': (now) => [undefined, ...beside([now, NOW])],
  'row.consent': () => [undefined, 'granted', 'refused', 'none'],
  'row.consentAt': (now) => [undefined, ...beside([...Object.values(cutoffFacts(DURATIONS, now)), NOW] as number[])],
};

function beside(instants: readonly number[]): readonly number[] {
  return [...new Set(instants.flatMap((instant) => [instant - 1, instant, instant + 1]))];
}

const leaf = (fact: string, op: string, value: unknown) => ({ kind: 'leaf', fact, op, value }) as Condition;
const word = <T extends string>(...words: T[]) => fc.constantFrom(...words);

const TESTS: Record<string, fc.Arbitrary<Condition>> = {
  environment: word('rehearsal', 'production').map((value) => leaf('environment', 'eq', value)),
  'actor.team': fc.oneof(
    word('crm', 'web').map((value) => leaf('actor.team', 'eq', value)),
    fc.constant(leaf('actor.team', 'in', ['crm', 'web'])),
  ),
  'attempts.judged': fc
    .tuple(word('lt', 'lte', 'gt', 'gte', 'eq'), fc.integer({ min: 1, max: 2 }))
    .map(([op, value]) => leaf('attempts.judged', op, value)),
  'actor.roles': word('dpo', 'legal').map((value) => leaf('actor.roles', 'has', value)),
  'destination.hasContract': fc.boolean().map((value) => leaf('destination.hasContract', 'eq', value)),
  'actor.trainedUntil': fc
    .tuple(word('lt', 'gt', 'lte', 'gte'), fc.constantFrom<unknown>({ ref: 'now' }, NOW))
    .map(([op, value]) => leaf('actor.trainedUntil', op, value)),
  'row.consent': word('granted', 'refused').map((value) => leaf('row.consent', 'eq', value)),
  'row.consentAt': fc
    .constantFrom<unknown>({ ref: 'cutoff.1 month' }, { ref: 'cutoff.30 days' }, NOW)
    .map((value) => leaf('row.consentAt', 'gte', value)),
};
const ALWAYS = fc.oneof(
  word('lt', 'gte').map((op) => leaf('now', op, NOW)),
  fc.constantFrom(...CATEGORIES).map((value) => leaf('columns.categories', 'has', value)),
  fc.constant(leaf('purpose.name', 'eq', 'offers')),
);

const conditions = (tests: readonly fc.Arbitrary<Condition>[]): fc.Arbitrary<Condition> =>
  fc.letrec<{ condition: Condition }>((tie) => ({
    condition: fc.oneof(
      { depthSize: 'small', maxDepth: 3 },
      fc.oneof(...tests),
      tie('condition').map((of) => ({ kind: 'not' as const, of })),
      fc
        .tuple(word('all', 'any'), fc.array(tie('condition'), { minLength: 1, maxLength: 3 }))
        .map(([kind, of]) => ({ kind, of })),
    ),
  })).condition;

const OBLIGATIONS: readonly fc.Arbitrary<Obligation>[] = [
  fc.constantFrom(2, 5, 20).map((value) => ({ id: 'segmentSizeMin', value })),
  fc.constantFrom(2, 5, 10).map((value) => ({ id: 'cellSizeMin', value })),
  fc.constantFrom(1, 3).map((value) => ({ id: 'attemptsMax', value })),
  fc.constantFrom(0, 1, 2).map((value) => ({ id: 'onFail', value })),
  fc
    .tuple(word('*', 'sex', 'age'), fc.constantFrom(0.7, 0.8))
    .map(([trait, value]) => ({ id: `ratioMin:${trait}`, value })),
  fc
    .tuple(word('*', 'sex'), fc.constantFrom(1, 3))
    .map(([trait, value]) => ({ id: `benefitDifferenceMax:${trait}`, value })),
  fc
    .tuple(word('user', 'user.a', 'user.b'), fc.constantFrom([1, 5], [2, 5], [4, 0]))
    .map(([key, value]) => ({ id: `mask:${key}`, value })),
  fc.subarray(['dpo', 'legal'], { minLength: 1 }).map((value) => ({ id: 'approvals', value })),
];

interface World {
  readonly facts: readonly string[];
  readonly a: PolicySet;
  readonly b: PolicySet;
}

const PLACE = { file: 'policy.yaml', line: 1, column: 1 };

function rules(facts: readonly string[], id: string): fc.Arbitrary<Rule> {
  const run = facts.filter((fact) => !fact.startsWith('row.'));
  const when = conditions([...run.map((fact) => TESTS[fact] as fc.Arbitrary<Condition>), ALWAYS]);
  const keep = conditions([...facts.map((fact) => TESTS[fact] as fc.Arbitrary<Condition>)]);
  const byRow = facts.some((fact) => fact.startsWith('row.'));
  return fc
    .record({
      effect: fc.constantFrom('grant', 'grant', 'restrict', 'restrict', 'prohibit'),
      mode: fc.constantFrom('enforce', 'enforce', 'enforce', 'warn'),
      purposes: fc.constantFrom('*' as const, '*' as const, ['offers']),
      categories: fc.oneof(fc.constant('*' as const), fc.subarray(['user', 'user.a', 'user.b'], { minLength: 1 })),
      when,
      keeps: fc.array(keep, { maxLength: byRow ? 2 : 0 }),
      obliged: fc.subarray([...OBLIGATIONS], { maxLength: 2 }).chain((some) => fc.tuple(...some)),
    })
    .map(({ effect, mode, keeps, obliged, ...rest }): Rule => {
      const rows = keeps.map(
        (condition, at): RowRule => ({ id: `${id}.${at}`, rule: id, reason: 'prohibited', keep: condition }),
      );
      const own = [...obliged, ...(rows.length > 0 ? [{ id: 'rows', value: rows.map((row) => row.id) }] : [])];
      return {
        ...rest,
        id,
        kind: 'AccessPolicy',
        title: id,
        owner: 'privacy-office',
        law: { requires: [], supports: [], stricterThanLaw: true },
        effect: effect as Rule['effect'],
        mode: effect === 'grant' ? 'enforce' : (mode as Rule['mode']),
        datasets: '*',
        plugins: '*',
        rows: effect === 'restrict' ? rows : [],
        obligations: effect === 'restrict' ? own : own.filter((one) => one.id !== 'rows'),
        waivableBy: ['dpo'],
        place: PLACE,
        leafPlaces: [],
      };
    });
}

function waivers(facts: readonly string[]): fc.Arbitrary<readonly RuleWaiver[]> {
  const run = facts.filter((fact) => !fact.startsWith('row.'));
  const waiver = fc
    .tuple(
      word('r0', 'r1', 'r2', 'r3'),
      conditions([...run.map((fact) => TESTS[fact] as fc.Arbitrary<Condition>), ALWAYS]),
    )
    .map(([rule, when]): RuleWaiver => {
      const by = { actor: 'somebody', role: 'dpo' };
      return {
        id: 'w',
        rule,
        reason: 'a test',
        requestedBy: 'another',
        approvedBy: by,
        when,
        uses: null,
        until: 0,
        place: PLACE,
      };
    });
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    waiver.map((one) => [one]),
  );
}

/** The same meaning in other words. */
function reworded(condition: Condition): Condition {
  if (condition.kind !== 'all' && condition.kind !== 'any') return { kind: 'not', of: { kind: 'not', of: condition } };
  const of = condition.of.map((part): Condition => ({ kind: 'not', of: reworded(part) }));
  return { kind: 'not', of: { kind: condition.kind === 'all' ? 'any' : 'all', of } };
}

const worlds: fc.Arbitrary<World> = fc.subarray(Object.keys(VALUES), { minLength: 1, maxLength: 2 }).chain((facts) => {
  const ids = ['r0', 'r1', 'r2', 'r3'];
  const one = fc.tuple(...ids.map((id) => rules(facts, id)));
  const fate = fc.constantFrom('keep', 'keep', 'drop', 'other', 'reworded', 'added');
  const fates = fc.tuple(...ids.map(() => fate));
  return fc
    .tuple(one, one, fates, waivers(facts), waivers(facts), fc.boolean())
    .map(([first, second, fate, w, v, waiversStay]) => {
      const a = first.filter((_, at) => fate[at] !== 'added');
      const b = first.flatMap((rule, at) => {
        if (fate[at] === 'drop') return [];
        if (fate[at] === 'keep') return [rule];
        return fate[at] === 'reworded' ? [{ ...rule, when: reworded(rule.when) }] : [second[at] as Rule];
      });
      return { facts, a: setOf(a, w), b: setOf(b, waiversStay ? w : v) };
    });
});

function setOf(of: readonly Rule[], given: readonly RuleWaiver[]): PolicySet {
  return { digest: 'sha256:0', rules: of, waivers: given, durations: DURATIONS };
}

function* questions({ facts, a, b }: World): Generator<{ question: Question; rows: readonly Facts[] }> {
  const subsets = [1, 2, 3, 4, 5, 6, 7].map((bits) => CATEGORIES.filter((_, at) => bits & (1 << at)));
  const said = JSON.stringify([a.rules, a.waivers, b.rules, b.waivers]);
  const timed = said.includes('"now"') || said.includes('cutoff.');
  const moments = said.includes('cutoff.') ? [...NOWS, ...TURNS, ...TOUCHES] : NOWS;
  for (const now of timed ? moments : [NOW]) {
    const clock = { now, ...cutoffFacts(DURATIONS, now) };
    const runs = combinations(
      facts.filter((fact) => !fact.startsWith('row.')),
      now,
    );
    const rows = combinations(
      facts.filter((fact) => fact.startsWith('row.')),
      now,
    );
    for (const purpose of said.includes('offers') ? ['offers', 'elsewhere'] : ['elsewhere']) {
      for (const categories of subsets) {
        for (const run of runs) {
          const fixed = { ...clock, 'purpose.name': purpose, 'columns.categories': categories };
          yield { question: { purpose, dataset: 'd', plugin: 'p', categories, facts: { ...run, ...fixed } }, rows };
        }
      }
    }
  }
}

function combinations(facts: readonly string[], now: number): readonly Facts[] {
  return facts.reduce<readonly Facts[]>(
    (sofar, fact) =>
      sofar.flatMap((given) =>
        (VALUES[fact] as (now: number) => readonly (FactValue | undefined)[])(now).map((value) =>
          value === undefined ? given : { ...given, [fact]: value },
        ),
      ),
    [{}],
  );
}

/** What an answer obliges as the engine carries it out: one number for each limit, larger is stricter. */
function limitsOf({ obligations }: Answer, categories: readonly string[]): Map<string, number> {
  const value = (id: string) => obligations.find((one) => one.id === id)?.value as number | undefined;
  const limits = new Map<string, number>();
  for (const id of ['segmentSizeMin', 'cellSizeMin']) limits.set(id, value(id) ?? (FLOORS[id] as number));
  limits.set('attemptsMax', -(value('attemptsMax') ?? 99));
  for (const trait of ['*', 'sex', 'age']) {
    limits.set(`ratioMin:${trait}`, Math.max(value('ratioMin:*') ?? 0, value(`ratioMin:${trait}`) ?? 0));
  }
  for (const trait of ['*', 'sex']) {
    const values = ['*', trait].map((one) => value(`benefitDifferenceMax:${one}`) ?? 99);
    limits.set(`benefitDifferenceMax:${trait}`, -Math.min(...values));
  }
  const judged = obligations.some(({ id }) => /^(ratioMin|benefitDifferenceMax):/.test(id));
  if (judged) limits.set('onFail', value('onFail') ?? (FLOORS['onFail'] as number));
  for (const role of ['dpo', 'legal']) {
    const approvals = obligations.find(({ id }) => id === 'approvals')?.value as readonly string[] | undefined;
    limits.set(`approvals ${role}`, approvals?.includes(role) ? 1 : 0);
  }
  for (const category of categories) {
    const masks = obligations.filter(
      ({ id }) => id.startsWith('mask:') && `${category}.`.startsWith(`${id.slice(5)}.`),
    );
    const strength = masks.map((mask) => (mask.value as readonly number[])[0] ?? 0);
    limits.set(`mask ${category}`, Math.max(0, ...strength));
  }
  return limits;
}

function keeps({ rules: all }: PolicySet, { obligations }: Answer, facts: Facts): boolean {
  const ids = (obligations.find(({ id }) => id === 'rows')?.value ?? []) as readonly string[];
  return all
    .flatMap(({ rows }) => rows)
    .filter(({ id }) => ids.includes(id))
    .every(({ keep }) => evaluate(keep, facts) === 'true');
}

function bruteForce(world: World): ReadonlySet<string> {
  const { a, b } = world;
  const found = new Set<string>();
  const named = new Set(
    [...a.rules, ...b.rules].flatMap(({ mode, obligations }) =>
      mode === 'enforce' ? obligations.map(({ id }) => id) : [],
    ),
  );
  const isNamed = (id: string) => !/^(ratioMin|benefitDifferenceMax):/.test(id) || named.has(id);
  for (const { question, rows } of questions(world)) {
    const [before, after] = [referenceAnswer(a, question), referenceAnswer(b, question)];
    if (before.effect !== after.effect) found.add(after.effect === 'permit' ? 'permitted' : 'denied');
    if (before.effect === 'deny' || after.effect === 'deny') continue;
    const [was, is] = [limitsOf(before, question.categories), limitsOf(after, question.categories)];
    for (const [id, limit] of was) {
      const name = id.split(' ')[0];
      const now = is.get(id) ?? limit;
      if (limit !== now && isNamed(id)) found.add(`${limit > now ? 'weaker' : 'stronger'} ${name}`);
    }
    for (const row of rows) {
      const all = { ...question.facts, ...row };
      const [stayed, stays] = [keeps(a, before, all), keeps(b, after, all)];
      if (stayed !== stays) found.add(stays ? 'weaker rows' : 'stronger rows');
    }
  }
  return found;
}

function compared({ a, b }: World): ReadonlySet<string> {
  const { changes, gaveUp, equivalent } = diffPolicies(a, b, { categories: CATEGORIES });
  expect(gaveUp).toBe(false);
  expect(equivalent).toBe(changes.length === 0);
  return new Set(
    changes.flatMap(({ kind, obligation }) => {
      if (obligation === undefined) return [kind];
      const name = obligation.startsWith('mask:') ? 'mask' : obligation;
      return (kind === 'incomparable' ? ['weaker', 'stronger'] : [kind]).map((one) => `${one} ${name}`);
    }),
  );
}

describe('a comparison of two small policy sets', () => {
  it('finds what asking every question finds, and nothing else', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(worlds, (world) => {
        const expected = [...bruteForce(world)].sort();
        for (const one of expected.length > 0 ? expected : ['equivalent']) seen.set(one, (seen.get(one) ?? 0) + 1);
        expect([...compared(world)].sort()).toEqual(expected);
      }),
      { numRuns: Number(process.env['DIFF_PAIRS'] ?? 1_000) },
    );
    if (process.env['DIFF_PAIRS']) process.stderr.write(`${JSON.stringify(Object.fromEntries([...seen].sort()))}\n`);
  }, 120_000);
});
