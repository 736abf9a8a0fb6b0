import fc from 'fast-check';
import { type Condition, evaluate, type Facts } from '../../conditions/index.js';
import { exampleRegisters, policySetOf, type Rule } from '../../registers/policies/index.js';
import { ConditionQuestions } from './condition-questions.js';

function ruleOf(when: string): { readonly rule: Rule; readonly questions: ConditionQuestions } {
  const text = `apiVersion: probity/v1
kind: AccessPolicy
metadata:
  name: example
  title: An example
  owner: privacy-office
  effective: { from: 2026-01-01 }
  mode: enforce
spec:
  effect: prohibit
  when: ${when}
`;
  const file = 'access/example/policy.yaml';
  const set = policySetOf([{ file, name: file, text, expected: 'example', holds: 'policy' }], exampleRegisters());
  return { rule: set.rules[0] as Rule, questions: new ConditionQuestions(exampleRegisters()) };
}

function possible(when: string): string {
  const { rule, questions } = ruleOf(when);
  return questions.ask([rule], [{ kind: 'true', of: rule.when }]);
}

describe('whether a condition can be met', () => {
  it.each([
    ['yes', '{ all: [{ fact: row.age, gte: 13 }, { fact: row.age, lt: 14 }] }'],
    ['no', '{ all: [{ fact: row.age, gt: 13 }, { fact: row.age, lt: 14 }] }'],
    ['no', '{ fact: row.age, lt: 0 }'],
    ['no', '{ fact: isolation.level, gt: 3 }'],
    ['yes', '{ all: [{ fact: actor.roles, has: dpo }, { fact: actor.roles, has: legal }] }'],
    ['no', '{ all: [{ fact: actor.team, eq: crm }, { not: { fact: actor.team, in: [crm, shop] } }] }'],
    ['no', '{ not: { fact: row.consent, in: [granted, refused, withdrawn, none] } }'],
    ['no', '{ all: [{ fact: purpose.name, eq: newsletter }, { fact: purpose.effect, eq: offer }] }'],
    ['yes', '{ all: [{ not: { fact: purpose.name, eq: newsletter } }, { fact: purpose.effect, eq: offer }] }'],
    ['no', '{ all: [{ fact: dataset.name, eq: shop }, { fact: dataset.regime, eq: credit }] }'],
  ])('%s: %s', (answer, when) => expect(possible(when)).toBe(answer));

  it.each([
    ['no', '{ all: [{ fact: row.consentAt, olderThan: 2 years }, { fact: row.consentAt, notOlderThan: 12 months }] }'],
    ['no', '{ all: [{ fact: row.consentAt, olderThan: 12 months }, { fact: row.consentAt, notOlderThan: 1 year }] }'],
    // Before the end of March, 30 days are longer than a month; 31 days never are shorter than one.
    ['yes', '{ all: [{ fact: row.consentAt, olderThan: 1 month }, { fact: row.consentAt, notOlderThan: 30 days }] }'],
    ['no', '{ all: [{ fact: row.consentAt, olderThan: 31 days }, { fact: row.consentAt, notOlderThan: 1 month }] }'],
    ['no', '{ all: [{ fact: purpose.expires, after: now }, { fact: purpose.expires, before: 2026-01-01 }] }'],
    ['yes', '{ all: [{ fact: purpose.expires, after: now }, { fact: purpose.expires, before: 2026-02-01 }] }'],
    ['no', '{ fact: now, before: 2025-12-31 }'],
  ])('on the calendar, from the day on which the policy begins: %s: %s', (answer, when) =>
    expect(possible(when)).toBe(answer),
  );

  it('is left open once all questions together have taken what they may, and never claimed', () => {
    const { rule } = ruleOf('{ all: [{ fact: row.age, gt: 13 }, { fact: row.age, lt: 14 }] }');
    const spent = new ConditionQuestions(exampleRegisters(), 0);
    expect(spent.ask([rule], [{ kind: 'true', of: rule.when }])).toBe('open');
    expect(spent.open).toEqual(['example']);
    const enough = new ConditionQuestions(exampleRegisters(), 10_000);
    const answers = Array.from({ length: 2_000 }, () => enough.ask([rule], [{ kind: 'true', of: rule.when }]));
    expect(answers[0]).toBe('no');
    expect(answers.at(-1)).toBe('open');
    expect(new Set(answers)).toEqual(new Set(['no', 'open']));
  });

  const NUMBERS = [0, 1, 2, 3] as const;
  const WORDS = ['crm', 'shop', 'web'] as const;
  const ROLES = ['dpo', 'legal'] as const;
  const leaf = fc.oneof(
    fc.record({
      kind: fc.constant('leaf' as const),
      fact: fc.constantFrom('row.age', 'attempts.judged'),
      op: fc.constantFrom('lt', 'lte', 'gt', 'gte', 'eq'),
      value: fc.constantFrom(1, 2),
    }),
    fc.record({
      kind: fc.constant('leaf' as const),
      fact: fc.constant('actor.team'),
      op: fc.constant('in'),
      value: fc.subarray([...WORDS.slice(0, 2)], { minLength: 1 }),
    }),
    fc.record({
      kind: fc.constant('leaf' as const),
      fact: fc.constant('actor.roles'),
      op: fc.constant('has'),
      value: fc.constantFrom(...ROLES),
    }),
  ) as fc.Arbitrary<Condition>;
  const { tree } = fc.letrec<{ tree: Condition }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 3 },
      leaf,
      fc.record({ kind: fc.constant('not' as const), of: tie('tree') }),
      fc.record({
        kind: fc.constantFrom('all' as const, 'any' as const),
        of: fc.array(tie('tree'), { minLength: 1, maxLength: 4 }),
      }),
    ),
  }));

  function everyWorld(): readonly Facts[] {
    const sets = [[], ['dpo'], ['legal'], ['dpo', 'legal']];
    return NUMBERS.flatMap((age) =>
      NUMBERS.flatMap((judged) =>
        WORDS.flatMap((team) =>
          sets.map((roles) => ({
            'row.age': age,
            'attempts.judged': judged,
            'actor.team': team,
            'actor.roles': roles,
          })),
        ),
      ),
    );
  }

  it('is what trying every combination of facts says', () => {
    const { rule, questions } = ruleOf('{ fact: purpose.team, eq: crm }');
    const worlds = everyWorld();
    fc.assert(
      fc.property(tree, (condition) => {
        const asked = { ...rule, when: condition, leafPlaces: [] };
        const truths = new Set(worlds.map((facts) => evaluate(condition, facts)));
        expect(questions.ask([asked], [{ kind: 'true', of: condition }]) === 'yes').toBe(truths.has('true'));
        expect(questions.ask([asked], [{ kind: 'false', of: condition }]) === 'yes').toBe(truths.has('false'));
      }),
      { numRuns: 500 },
    );
    expect(questions.open).toEqual([]);
  });

  it('also of two conditions together, facts left out among them', () => {
    const { rule, questions } = ruleOf('{ fact: purpose.team, eq: crm }');
    const names = Object.keys(everyWorld()[0] ?? {});
    const pairs = names.flatMap((_, at) => names.slice(at + 1).map((name) => new Set([names[at] as string, name])));
    const without = (facts: Facts, kept: ReadonlySet<string>): Facts =>
      Object.fromEntries(Object.entries(facts).filter(([name]) => kept.has(name)));
    const alone = names.map((name) => new Set([name]));
    const three = names.map((name) => new Set(names.filter((other) => other !== name)));
    const worlds = [new Set<string>(), ...alone, ...pairs, ...three, new Set(names)].flatMap((kept) =>
      everyWorld().map((facts) => without(facts, kept)),
    );
    const different = [...new Map(worlds.map((facts) => [JSON.stringify(facts), facts])).values()];
    fc.assert(
      fc.property(tree, tree, (a, b) => {
        const both = different.some((facts) => evaluate(a, facts) === 'true' && evaluate(b, facts) !== 'true');
        const wishes = [
          { kind: 'true', of: a },
          { kind: 'not-certainly-true', of: b },
        ] as const;
        expect(questions.ask([rule, rule], wishes)).toBe(both ? 'yes' : 'no');
      }),
      { numRuns: 300 },
    );
  });

  it('is told soon also where many ways lead nowhere', () => {
    const { rule, questions } = ruleOf('{ fact: purpose.team, eq: crm }');
    const test = (fact: string, value: number | string): Condition => ({ kind: 'leaf', fact, op: 'eq', value });
    // Twenty free choices of three before the contradiction: three thousand million ways.
    const choices = Array.from(
      { length: 20 },
      (_, at): Condition => ({
        kind: 'any',
        of: [0, 1, 2].map((value) => ({ kind: 'leaf', fact: 'columns.names', op: 'has', value: `${at}-${value}` })),
      }),
    );
    const condition: Condition = { kind: 'all', of: [...choices, test('row.age', 1), test('row.age', 2)] };
    const began = performance.now();
    expect(questions.ask([rule], [{ kind: 'true', of: condition }])).toBe('no');
    expect(performance.now() - began).toBeLessThan(2_000);
    expect(questions.open).toEqual([]);
  });

  it('is left open, and the policy named, where the search would take too long', () => {
    const { rule, questions } = ruleOf('{ fact: purpose.team, eq: crm }');
    // Ten pigeons and nine holes: every proof that they do not fit is long.
    const holes = Array.from({ length: 9 }, (_, hole) => hole);
    const pigeons = [...holes, 9];
    const sits = (pigeon: number, hole: number): Condition => ({
      kind: 'leaf',
      fact: 'columns.names',
      op: 'has',
      value: `${pigeon}-${hole}`,
    });
    const apart = holes.flatMap((hole) =>
      pigeons.flatMap((one) =>
        pigeons
          .filter((other) => other > one)
          .map((other): Condition => ({ kind: 'not', of: { kind: 'all', of: [sits(one, hole), sits(other, hole)] } })),
      ),
    );
    const housed = pigeons.map((one): Condition => ({ kind: 'any', of: holes.map((hole) => sits(one, hole)) }));
    expect(questions.ask([rule], [{ kind: 'true', of: { kind: 'all', of: [...housed, ...apart] } }])).toBe('open');
    expect(questions.open).toEqual(['example']);
  });
});
